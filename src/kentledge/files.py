"""Writing files so that an interruption leaves the old file or the new one, never half of either."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Literal

from kentledge.errors import KentledgeError
from kentledge.harmless import harmless_page

_LONGEST_NAME = 255  # bytes, on the usual file systems


class Unwritable(KentledgeError):
    """The output file cannot be written."""


def found_at(path: Path) -> Literal["file", "other"] | None:
    """What the path leads to, None for nothing. A name that no file can have leads to nothing; `Path.exists` raises."""
    try:
        return "file" if stat.S_ISREG(path.stat().st_mode) else "other"
    except (OSError, ValueError):
        return None


def beside(path: Path, ending: str = ".partial") -> Path:
    """The file in which that of the path is made: beside it, or beside what it links to, its name with the ending.

    A name that has no room for the ending is cut. Raises Unwritable where no file can have the name itself.
    """
    real = Path(os.path.realpath(path))
    try:
        os.lstat(real)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise Unwritable(f"{path}: cannot be written: {error.strerror or error}") from error
    name = real.name
    if not name:
        raise Unwritable(f"{path}: cannot be written: is no name of a file")
    while len(os.fsencode(name + ending)) > _LONGEST_NAME:
        name = name[:-1]
    return real.with_name(name + ending)


def put_in_place(made: Path, path: Path) -> None:
    """Gives what was made beside a path its name, in one step; a file that was there leaves its permissions to it."""
    real = Path(os.path.realpath(path))
    if real.exists():
        made.chmod(stat.S_IMODE(real.stat().st_mode))
    made.replace(real)


def write_whole(path: Path, text: str) -> None:
    """Write a text file in one step (UTF-8, LF). Raises Unwritable; then nothing is left behind.

    A device or pipe (/dev/stdout) is written to as it is: it must not be replaced by a file. Nor is a symbolic link:
    what it leads to is written.
    """
    there = found_at(path)
    through = there == "other"
    target = path if through else beside(path)
    try:
        if there == "file":
            _emptied(target, path)
        with target.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if not through:
            put_in_place(target, path)
    except OSError as error:
        if not through and target.is_file():
            target.unlink()
        raise Unwritable(f"{path}: cannot be written: {error.strerror or error}") from error


def _emptied(made: Path, path: Path) -> None:
    """An empty file that nobody may read who may not read the one at the path."""
    made.unlink(missing_ok=True)
    made.touch(mode=stat.S_IMODE(path.stat().st_mode) & 0o777 | stat.S_IWUSR)


def put(text: str, output: Path | None) -> None:
    """Write the text whole to the file or, without one, to standard output. Raises Unwritable.

    Words of an article do not steer a terminal in any form; a file or a pipe gets them as they are.
    """
    if output is None:
        sys.stdout.write(harmless_page(text) if sys.stdout.isatty() else text)
        sys.stdout.flush()
    else:
        write_whole(output, text)


def spelt(path: str | Path) -> str:
    r"""The name of a file as text: bytes in it that are no UTF-8 are spelt out, as caf\xe9.txt."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
