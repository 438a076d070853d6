"""The files behind the names that a user gives."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kentledge.errors import UnreadableInput

SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm"})
"""Suffixes of the files that are taken from a folder."""


def sources(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files to read, in the order of the names given; a folder stands for the files in it and below it, sorted.

    From a folder only files with one of `SUFFIXES` are taken, and none that is hidden, in a hidden folder, or a README.
    Other names are passed on as they are: `read` says what is wrong with them. Raises UnreadableInput for a folder that
    cannot be listed.
    """
    for path in map(Path, paths):
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
            yield from sorted(_files(path), key=lambda file: file.relative_to(path).parts)
        else:
            yield path


def _files(folder: Path) -> Iterator[Path]:
    for inner, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            stem, suffix = os.path.splitext(name.lower())  # noqa: PTH122 - a name, no path
            if not name.startswith(".") and suffix in SUFFIXES and stem != "readme":
                yield Path(inner, name)


def _refuse(error: OSError) -> None:
    raise UnreadableInput(f"{error.filename}: folder cannot be listed ({error.strerror})") from error
