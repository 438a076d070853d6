"""The paragraphs of a text as typography sees them, and spans without white space at their ends."""

from __future__ import annotations

import re

from kentledge.records import Span

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")


def paragraphs_of(text: str) -> list[re.Match[str]]:
    """The paragraphs of a text: lines with no empty one between them, and none of white space alone."""
    return [match for match in _PARAGRAPH.finditer(text) if not match.group().isspace()]


def trimmed(text: str, span: Span, also: str = "") -> Span:
    """The span without white space at its ends, and without the characters of `also` at its end."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in also):
        end -= 1
    return start, end
