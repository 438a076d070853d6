"""Writing files so that an interruption leaves the old file or the new one, never half of either."""

from __future__ import annotations

import sys
from pathlib import Path

from kentledge.errors import KentledgeError


class Unwritable(KentledgeError):
    """The output file cannot be written."""


def write_whole(path: Path, text: str) -> None:
    """Write a text file in one step (UTF-8, LF). Raises Unwritable; then nothing is left behind.

    A device or pipe (/dev/stdout) is written to as it is: it must not be replaced by a file.
    """
    through = path.exists() and not path.is_file()
    target = path if through else path.with_name(path.name + ".partial")
    try:
        with target.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if not through:
            target.replace(path)
    except OSError as error:
        if not through and target.is_file():
            target.unlink()
        raise Unwritable(f"{path}: cannot be written: {error.strerror or error}") from error


def put(text: str, output: Path | None) -> None:
    """Write the text whole to the file or, without one, to standard output. Raises Unwritable."""
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_whole(output, text)
