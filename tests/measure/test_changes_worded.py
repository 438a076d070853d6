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
    ("text", "change"),
    [
        ("It shot down 12 drones.", None),
        ("They brought down 300 trees.", None),
        ("Shares shot down 5 percent.", "down"),
        ("The rate was brought down 2 percent.", "down"),
    ],
)
def test_what_is_shot_down_has_not_fallen(parser: Parser, text: str, change: str | None) -> None:
    (quantity,) = measured(parser, text)
    assert quantity.change == change


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


@pytest.mark.parametrize(
    ("text", "low", "high", "change"),
    [
        ("Rates will not exceed 5 percent.", None, 0.05, None),
        ("Losses did not exceed 3 million crowns.", None, 3e6, None),
        ("Attendance never topped 300 people.", None, 300, None),
        ("The bill won’t exceed $3 billion.", None, 3e9, None),
        ("The debt is not over 3 million crowns.", None, 3e6, None),
        ("Output has not risen above 40 tonnes.", None, 40, None),
        ("The load is unlikely to exceed 40 tonnes.", None, 40, None),
        ("The council will not pay more than 40 euros.", None, 40, None),
        ("Prices will not rise by more than 5 percent.", None, 0.05, "up"),
        ("Turnout must not fall below 30 percent.", 0.3, None, None),
        ("Stocks have not fallen below 40 tonnes.", 40, None, None),
        ("Prices must not be allowed to fall below 12 euros.", 12, None, None),
        ("The price cannot be below 12 euros.", 12, None, None),
        # what is not denied of the number
        ("It is not only above 40 tonnes.", 40, None, None),
        ("It fails without more than 40 euros.", 40, None, None),
        ("Many, if not over 300 people, came.", 300, None, None),
        ("Output, which was not cut, fell below 40 tonnes.", None, 40, "down"),
        ("It does not come up to 40 tonnes.", None, 40, None),
    ],
)
def test_a_bound_that_is_denied_is_the_other_one(
    parser: Parser, text: str, low: float | None, high: float | None, change: str | None
) -> None:
    (found,) = measured(parser, text)
    assert (found.low, found.high, found.change) == (low, high, change)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The flood cost 30 farmers 10 million crowns.", [(30, "farmer"), (1e7, "crown")]),
        ("The agency sent 12 villages 400 tonnes of flour.", [(12, "village"), (400, "tonne")]),
        ("It gave 30 people ten blankets.", [(30, "person"), (10, "blanket")]),
        ("It bought 40 Leopard 2 tanks.", [(40, "tank")]),
    ],
)
def test_two_objects_are_two_quantities(parser: Parser, text: str, units: list[tuple[float, str]]) -> None:
    assert [(q.low, q.unit) for q in measured(parser, text)] == units


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
