"""The horizons that words of time name, with their dates, read through the real parse."""

from __future__ import annotations

import pytest

from kentledge.judge.horizon import horizons
from running import Read


@pytest.mark.parametrize(
    ("text", "label", "tense", "first", "last"),
    [
        ("It may fade in the short term.", "short term", "future", None, None),
        ("In the long-term perspective, trade matters more.", "long term", "future", None, None),
        ("It may happen by 2035.", "dated", "future", None, "2035-12-31"),
        ("It may happen within six months.", "dated", "future", "2031-05-14", "2031-11-14"),
        ("They have talked over the past 20-30 years.", "dated", "past", "2001-05-14", "2031-05-14"),
        ("It may happen next year.", "dated", "future", "2032-01-01", "2032-12-31"),
        ("Prices have risen since 2022.", "dated", "past", "2022-01-01", "2031-05-14"),
        ("Output will grow this year.", "dated", "present", "2031-01-01", "2031-12-31"),
        ("We don’t know when it will end.", "open", "future", None, None),
        ("It will fall in the coming weeks.", "short term", "future", None, None),
        ("The chamber will vote on Friday.", "dated", "future", "2031-05-16", "2031-05-16"),
        # Parts of a period, in thirds.
        ("It may happen early next week.", "dated", "future", "2031-05-19", "2031-05-20"),
        ("It may happen late next week.", "dated", "future", "2031-05-23", "2031-05-25"),
        ("It may happen late this quarter.", "dated", "future", "2031-06-01", "2031-06-30"),
        ("It may happen early next month.", "dated", "future", "2031-06-01", "2031-06-10"),
        ("It may happen late next year.", "dated", "future", "2032-09-01", "2032-12-31"),
        ("It may happen in the early 2040s.", "dated", "future", "2040-01-01", "2043-12-31"),
        ("It may happen late this century.", "dated", "future", "2070-01-01", "2099-12-31"),
        ("It may happen early next Monday.", "dated", "future", "2031-05-19", "2031-05-19"),
        # Their beginning, middle and end.
        ("It may happen by the beginning of 2032.", "dated", "future", None, "2032-01-01"),
        ("It may happen by the start of next year.", "dated", "future", None, "2032-01-01"),
        ("It may happen by the start of the month.", "dated", "future", None, "2031-06-01"),
        ("Prices had doubled by the start of the year.", "dated", "past", None, "2031-01-01"),
        ("It may happen at the start of 2033.", "dated", "future", "2033-01-01", "2033-04-30"),
        ("It may happen before the start of 2033.", "dated", "future", None, "2032-12-31"),
        ("It may happen at the end of 2033.", "dated", "future", "2033-09-01", "2033-12-31"),
        ("It may happen by the end of 2033.", "dated", "future", None, "2033-12-31"),
        ("It may happen before the end of 2033.", "dated", "future", None, "2033-12-31"),
        ("It may last through the end of 2033.", "dated", "future", None, "2033-12-31"),
        ("Prices have risen since the end of 2029.", "dated", "past", "2029-09-01", "2031-05-14"),
        ("Prices have risen since the start of 2029.", "dated", "past", "2029-01-01", "2031-05-14"),
        ("It may happen by the middle of June.", "dated", "future", None, "2031-06-20"),
        ("It may happen in the middle of June.", "dated", "future", "2031-06-11", "2031-06-20"),
        ("It may happen by the middle of next year.", "dated", "future", None, "2032-06-30"),
        ("It may happen before the middle of 2033.", "dated", "future", None, "2033-06-30"),
        ("It may happen by mid-year.", "dated", "future", None, "2031-06-30"),
        # Their halves and quarters.
        ("It may happen in the second half of the 2030s.", "dated", "future", "2035-01-01", "2039-12-31"),
        ("It may happen in the first half of the decade.", "dated", "future", "2030-01-01", "2034-12-31"),
        ("It may happen in the second half of June.", "dated", "future", "2031-06-16", "2031-06-30"),
        ("It may happen in the second half of next year.", "dated", "future", "2032-07-01", "2032-12-31"),
        ("It may happen in the last quarter of the century.", "dated", "future", "2075-01-01", "2099-12-31"),
        # A day named by itself lies ahead, and after "since" behind; 14 May 2031 is a Wednesday.
        ("The port has been closed since Monday.", "dated", "past", "2031-05-12", "2031-05-14"),
        ("The port has been closed since Friday.", "dated", "past", "2031-05-09", "2031-05-14"),
        ("The port has been closed since last weekend.", "dated", "past", "2031-05-10", "2031-05-14"),
        ("The port has been closed since the weekend.", "dated", "past", "2031-05-10", "2031-05-14"),
        ("They talked over the weekend.", "dated", "past", "2031-05-10", "2031-05-11"),
        ("They may talk over the weekend.", "dated", "future", "2031-05-17", "2031-05-18"),
        ("The port will be closed until Monday.", "dated", "future", None, "2031-05-19"),
        ("The port has been closed since 2035.", "dated", "past", None, "2031-05-14"),
        # Fractions of a unit.
        ("It will last over the next quarter century.", "dated", "future", "2031-05-14", "2056-05-14"),
        ("It may last for a quarter of a century.", "dated", "future", "2031-05-14", "2056-05-14"),
        ("It has held for a quarter-century.", "dated", "past", "2006-05-14", "2031-05-14"),
        ("It may last for half a century.", "dated", "future", "2031-05-14", "2081-05-14"),
        ("It has grown over the past half century.", "dated", "past", "1981-05-14", "2031-05-14"),
        ("It may grow over the next quarter.", "dated", "future", "2031-05-14", "2031-08-14"),
        ("It may end in half a dozen years.", "dated", "future", "2037-05-14", "2037-05-14"),
        # What is bounded begins now.
        ("It may happen in less than two years.", "dated", "future", "2031-05-14", "2033-05-14"),
        ("It may happen in under six months.", "dated", "future", "2031-05-14", "2031-11-14"),
        ("It may happen in no more than two weeks.", "dated", "future", "2031-05-14", "2031-05-28"),
        ("It may happen in two years or less.", "dated", "future", "2031-05-14", "2033-05-14"),
        ("It may happen in two years.", "dated", "future", "2033-05-14", "2033-05-14"),
        ("It may happen in two to three years.", "dated", "future", "2033-05-14", "2034-05-14"),
    ],
)
def test_a_horizon_is_resolved_against_the_date_of_the_article(
    read: Read, text: str, label: str, tense: str, first: str | None, last: str | None
) -> None:
    (found,) = horizons(read(text), [(0, len(text))], "2031-05-14")
    assert (found.label, found.tense, found.from_, found.to) == (label, tense, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "He said on Wednesday that it was late.",
        "The pact was signed in 2019.",
        "There is a 60 percent chance of that, up from 35 percent in January.",
        "Inflation, at 4.1 percent in February, will fall.",
        "The reserve holds 450,000 tonnes, enough for about ten weeks.",
        "It may last for a quarter of the harvest.",
    ],
)
def test_when_something_was_said_or_happened_is_no_horizon(read: Read, text: str) -> None:
    assert horizons(read(text), [(0, len(text))], "2031-05-14") == []
