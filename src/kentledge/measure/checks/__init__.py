"""Do the numbers add up? What stated quantities imply together, whether they agree, and where they clash.

Only figures that stand close together and speak of one thing are compared, what rounding and words such as "about"
leave open is left open, and a clash is called one only where the text itself names a total, a share or a change that
the other figures do not give. Better silent than wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kentledge.measure.checks.agreeing import agreeing_checks
from kentledge.measure.checks.changes import change_checks
from kentledge.measure.checks.compared import compared_checks
from kentledge.measure.checks.figures import figures
from kentledge.measure.checks.lists import list_checks
from kentledge.measure.checks.parts import part_checks
from kentledge.measure.checks.prices import price_checks
from kentledge.measure.checks.products import product_checks
from kentledge.measure.checks.shares import share_checks
from kentledge.measure.checks.totals import sum_checks, time_checks
from kentledge.records import Check, Quantity, Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc


def checks(doc: Doc, quantities: Sequence[Quantity]) -> list[Check]:
    """The checks on the quantities of a Doc, which were measured in it, in the order of the last figure of each.

    A Doc without sentences counts as one sentence. Outcomes keep their bounds: None is an open end.
    """
    starts = [s.start_char for s in doc.sents] if doc.has_annotation("SENT_START") else [0]
    return _checks(doc.text, starts, quantities)


def checked_again(reading: Reading, before: Reading) -> tuple[Check, ...]:
    """The checks of a reading after edits: those it has, and such as its changed or added quantities now take part in.

    `before` is the reading without the edits. Sentences are told by punctuation, since a stored reading has no others.
    """
    known = set(before.quantities)
    changed = {q.id for q in reading.quantities if q not in known}
    if not changed:
        return reading.checks
    import spacy

    sentences = spacy.blank("en")
    sentences.add_pipe("sentencizer")
    text, own = reading.article.text, [c for c in reading.checks if changed.isdisjoint(c.quantities)]
    sentences.max_length = max(sentences.max_length, len(text))
    made = _checks(text, [s.start_char for s in sentences(text).sents], reading.quantities)
    return _in_order([*own, *(c for c in made if not changed.isdisjoint(c.quantities))], reading.quantities)


def _checks(text: str, starts: Sequence[int], quantities: Sequence[Quantity]) -> list[Check]:
    found, all_of_them = figures(quantities, starts), figures(quantities, starts, bare=True)
    made = [
        *price_checks(text, found),
        *time_checks(text, found),
        *sum_checks(text, found),
        *share_checks(text, found),
        *change_checks(text, found),
        *compared_checks(text, all_of_them),
        *part_checks(text, all_of_them),
        *list_checks(text, all_of_them),
        *product_checks(text, all_of_them),
        *agreeing_checks(text, all_of_them),
    ]
    kept: dict[frozenset[str], Check] = {}
    for check in made:  # the first of those that rest on the same figures
        kept.setdefault(frozenset(check.quantities), check)
    return list(_in_order(list(kept.values()), quantities))


def _in_order(made: Sequence[Check], quantities: Sequence[Quantity]) -> tuple[Check, ...]:
    order = {q.id: n for n, q in enumerate(quantities)}
    return tuple(sorted(made, key=lambda c: max(order[q] for q in c.quantities)))
