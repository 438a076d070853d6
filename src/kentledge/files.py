"""Writing files so that an interruption leaves the old file or the new one, never half of either."""

from __future__ import annotations

from pathlib import Path

from kentledge.errors import KentledgeError


class Unwritable(KentledgeError):
    """The output file cannot be written."""


def write_whole(path: Path, text: str) -> None:
    """Write a text file in one step (UTF-8, LF). Raises Unwritable; then nothing is left behind."""
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True) if partial.is_file() else None
        raise Unwritable(f"{path}: cannot be written: {error.strerror or error}") from error
