"""JSON Lines in, JSON Lines out, one line at a time: constant memory, resumable, the result appears whole."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from kentledge.cli.progress import progress
from kentledge.errors import UnreadableInput
from kentledge.files import Unwritable, beside, found_at, put_in_place
from kentledge.read.assemble import LONGEST, too_long
from kentledge.records import ROLES, Attribution

_HALF = re.compile("[\ud800-\udfff]")


def each_line(source: Path, output: Path, resume: bool, answer: Callable[[str, str], dict[str, Any]]) -> None:
    """Write `answer(doc, text)` for each line of `source` to `output`, in the order read.

    Lines go to "OUTPUT.partial", which takes the output's name at the end; with `resume` a partial file's complete
    lines are kept and the work goes on after them. Raises UnreadableInput or Unwritable.
    """
    if found_at(output) == "other":
        raise Unwritable(f"{output}: is no ordinary file: name another")
    partial = beside(output)
    with kept(source) as content:
        total = sum(1 for _ in lines_of(source, content))
        if not total:
            raise UnreadableInput(f"{source}: has no lines to read")
        done = 0
        try:
            if resume and partial.exists():
                done = _complete_lines(partial)
            with partial.open("ab" if done else "wb") as out, progress(output.name, total) as step:
                for i, (_, value) in enumerate(lines_of(source, content)):
                    if i >= done:
                        found = answer(value["doc"], value["text"])
                        out.write((json.dumps(found, ensure_ascii=False) + "\n").encode())
                        out.flush()
                    step()
            put_in_place(partial, output)
        except OSError as error:
            raise Unwritable(f"{output}: cannot be written: {error.strerror or error}") from error


def _complete_lines(partial: Path) -> int:
    """The number of complete lines; a line that an interruption cut is removed."""
    count = end = 0
    with partial.open("r+b") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            count, end = count + 1, end + len(line)
        file.truncate(end)
    return count


@contextmanager
def kept(source: Path) -> Iterator[Path]:
    """A file that can be read more than once: the source, or a copy of what it gives only once, as a pipe does."""
    if found_at(source) != "other":
        yield source
        return
    with TemporaryDirectory(prefix="kentledge-") as folder:
        copy = Path(folder, "lines").with_suffix(source.suffix)
        try:
            with source.open("rb") as once, copy.open("wb") as file:
                shutil.copyfileobj(once, file)
        except OSError as error:
            raise UnreadableInput(f"{source}: cannot be read: {error.strerror or error}") from error
        yield copy


def _open(source: Path) -> IO[str]:
    if source.suffix == ".gz":
        return gzip.open(source, "rt", encoding="utf-8")
    return source.open(encoding="utf-8")


def lines_of(source: Path, content: Path | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
    """The JSON objects of a file with their line numbers, each with a "doc" and a "text". Raises UnreadableInput.

    `content` is the file in which the source's lines are, where that is another (see `kept`).
    """
    number = 0
    try:
        with _open(content or source) as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    value = json.loads(line)
                    doc, text = value["doc"], value["text"]
                except (ValueError, KeyError, TypeError, RecursionError):
                    raise UnreadableInput(f'{source}: line {number} is no JSON object with "doc" and "text"') from None
                if not isinstance(doc, str) or not isinstance(text, str):
                    raise UnreadableInput(f'{source}: line {number}: "doc" and "text" must be strings')
                if _HALF.search(doc) or _HALF.search(text):
                    raise UnreadableInput(
                        f'{source}: line {number}: "doc" or "text" has half of a surrogate pair, which is no character'
                    )
                if len(text) > LONGEST:
                    raise UnreadableInput(too_long(f"{source}: line {number}", f"{len(text):,} characters"))
                yield number, value
    except UnicodeDecodeError:
        raise UnreadableInput(f"{source}: line {number + 1} is not UTF-8") from None
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableInput(f"{source}: {getattr(error, 'strerror', None) or error}") from error


def labelled_lines(source: Path, content: Path | None = None) -> Iterator[tuple[str, tuple[Attribution, ...]]]:
    """Texts with their gold attributions, as `lines_of` has them. Raises UnreadableInput."""
    for number, value in lines_of(source, content):
        try:
            yield value["text"], tuple(_attribution(a, len(value["text"])) for a in value["attributions"])
        except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
            raise UnreadableInput(
                f'{source}: line {number}: "attributions" must be objects of "source", "cue" and "content", each a '
                "list of [start, end] within the text"
            ) from None


def _attribution(value: dict[str, list[list[int]]], length: int) -> Attribution:
    roles = {}
    for role in ROLES:
        spans = tuple((int(start), int(end)) for start, end in value.get(role) or ())
        if any(not 0 <= start <= end <= length for start, end in spans):
            raise ValueError
        roles[role] = spans
    return Attribution(**roles)
