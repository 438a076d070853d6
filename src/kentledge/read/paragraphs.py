"""The paragraphs of a text, with their exact offsets.

Blank lines separate paragraphs. Many files have one paragraph a line and no blank lines, others break every line at a
fixed width; which of the two a file does is told from the lines themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kentledge.records import Span

_BLANK = r"\n[^\S\n]*(?:\n[^\S\n]*)+"
_SENTENCE_END = r"[.!?…]['\"”’»)\]]*$"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without the white space around it: `text` is the article's text at `[start, end)`.

    `alone` says that a blank line or the end of the text follows.
    """

    text: str
    start: int
    end: int
    alone: bool

    @property
    def span(self) -> Span:
        """The paragraph's offsets into the text."""
        return (self.start, self.end)

    @property
    def is_sentence(self) -> bool:
        """Whether it closes like a sentence: with a stop, question or exclamation mark or an ellipsis."""
        return re.search(_SENTENCE_END, self.text[-8:]) is not None


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text in order; none is empty, no two overlap."""
    blocks: list[Span] = []
    start = 0
    for gap in re.finditer(_BLANK, text):
        blocks.append((start, gap.start()))
        start = gap.end()
    blocks.append((start, len(text)))
    lines = [_lines(text, block) for block in blocks]
    width = _wrap_width(text, lines)
    found: list[Paragraph] = []
    for block in lines:
        units = _unwrapped(text, block, width)
        for i, (start, end) in enumerate(units):
            inner = text[start:end].strip()
            if inner:
                start += text[start:end].index(inner[0])
                found.append(Paragraph(inner, start, start + len(inner), i == len(units) - 1))
    return found


def _lines(text: str, block: Span) -> list[Span]:
    start, end = block
    lines = []
    for line in text[start:end].split("\n"):
        if line.strip():
            lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines


def _wrap_width(text: str, blocks: list[list[Span]]) -> int | None:
    """The width at which a file's lines were broken, or None where each line is a paragraph of its own."""
    broken = [line for block in blocks for line in block[:-1]]
    ended = sum(re.search(_SENTENCE_END, text[max(start, end - 8) : end].rstrip()) is not None for start, end in broken)
    # Lines broken at a width seldom end where a sentence does; fewer than three of them prove nothing.
    if len(broken) < 3 or ended * 2 > len(broken):
        return None
    inner = sorted(end - start for start, end in broken)
    long = sum(end - start > 160 for block in blocks for start, end in block)
    width = inner[(len(inner) * 9) // 10]
    return width if 45 <= width <= 120 and long * 20 <= len(inner) else None


def _unwrapped(text: str, lines: list[Span], width: int | None) -> list[Span]:
    """Joins the lines that were broken at the width: each but the last must be too full for the next line's word."""
    if width is None or len(lines) < 2:
        return lines
    joined = [lines[0]]
    for before, line in pairwise(lines):
        word = text[line[0] : line[1]].split(maxsplit=1)[0]
        if before[1] - before[0] + 1 + len(word) > width - 3:
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined
