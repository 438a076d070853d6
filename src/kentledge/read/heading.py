"""The head of an article: headline, byline, date, and the dateline that opens the report.

Nothing is invented: a text that opens with a plain sentence has no headline, a place named in the running text is no
dateline, a day without its year is no date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kentledge.read.dateline import Dateline, dateline
from kentledge.read.lexicon import lexicon
from kentledge.read.lines import HeadLine, foot_line, head_line
from kentledge.read.paragraphs import Paragraph
from kentledge.records import Excluded, Span

# The head is over after so many lines, and a dateline stands in one of the first paragraphs of the report.
_HEAD = 10
_OPENING = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head of an article says. `taken` are the indices of paragraphs that need no further look."""

    title_span: Span | None
    dateline_span: Span | None
    published: str | None
    outlet: str | None
    author: str | None
    url: str | None
    excluded: tuple[Excluded, ...]
    taken: frozenset[int]


def heading(paragraphs: Sequence[Paragraph], text: str, *, titled: bool = False) -> Heading:
    """Reads the head of an article. `titled` says that the first paragraph is known to be the headline."""
    title: int | None = 0 if titled and paragraphs else None
    lines: dict[int, HeadLine] = {}
    body: int | None = None
    for i, paragraph in enumerate(paragraphs[:_HEAD]):
        if i == title:
            continue
        line = head_line(paragraph, headed=title is not None)
        if line is not None:
            lines[i] = line
        elif _is_furniture(paragraph):
            continue
        elif title is None and _is_headline(paragraphs, i):
            if not (_is_breadcrumb(paragraph.text) and i + 1 < len(paragraphs) and _is_headline(paragraphs, i + 1)):
                title = i
        elif title is not None and not paragraph.is_sentence and len(paragraph.text) <= 250 and i < title + 5:
            continue  # A second line under the headline, or a name.
        else:
            body = i
            break
    opening: Dateline | None = None
    if body is not None:
        for i in range(max(body + 1, len(paragraphs) - 3), len(paragraphs)):
            if line := foot_line(paragraphs[i], paragraphs[i - 1]):
                lines[i] = line
        opening = _opening(paragraphs[body : body + _OPENING], text, headed=title is not None)
    said: list[HeadLine | Dateline] = [lines[i] for i in sorted(lines)]
    if opening is not None:
        said.append(opening)
    return Heading(
        title_span=_title_span(paragraphs[title]) if title is not None else None,
        dateline_span=next((x.place for x in reversed(said) if x.place), None),
        published=next((x.published for x in said if x.published), None),
        outlet=next((x.outlet for x in said if x.outlet), None),
        author=next((x.author for x in said if x.author), None),
        url=next((line.url for line in lines.values() if line.url), None),
        excluded=tuple(Excluded(paragraphs[i].span, lines[i].why) for i in sorted(lines)),
        taken=frozenset(lines) | ({title} if title is not None else set()),
    )


def _is_furniture(paragraph: Paragraph) -> bool:
    """A caption, credit line or boilerplate among the first lines; `marks` marks it."""
    return any(p.where in ("any", "edge") and not p.tail and p.match(paragraph.text) for p in lexicon().patterns)


def _is_headline(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Whether a paragraph heads what follows: short, no full stop, and a report of sentences below it."""
    paragraph = paragraphs[i]
    text = paragraph.text
    if not 3 <= len(text) <= 220 or not 2 <= len(text.split()) <= 35 or not any(c.isalpha() for c in text):
        return False
    if text.endswith((":", ";", ",", "-")) or _full_stop(text) or re.match(r"(?:[-*•>]\s|\d+[.)]\s)", text):
        return False
    rest = paragraphs[i + 1 : i + 1 + _HEAD]
    if not any(p.is_sentence and len(p.text.split()) >= 6 and len(p.text) > 30 for p in rest):
        return False
    return paragraph.alone or (len(text) <= 150 and (len(rest[0].text) > len(text) or head_line(rest[0]) is not None))


def _is_breadcrumb(text: str) -> bool:
    """Whether a line is a path through a site, as "World | Asia"."""
    steps = re.split(r"\s*[|>»›]\s*", text)
    return len(steps) > 1 and all(len(step.split()) <= 2 for step in steps)


def _full_stop(text: str) -> bool:
    bare = text.rstrip("\"'”’»)]")
    if bare.endswith("."):
        # "Costa: no deal with the U.S." is no sentence for its abbreviation.
        return re.search(r"(?:^|[^\w.])(?:[A-Z]\.){2,}$", bare) is None
    return bare != text and bare.endswith(("!", "?", ","))


def _title_span(paragraph: Paragraph) -> Span:
    """The headline without the marks of a Markdown heading or a label."""
    mark = re.match(r"(?:#{1,6}\s+|(?:title|headline)\s*:\s*)(?=\S)", paragraph.text, re.IGNORECASE)
    return (paragraph.start + (mark.end() if mark else 0), paragraph.end)


def _opening(report: Sequence[Paragraph], text: str, *, headed: bool) -> Dateline | None:
    """The dateline that opens a report, in the first of its paragraphs that has one."""
    for i, paragraph in enumerate(report):
        # Without a headline, capitals and a colon at the start may be the headline's own.
        found = dateline(paragraph, text, comma=i == 0, colon=i == 0 and headed)
        if found is not None:
            return found
    return None
