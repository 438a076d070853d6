"""Units and rates that the text says elsewhere than beside their number."""

from __future__ import annotations

import pytest

from kentledge.measure import quantities
from kentledge.parse import Parser
from kentledge.records import Article, Per, Quantity


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(threads=1)


def read(parser: Parser, text: str) -> list[Quantity]:
    return quantities(parser(Article(id="", text=text)))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Arrests rose to 312 last month from 280 in May.", ["arrest", "arrest"]),
        ("Prices rose to 312 last month.", [""]),
        ("The number of nurses fell by 600 to 9,400.", ["nurse", "nurse"]),
        ("It sold 120 boats in May, 35 more than a year earlier.", ["boat", "boat"]),
        ("The army has 45 tanks. It wants 100.", ["tank", "tank"]),
        ("It will take two years, maybe three.", ["year", "year"]),
        ("The firm will hire 200 cooks this year and 150 next year.", ["cook", "cook"]),
        ("It has 14,000 staff, 3,000 of them abroad.", ["staff", "staff"]),
        ("He owns 51 percent; she owns 30.", ["1", "1"]),
        ("Exports were worth 1.4bn euros, against 900m in 2020.", ["EUR", "EUR"]),
        ("The ministry counted 14 dead and 30 wounded.", ["person", "person"]),
        ("The plot measures 30 by 40 metres.", ["metre", "metre"]),
        ("Children under six stay free.", ["year"]),
        ("The treaty caps the number of shells at 1,550.", ["shell"]),
        ("The province owes 14 billion pesos, the Mexican ministry says.", ["MXN"]),
        ("The parties split 4 to 1 in favour of 300 voters.", ["voter"]),
    ],
)
def test_unit_is_found_where_it_is_said(parser: Parser, text: str, units: list[str]) -> None:
    assert [q.unit for q in read(parser, text)] == units


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("Fertiliser use per hectare declined to 98 kilos.", Per(1, "hectare")),
        ("Roughly 16,000 cyclists cross the bridge daily.", Per(1, "day")),
        ("Each bridge costs $80 million.", Per(1, "bridge")),
        ("Prices per gun have risen, to $4 million each.", Per(1, "gun")),
        ("The town spends $1 million a year on snow.", Per(1, "year")),
        ("A year on, it cost $80.", None),
        ("They bought boats at $600 each, paying $6,000.", None),
    ],
)
def test_rate_may_stand_apart(parser: Parser, text: str, per: Per | None) -> None:
    assert read(parser, text)[-1].per == per


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("A third to a half of the debt was forgiven.", 1 / 3, 1 / 2),
        ("Output leapt fivefold.", 5, 5),
        ("Fewer than one in eight came in 2019.", None, 1 / 8),
        ("It lasted less than a minute.", None, 1),
        ("Three out of every five voters agreed.", 0.6, 0.6),
        ("Output fell by one-twentieth.", 0.05, 0.05),
        ("Sales were a fifth higher.", 0.2, 0.2),
    ],
)
def test_fractions_and_factors(parser: Parser, text: str, low: float | None, high: float | None) -> None:
    (quantity,) = read(parser, text)
    assert (quantity.low, quantity.high) == pytest.approx((low, high))


def test_levels_apart_are_two_quantities(parser: Parser) -> None:
    before, after = read(parser, "Sales rose, from 60,000 tonnes in 2019 to 180,000 tonnes last year.")
    assert (before.low, before.change, after.low, after.change) == (60_000, None, 180_000, "up")


def test_change_by_so_much_and_its_level_are_no_range(parser: Parser) -> None:
    by, to = read(parser, "Visitor numbers grew by 1.1 million to 9.6 million.")
    assert (by.low, by.high, to.low, to.unit) == (1.1e6, 1.1e6, 9.6e6, "visitor")


def test_a_small_count_beside_another_of_its_kind_is_not_passed_over(parser: Parser) -> None:
    found = read(parser, "Commanders logged 31 incidents in April, against 12 in March and nine in February.")
    assert [(q.low, q.unit, q.plain) for q in found] == [
        (31, "incident", False),
        (12, "incident", False),
        (9, "incident", False),
    ]
    assert [q.plain for q in read(parser, "He had 20 cows, and three goats in May.")] == [False, True]


def test_each_day_may_be_what_costs(parser: Parser) -> None:
    price, cost = read(parser, "At today’s price of $88 each day would cost some $70 million.")
    assert (price.per, cost.low) == (None, 7e7)


@pytest.mark.parametrize(
    "text",
    [
        "62 of the country's 155 rural clinics had run out.",
        "Some 62 of the region’s 155 clinics had run out.",
    ],
)
def test_part_of_what_someone_has_is_of_the_same_kind(parser: Parser, text: str) -> None:
    part, whole = read(parser, text)
    assert (part.low, part.unit, whole.low, whole.unit) == (62, "clinic", 155, "clinic")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Turnout was 61 percent in 2031.", "in 2031"),
        ("It sold 120 boats last year.", "last year"),
        ("In 2011 it sold 4,000 boats.", "In 2011"),
        ("A boat cost $80 a year ago.", "a year ago"),
        ("It sold 120 boats. In May it closed.", None),
        ("It sold 120 boats, 35 more than a year earlier.", None),
        ("It sold 120 boats, its chairman said on Monday.", None),
        ("It will sell fewer than last year's record haul of 120 boats.", "last year"),
    ],
)
def test_period_is_where_the_text_says_when(parser: Parser, text: str, period: str | None) -> None:
    quantity = read(parser, text)[-1]
    assert (text[slice(*quantity.period)] if quantity.period else None) == period
