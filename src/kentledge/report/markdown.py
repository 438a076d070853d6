"""The brief as GitHub Markdown. Words of the article are escaped, so that they read as words and never as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from kentledge.report.address import web_address
from kentledge.report.chart import svg
from kentledge.report.view import UNATTRIBUTED, Brief, StatementLine, Support, folded, offsets, refer

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&$#])")
# What opens a list, a rule or an underlined heading, but only at the start of a line.
_OPENING = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=]))")


def as_markdown(brief: Brief) -> str:
    """The brief as Markdown text that ends in one line end; white space in quotations is folded."""
    blocks = [*_head(brief), *_statements(brief), *_agreement(brief), *_figures(brief)]
    if brief.questions:
        blocks.append("## Questions it bears on")
        for q in brief.questions:
            blocks += [_notes(escaped(q.says), *map(escaped, q.notes), _code(offsets(q.evidence))), *q.drawn]
    if brief.hand:
        lines = [_notes(escaped(e.says), *map(escaped, e.notes), _code(offsets(e.evidence))) for e in brief.hand]
        blocks += ["## The analyst's hand", _list(lines)]
    if brief.excluded:
        blocks += ["## Not read", _list([f"{x.why} {_code(offsets(x.evidence))}" for x in brief.excluded])]
    return "\n\n".join([*blocks, "---", escaped(brief.read_by)]) + "\n"


def escaped(text: str) -> str:
    """The text on one line, with everything escaped that GitHub would take for markup."""
    line = _MARKUP.sub(r"\\\1", folded(text))
    return _OPENING.sub(r"\1\\", line)


def _head(brief: Brief) -> list[str]:
    blocks = [f"# {escaped(brief.title)}"]
    imprint = [escaped(x) for x in brief.imprint]
    if url := brief.article.url:
        # A web address links; anything else is shown as the words that it is.
        known = web_address(url)
        imprint.append(f"<{quote(known, safe=':/?#[]@!$&()*+,;=%~-._')}>" if known else escaped(url))
    if brief.article.title_span:
        imprint.append(f"headline {_code(offsets((brief.article.title_span,)))}")
    if imprint:
        blocks.append(" · ".join(imprint))
    if brief.finding:
        rests = _rests(brief.finding.rests_on)
        blocks += ["## Finding", escaped(brief.finding.text), *([rests] if rests else [])]
        if brief.finding.clauses:
            parts = [_notes(escaped(c.text.strip(" ,;.(")), _code(c.rests)) for c in brief.finding.clauses]
            blocks.append(_list(parts))
        for passage in brief.finding.opening:
            blocks.append(_notes(f"The article itself: “{escaped(passage.text)}”", _code(offsets((passage.span,)))))
    if drawn := svg(brief):
        blocks += ["## How surely", drawn]
    return blocks


def _statements(brief: Brief) -> list[str]:
    blocks = ["## Who said what"]
    if brief.nothing_found:
        blocks.append(brief.nothing_found)
    for entry in brief.speakers:
        blocks += [f"### {escaped(entry.name)}", _notes(escaped(entry.described), _code(offsets(entry.evidence)))]
        blocks += _numbered(entry.statements) or ["No statement of their own."]
    if brief.unattributed:
        blocks += [f"### {UNATTRIBUTED}", *_numbered(brief.unattributed)]
    return blocks


def _numbered(lines: Iterable[StatementLine]) -> list[str]:
    """Statements as items of lists; Markdown counts on in a list, so where a number is left out another one begins."""
    out: list[str] = []
    mark, last = ".", 0
    for line in lines:
        if out and line.number != last + 1:
            mark = ")" if mark == "." else "."  # which is what parts two lists
        out.append(_statement(line, mark))
        last = line.number
    return out


def _statement(line: StatementLine, mark: str) -> str:
    says = " … ".join(escaped(p.text) for p in line.quotation) or "No words of the statement were found."
    lines = [says]
    judged = " · ".join(escaped(x) for x in (*(c.says for c in line.chances), *line.judged))
    lines += [judged] if judged else []
    lines.append(_notes(*(escaped(x) for x in line.told), _code(offsets(line.evidence))))
    # An item of a list, so that the number stands where a reader expects it and the lines below it belong to it.
    label = f"{line.number}{mark} "
    return label + f"\n\n{' ' * len(label)}".join(lines)


def _agreement(brief: Brief) -> list[str]:
    blocks: list[str] = []
    if brief.relations:
        lines = [_notes(escaped(r.says), refer(r.statements), _code(offsets(r.evidence))) for r in brief.relations]
        blocks += ["## Agreement and dissent", _list(lines)]
    if brief.camps:
        lines = [
            _notes(
                f"**{escaped(c.label)}**: {escaped(c.members)}",
                _rests(c.rests_on),
            )
            for c in brief.camps
        ]
        blocks += ["## Camps", _list(lines)]
    return blocks


def _figures(brief: Brief) -> list[str]:
    blocks: list[str] = []
    if brief.quantities:
        rows: list[tuple[str, ...]] = [
            (escaped(q.printed.text), escaped(q.normalised), _said(q.said_by, q.statements), _code(offsets(q.evidence)))
            for q in brief.quantities
        ]
        blocks += ["## Numbers", _table(("Printed", "Normalised", "Said by", "Evidence"), rows)]
    if brief.deals:
        lines = [
            _notes(escaped(d.says), escaped(d.modality), _said(d.said_by, d.statements), _code(offsets(d.evidence)))
            for d in brief.deals
        ]
        blocks += ["## Who gives what", _list(lines)]
    if brief.checks:
        lines = [
            _notes(escaped(c.says), c.verdict, escaped(f"{c.formula}: {c.result}"), _code(offsets(c.evidence)))
            for c in brief.checks
        ]
        blocks += ["## Do the numbers add up?", _list(lines)]
    return blocks


def _said(by: str, statements: tuple[int, ...]) -> str:
    return f"{escaped(by)} ({refer(statements)})" if statements else escaped(by)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _list(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _rests(supports: tuple[Support, ...]) -> str:
    return f"rests on {', '.join(f'{s.number} {_code(offsets(s.evidence))}' for s in supports)}" if supports else ""


def _notes(*notes: str) -> str:
    return " · ".join(note for note in notes if note)
