"""Do the numbers add up: what figures imply, where they agree, where they clash; and silence where nothing is wrong."""

from __future__ import annotations

from random import Random

import pytest
import spacy
from sums import consistent

from kentledge.measure import checks, quantities
from kentledge.measure.checks.intervals import Interval
from kentledge.measure.conversions import factor
from kentledge.parse import Parser
from kentledge.records import Article, Check, Per

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")

MUNITIONS = (
    "Orla Vint put Norrland’s supply of munitions at around US$300 million to $600 million per million artillery "
    "shells, since Ostmark, which is in need of 8 million shells on an annual basis, is unlikely to pay top value for "
    "the artillery shells that would cost $600 or less per shell."
)


def checked(text: str) -> list[Check]:
    doc = NLP(text)
    return checks(doc, quantities(doc))


def only(text: str) -> Check:
    found = checked(text)
    assert len(found) == 1, found
    return found[0]


def test_price_of_a_million_agrees_with_the_price_of_one_and_implies_a_yearly_sum() -> None:
    yearly, each = checked(MUNITIONS)
    assert (each.verdict, each.low, each.high, each.unit, each.per) == ("consistent", 300, 600, "USD", Per(1, "shell"))
    assert yearly.verdict == "implies"
    assert [yearly.low, yearly.high] == pytest.approx([2.4e9, 4.8e9])
    assert (yearly.unit, yearly.per) == ("USD", Per(1, "year"))
    assert "upper bound" in yearly.says
    assert "2.4–4.8 billion USD a year" in yearly.says


def test_reader_sees_the_same(parser: Parser) -> None:
    doc = parser(Article(id="", text=MUNITIONS))
    assert {c.verdict for c in checks(doc, quantities(doc))} == {"consistent", "implies"}


def test_check_names_the_quantities_that_it_rests_on() -> None:
    doc = NLP("Ostmark ordered 1,000 boats at $600 each, a total of $900,000.")
    found = quantities(doc)
    check = checks(doc, found)[0]
    by_id = {q.id: q.text for q in found}
    assert [by_id[q] for q in check.quantities] == ["1,000 boats", "$600 each", "$900,000"]
    assert check.formula == "USD per boat × boats = USD"


@pytest.mark.parametrize(
    ("text", "outcome", "unit"),
    [
        ("They bought 1,000 boats at $600 each, a total of $900,000.", 6e5, "USD"),
        ("They spent $50,000 on 100 tonnes of grain at $400 a tonne.", 4e4, "USD"),
        ("They paid $600 per boat for 1,000 boats. The total cost was $6 million.", 6e5, "USD"),
        ("They made 8,000 shells a year for five years, a total of 60,000 shells.", 4e4, "shell"),
        ("They got 30 trucks from Varnes and 20 trucks from Alder, 60 trucks in all.", 50, "truck"),
        ("They won 45 of the 60 seats, or 57 percent.", 0.75, "1"),
        ("They won 57 percent of the 60 seats, or 45.", 34.2, "seat"),
        ("They lost 70 of the 60 seats.", 70 / 60, "1"),
        ("Oil rose by a third to 90 dollars a barrel from 80 dollars.", 80 * 4 / 3, "USD"),
        ("Exports fell by 400 tonnes to 900 tonnes from 1,500 tonnes.", 1100, "tonne"),
        ("They ask $30 million per thousand boats, or $50,000 per boat.", 3e4, "USD"),
    ],
)
def test_wrong_figure_is_found(text: str, outcome: float, unit: str) -> None:
    check = only(text)
    assert (check.verdict, check.unit) == ("inconsistent", unit)
    assert check.low == pytest.approx(outcome)


@pytest.mark.parametrize(
    "text",
    [
        "They bought 1,000 boats at $600 each, a total of $600,000.",
        "They bought 1,000 boats at about $600 each, a total of $640,000.",
        "They bought 1,230 boats at $590 each, nearly $726,000 in all.",
        "They spent $40,000 on 100 tonnes of grain at $400 a tonne.",
        "They made 8,000 shells a year for five years, a total of 40,000 shells.",
        "They sent 500 shells a month over two years, 12,000 shells in all.",
        "They got 30 trucks from Varnes and 20 trucks from Alder, 50 trucks in all.",
        "They won 45 of the 60 seats, or 75 percent.",
        "They won 75 percent of the 60 seats, or 45.",
        "Oil rose by a third to 90 dollars a barrel from 67.5 dollars.",
        "Exports fell by 400 tonnes to 1,100 tonnes from 1,500 tonnes.",
    ],
)
def test_right_figure_is_found_to_fit(text: str) -> None:
    assert only(text).verdict == "consistent"


def test_dollars_against_won_is_a_clash_of_units() -> None:
    check = only("They bought 1,000 boats at $600 each, a total of 600,000 won.")
    assert check.verdict == "inconsistent"
    assert "KRW" in check.says
    assert "clash" in check.says


def test_converted_total_is_no_clash() -> None:
    assert all(
        c.verdict != "inconsistent" for c in checked("They bought 1,000 boats at $600 each, 810 million won in all.")
    )


@pytest.mark.parametrize(
    "text",
    [
        "They bought 1,000 boats at $600 each, a total of $600.",
        "They made 8,000 shells a year for five years, a total of 8,000 shells.",
    ],
)
def test_rate_taken_for_a_total_is_said_to_be_one(text: str) -> None:
    check = only(text)
    assert check.verdict == "inconsistent"
    assert "is given as the total" in check.says


def test_level_before_a_change_is_implied() -> None:
    check = only("Exports fell by 20 percent to 4 million tonnes.")
    assert (check.verdict, check.unit) == ("implies", "tonne")
    assert check.low == pytest.approx(5e6)


def test_bounds_are_kept() -> None:
    check = only("Ostmark needs 8 million shells a year. They cost $600 or less per shell.")
    assert (check.verdict, check.low) == ("implies", None)
    assert check.high == pytest.approx(4.8e9)
    check = only("Ostmark needs more than 8 million shells a year. They cost $600 per shell.")
    assert check.low == pytest.approx(4.8e9)
    assert check.high is None


def test_units_of_one_dimension_are_converted() -> None:
    check = only("Grain costs $300 a tonne, and they bought 5,000 kilograms.")
    assert check.low == pytest.approx(1500)
    assert factor("mile", "kilometre") == pytest.approx(1.609344)
    assert factor("tonne", "kilometre") is None
    assert factor("barrel", "litre") is None


@pytest.mark.parametrize(
    "text",
    [
        # two kinds of one thing, another year, another speaker's figure, an unrelated price
        "Mortar rounds cost $200 per mortar round, and they fired 9,000 artillery rounds.",
        "In 2019 they paid $600 per boat for 1,000 boats. In 2024 the total was $900,000.",
        "They met 30 officials in Varnes and 20 officials in Alder, out of a total of 90 officials.",
        "Oil rose to 90 dollars. Gas fell from 80 dollars.",
        "They won 45 seats. Turnout was 57 percent of the 60 million voters.",
    ],
)
def test_figures_that_do_not_bear_on_each_other_raise_no_alarm(text: str) -> None:
    assert [c.says for c in checked(text) if c.verdict == "inconsistent"] == []


def test_a_thousand_consistent_passages_raise_no_alarm() -> None:
    random = Random(20240919)
    agreeing = 0
    for _ in range(1000):
        text = consistent(random)
        found = checked(text)
        assert [c.says for c in found if c.verdict == "inconsistent"] == [], text
        agreeing += any(c.verdict == "consistent" for c in found)
    assert agreeing > 700  # silence for want of reading them would prove nothing


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # lists that are only a part
        (
            "Police arrested 120 people – including 40 women and 20 children.",
            "Police arrested 120 people: 40 women and 20 children.",
        ),
        (
            "The town planted 24 trees – among them 12 oaks and five limes.",
            "The town planted 24 trees: 12 oaks and five limes.",
        ),
        (
            "The dead were 12 women and 20 children among 120 people killed in all.",
            "The dead were 12 women and 20 children, 120 people in all.",
        ),
        # several parts gone of one whole
        (
            "Of 300 patients, 120 patients recovered and 30 patients died, leaving 150 patients.",
            "Of 300 patients, 120 patients recovered and 30 patients died, leaving 70 patients.",
        ),
        (
            "The yard sold 120 ships and scrapped 30 of its 300 ships, leaving 150 ships.",
            "The yard sold 120 ships and scrapped 30 of its 300 ships, leaving 80 ships.",
        ),
        (
            "Of 300 patients, 120 patients left and 30 died, leaving 100 patients here and 50 patients at home.",
            "Of 300 patients, 120 patients left, leaving 100 patients here.",
        ),
        # a part of the part, or a difference
        (
            "A quarter of its 800 workers, 50 of them engineers, will go.",
            "A quarter of its 800 workers, or 50, will go.",
        ),
        ("A quarter of its 800 workers, 50 more than planned, will go.", "A quarter of its 800 workers, or 50, go."),
        (
            "The club raised 3 million euros from 200 donors, or 500,000 euros more than in 2030.",
            "The club raised 3 million euros from 200 donors, an average of 20,000 euros.",
        ),
        # no total
        (
            "It imported 30,000 tonnes in May and 20,000 tonnes in June, and made 90,000 tonnes at home.",
            "It imported 30,000 tonnes in May and 20,000 tonnes in June, making 90,000 tonnes.",
        ),
        (
            "It imports 30,000 tonnes of ore and 20,000 tonnes of coal, making 40,000 tonnes of steel.",
            "It imports 30,000 tonnes of ore and 20,000 tonnes of coal, which makes 40,000 tonnes.",
        ),
        # a sum for something else
        (
            "The city bought 40 buses at $300,000 each and spent $2 million on depots.",
            "The city bought 40 buses at $300,000 each and spent $2 million on the buses.",
        ),
        (
            "The city bought 40 buses at $300,000 each and spent a total of $2 million on depots.",
            "The city bought 40 buses at $300,000 each, a total of $2 million.",
        ),
        (
            "The port ordered 12 cranes at 5 million crowns each and spent 8 million crowns to widen the quay.",
            "The port ordered 12 cranes at 5 million crowns each and paid 8 million crowns for the lot.",
        ),
        (
            "He was paid 400 euros a month for three years, plus 2,000 euros for furniture.",
            "He was paid 400 euros a month for three years, a total of 2,000 euros.",
        ),
        (
            "She saved $200 a month for three years, then $9,000 for a car.",
            "She saved $200 a month for three years, or $9,000.",
        ),
        (
            "He paid 400 euros a month for three years and earned 2,000 euros from sales.",
            "He paid 400 euros a month for three years, costing him 2,000 euros.",
        ),
        # hours and days of work
        (
            "He earned $15 an hour for two weeks, a total of $1,200.",
            "He earned $15 an hour for two weeks, a total of $12,000.",
        ),
        ("She was paid $20 an hour for three months, or $9,600.", "She was paid $20 an hour for eight hours, or $960."),
        (
            "She was paid $100 a day for four weeks, a total of $2,000.",
            "She was paid $100 a day for four weeks, a total of $1,000.",
        ),
    ],
)
def test_a_clash_needs_words_that_assert_it(right: str, wrong: str) -> None:
    assert [c.says for c in checked(right) if c.verdict == "inconsistent"] == []
    assert [c.verdict for c in checked(wrong) if c.verdict != "implies"] == ["inconsistent"]


def test_all_parts_are_taken_from_the_whole() -> None:
    check = checked("Of 300 patients, 120 patients recovered and 40 patients died, leaving 140 patients.")[0]
    assert (check.verdict, check.low, len(check.quantities)) == ("consistent", 140, 4)


def test_what_is_stated_is_read_back_in_full() -> None:
    assert only("She won by 18,437 votes to 17,911, a margin of 526.").says.startswith("18,437 votes to 17,911 votes")
    says = only("They got 18,437 votes in Varnes and 17,911 votes in Sill, 37,948 votes in all.").says
    assert says == "The stated 37,948 votes does not fit the other figures, which give 36,348 votes."
    says = only("A third of the 18,437 votes, or 5,146, were late.").says
    assert says == "33.33 % of 18,437 votes is 6,146 votes, which does not agree with the stated 5,146 votes."


def test_a_price_without_an_upper_end_implies_no_upper_bound() -> None:
    says = only("Norrland needs 8 million shells a year at more than $600 per shell.").says
    assert "at least 4.8 billion USD a year, as if all of these shells were paid for at that price" in says
    assert "upper bound" not in says


def test_intervals_keep_open_ends() -> None:
    assert Interval(2, None) * Interval(3, 4) == Interval(6, None)
    assert Interval(1, 2) + Interval(None, 3) == Interval(None, 5)
    assert Interval(6, 8) / Interval(2, None) == Interval(None, 4)
    assert -Interval(1, None) == Interval(None, -1)
    assert Interval(1, 2).apart(Interval(3, None))
    assert not Interval(None, 2).apart(Interval(2, 3))


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("The island ordered 20 barges at $3 million a barge, $60 million in all.", "$3 million a barge"),
        ("At 600 crowns a shell they would have 3,000 shells for 1.8 million crowns.", "600 crowns a shell"),
        ("It sold 8 barges. It was paid $3 million a barge company in Marl owed it.", None),
        ("It sold 8 barges. For $3 million a judge let them go.", None),
        ("It sold 8 mills. For $3 million a mill, it would sell more.", "$3 million a mill"),
    ],
)
def test_a_price_a_thing_is_a_rate_where_the_things_are_counted(text: str, rate: str | None) -> None:
    found = [q for q in quantities(NLP(text)) if q.unit in ("USD", "crown") and q.per]
    assert [q.text for q in found] == ([rate] if rate else [])


def test_a_price_a_thing_times_the_things_is_the_sum() -> None:
    price = only("The island ordered 20 barges at $3 million a barge, $60 million in all.")
    assert (price.verdict, price.low, price.unit) == ("consistent", 60e6, "USD")


def test_a_stated_figure_that_price_and_amount_come_to_is_no_news() -> None:
    said = "Ekwall put the receipts at $360 million to $600 million a year: 24,000 ships a year use the strait"
    check = only(f"{said} and would pay between $15,000 and $25,000 each.")
    assert check.verdict == "consistent"
    assert len(check.quantities) == 3
    other = only(f"{said.replace('$600', '$700')} and would pay between $15,000 and $25,000 each.")
    assert (other.verdict, len(other.quantities)) == ("implies", 2)
