"""Writing files so that an interruption leaves the old file or the new one, never half of either."""

from __future__ import annotations

from pathlib import Path

from kentledge.errors import KentledgeError


class Unwritable(KentledgeError):
    """The output file cannot be written."""


def write_whole(path: Path, text: str) -> None:
    """Write a text file in one step (UTF-8, LF). Raises Unwritable; then nothing is left behind.

    A device or pipe (/dev/stdout) is written to as it is: it must not be replaced by a file.
    """
    if path.exists() and not path.is_file():
        return _write_through(path, text)
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        partial.replace(path)
    except OSError as error:
        if partial.is_file():
            partial.unlink()
        raise Unwritable(f"{path}: cannot be written: {error.strerror or error}") from error
    return None


def _write_through(path: Path, text: str) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise Unwritable(f"{path}: cannot be written: {error.strerror or error}") from error
