"""Figures read back in words: nothing rounded, no bound turned into a value."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kentledge.measure import quantities
from kentledge.measure.plurals import plural
from kentledge.records import Article, Change, Per, Quantity, Reading
from kentledge.report import as_html, as_markdown, as_text, brief
from kentledge.report.numbers import amount, interval, number, percent, result


def _quantity(
    low: float | None,
    high: float | None,
    unit: str,
    text: str = "",
    *,
    per: Per | None = None,
    approximate: bool = False,
    change: Change | None = None,
    of: str | None = None,
) -> Quantity:
    return Quantity("n1", None, (0, len(text)), text, low, high, unit, per, approximate, change, of)


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (
            _quantity(3e8, 6e8, "USD", per=Per(1e6, "shell"), approximate=True),
            "about 300–600 million USD per million shells",
        ),
        (_quantity(1000, None, "container", "more than 1,000 containers"), "more than 1,000 containers"),
        (_quantity(1000, None, "container", "no fewer than 1,000 containers"), "at least 1,000 containers"),
        (_quantity(1000, None, "container", "1,000-plus containers"), "at least 1,000 containers"),
        (_quantity(None, 600, "USD", "$600 or less per shell", per=Per(1, "shell")), "at most 600 USD per shell"),
        (_quantity(None, 600, "USD", "no more than $600"), "at most 600 USD"),
        (_quantity(None, 0.4, "1", "under 40 percent"), "less than 40 %"),
        (_quantity(8e6, 8e6, "shell", per=Per(1, "year")), "8 million shells per year"),
        (_quantity(0.12, 0.12, "1", change="up", of="grain  exports"), "up 12 % of grain exports"),
        (_quantity(None, 5, "day", change="down", approximate=True), "down at most about 5 days"),
        (_quantity(0.07, 0.07, "1"), "7 %"),
        (_quantity(1 / 3, 1 / 3, "1", "a third"), "33.3333 %"),
        (_quantity(3, 3, "1", "tripled", change="up"), "to 3 times"),
        (_quantity(2, None, "1", "more than doubled", change="up"), "to more than 2 times"),
        (_quantity(0.5, 0.5, "1", "halved", change="down"), "down 50 %"),
        (_quantity(1, 1, "mile per hour"), "1 mile per hour"),
        (_quantity(1234567, 1234567, "barrel of oil"), "1,234,567 barrels of oil"),
        (_quantity(17, 17, ""), "17"),
        (_quantity(None, None, "tonne"), "no figure, in tonnes"),
    ],
)
def test_an_amount_reads_as_its_bounds_unit_and_reference(quantity: Quantity, words: str) -> None:
    assert amount(quantity) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3e8, 6e8, "300–600 million"),
        (9e8, 1.2e9, "0.9–1.2 billion"),
        (5e4, 2e6, "50,000 to 2 million"),
        (0, 5e6, "0–5 million"),
        (20, 30, "20–30"),
        (-5, 3, "−5 to 3"),
        (1000001, 1000003, "1,000,001 to 1,000,003"),
    ],
)
def test_a_range_shares_its_magnitude_word_only_where_that_is_clear(low: float, high: float, words: str) -> None:
    assert interval(low, high) == words


def test_fractions_become_percentages_without_binary_noise() -> None:
    assert percent(0.28, 0.29) == "28–29 %"
    assert percent(0.975, 0.975) == "97.5 %"


@given(st.integers(-(10**11), 10**11))
def test_no_whole_number_loses_a_digit(value: int) -> None:
    words = number(value).replace("−", "-").replace(",", "")
    figure, _, name = words.partition(" ")
    scale = {"": 1, "million": 10**6, "billion": 10**9}[name]
    assert round(float(figure) * scale) == value


def test_a_result_is_rounded_and_says_so() -> None:
    assert result(None, 4.8e9, "crown") == "at most 4.8 billion crowns"
    assert result(1 / 3, 1 / 3, "1") == "about 33.33 %"


@pytest.mark.parametrize(
    ("unit", "many"),
    [
        ("container", "containers"),
        ("country", "countries"),
        ("day", "days"),
        ("box", "boxes"),
        ("fisherman", "fishermen"),
        ("German", "Germans"),
        ("square mile", "square miles"),
        ("kilometre per hour", "kilometres per hour"),
        ("year of age", "years of age"),
        ("degree Celsius", "degrees Celsius"),
        ("virus", "viruses"),
        ("troops", "troops"),
        ("people", "people"),
        ("person", "people"),
        ("USD", "USD"),
        ("kWh", "kWh"),
        ("km", "km"),
    ],
)
def test_units_take_a_plural_only_where_they_have_one(unit: str, many: str) -> None:
    assert plural(unit) == many


def test_a_fall_to_a_level_is_no_fall_by_it() -> None:
    text = "Exports fell to 3 tonnes. Imports fell by 2 tonnes. Prices fell 4 percent."
    made = brief(Reading(Article("a", text), quantities=tuple(quantities(spacy.blank("en")(text)))))
    assert [q.normalised for q in made.quantities] == ["a fall to 3 tonnes", "down 2 tonnes", "down 4 %"]


def test_the_time_that_a_figure_holds_for_stands_beside_it_with_its_place() -> None:
    text = "Norrland shipped 3,000 crates to Ostmark in 2031. The agency counted 410 barges."
    found = tuple(quantities(spacy.blank("en")(text)))
    made = brief(Reading(Article("a", text), quantities=found))
    dated, timeless = made.quantities
    assert [text[slice(*span)] for span in dated.evidence] == ["3,000 crates", "in 2031"]
    assert timeless.normalised == "410 barges"
    start = text.index("in 2031")
    for shown in (as_text(made, colour=False, width=100), as_markdown(made), as_html(made)):
        assert "3,000 crates (“in 2031”)" in shown
        assert f"{start}–{start + len('in 2031')}" in shown
