"""Two levels and the change that is told with them: where they agree, where they clash, and silence elsewhere."""

from __future__ import annotations

import pytest
import spacy

from kentledge.measure import checks, quantities
from kentledge.records import Check

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")


def checked(text: str) -> list[Check]:
    doc = NLP(text)
    return [c for c in checks(doc, quantities(doc)) if len(c.quantities) == 3]


AGREEING = [
    "In all 212 ships called in the first ten months, down from 340 in those of 2024, a fall of 38 percent.",
    "Exports fell from 340 tonnes to 212 tonnes, or 38 percent.",
    "Exports fell 38 percent from 340 tonnes to 212 tonnes.",
    "Premiums had tripled since August, from 0.4 percent of a hull's value to 1.2 percent.",
    "It held 9.1 billion marks in March, compared with 7.2 billion marks a year earlier, an increase of 26 percent.",
    "Turnout rose from 52 percent to 61 percent, a gain of nine percentage points.",
    "The budget was cut from 12 million dollars to 9 million dollars, a 25 percent reduction.",
    "The price doubled from 40 marks to 78 marks.",
    "The price more than doubled from 40 marks to 95 marks.",
]
CLASHING = [
    ("Exports fell 28 percent from 340 tonnes to 212 tonnes.", 0.376),
    ("It held 9.1 billion marks in March, up from 7.2 billion marks a year earlier, an increase of 16 percent.", 0.264),
    ("Turnout rose to 61 percent, from 52 percent, a gain of seven percentage points.", 9),
    ("The price doubled from 40 marks to 95 marks.", 2.375),
    ("Exports fell from 340 tonnes to 212 tonnes, or 45 percent, of which little was grain.", 0.376),
    ("Exports fell from 340 tonnes to 212 tonnes, a fall of 45 percent of the total.", 0.376),
    ("The price more than tripled from 40 marks to 95 marks.", 2.375),
]
UNRELATED = [
    # another thing's change, a share of the level, a change the other way, levels of two things
    "The ministry cut the quota from 12,000 tonnes to 9,000 tonnes and raised the levy by 40 percent.",
    "Imports rose to 40 tonnes from 30 tonnes, while exports, 12 percent of the total, fell.",
    "He said 300 of 400 members had left, down from 900, and that 12 percent would return.",
    "The fleet grew from 40 ships to 50 ships, a fall of 20 percent in tonnage.",
    "Exports fell from 340 tonnes to 212 tonnes, or 45 percent of the crop.",
    "They sent 40 trucks from Varnes to Alder, up from 30 boats, a rise of 50 percent.",
]


@pytest.mark.parametrize("text", AGREEING)
def test_levels_and_change_agree(text: str) -> None:
    (check,) = checked(text)
    assert check.verdict == "consistent"
    assert check.says.startswith("From ")


@pytest.mark.parametrize(("text", "outcome"), CLASHING)
def test_levels_and_change_clash(text: str, outcome: float) -> None:
    (check,) = checked(text)
    assert check.verdict == "inconsistent"
    assert check.low == pytest.approx(outcome, rel=0.01)
    assert "does not agree" in check.says


@pytest.mark.parametrize("text", UNRELATED)
def test_what_is_not_told_of_these_levels_is_no_change_of_them(text: str) -> None:
    assert checked(text) == []


def test_check_leads_back_to_its_three_figures() -> None:
    doc = NLP("Exports fell from 340 tonnes to 212 tonnes, or 38 percent.")
    found = quantities(doc)
    (check,) = (c for c in checks(doc, found) if len(c.quantities) == 3)
    assert [q.text for q in found if q.id in check.quantities] == ["340 tonnes", "212 tonnes", "38 percent"]
    assert check.says == "From 340 tonnes to 212 tonnes is down by 37.65 %, which agrees with the stated 38 %."
