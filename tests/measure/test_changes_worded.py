"""Verbs and nouns of rising and falling, bounds, and what is neither."""

from __future__ import annotations

import pytest

from kentledge.measure import newsquant_quantities, quantities
from kentledge.parse import Parser
from kentledge.records import Article, Quantity


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(threads=1)


def measured(parser: Parser, text: str) -> list[Quantity]:
    return quantities(parser(Article("a", text)))


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Rents popped 5 percent in May.", ["up"]),
        ("Prices shot up by 12 percent.", ["up"]),
        ("It was a 5 percent uptick on the year.", ["up"]),
        ("A fall in grain exports of 7 percent followed.", ["down"]),
        ("The mill saw a slowdown of 5 percent.", ["down"]),
        ("Traffic was up 5.1% in April, 3.2% in May and 2% in June.", ["up", "up", "up"]),
        ("Half of all firms cut jobs.", [None]),
        ("The yard posted a loss of 63 cents a share.", [None]),
        ("The Tervo index closed up 33.7 points, or 0.46%.", ["up", "up"]),
    ],
)
def test_directions(parser: Parser, text: str, changes: list[str | None]) -> None:
    assert [q.change for q in measured(parser, text)] == changes


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("It paid north of $3.5 million.", 3.5e6, None),
        ("Passengers fell short of 900 tonnes.", None, 900),
        ("It holds 40 litres max.", None, 40),
        ("The yard hired 310 welders and counting.", 310, None),
        ("He served two-and-a-half years.", 2.5, 2.5),
    ],
)
def test_bounds(parser: Parser, text: str, low: float | None, high: float | None) -> None:
    (found,) = measured(parser, text)
    assert (found.low, found.high) == (low, high)


def test_points_of_an_index_are_not_percentage_points(parser: Parser) -> None:
    points, share = measured(parser, "The Tervo index closed up 33.7 points, or 0.46%.")
    assert (points.unit, share.unit) == ("point", "1")
    support, level = measured(parser, "Support sank eight points to 29%.")
    assert (support.unit, level.unit) == ("percentage point", "1")


def test_names_with_numbers_are_none(parser: Parser) -> None:
    assert measured(parser, "They ordered COVID -19 tests and 4K screens.") == []


def test_what_newsquant_calls_no_change(parser: Parser) -> None:
    found = newsquant_quantities(parser(Article("a", "Shares ended 34.4% higher, and the fare grew to 90 crowns.")))
    assert [q.change for q in found] == [None, None]
    (rough,) = newsquant_quantities(parser(Article("a", "It weighs about 14-18 tonnes.")))
    assert rough.approximate
