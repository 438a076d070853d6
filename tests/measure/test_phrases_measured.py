"""Single phrases and what is measured in them."""

from __future__ import annotations

import pytest
import spacy

from kentledge.measure import quantities
from kentledge.records import Per, Quantity

NLP = spacy.blank("en")


def only(text: str) -> Quantity:
    found = quantities(NLP(text))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        # numerals and number words
        ("The port shipped 1,000 containers.", 1000, 1000, "container"),
        ("The port shipped 13000 containers.", 13000, 13000, "container"),
        ("It weighs 2.4 tonnes.", 2.4, 2.4, "tonne"),
        ("The rate is .5 percent.", 0.005, 0.005, "1"),
        ("They sank eight vessels.", 8, 8, "vessel"),
        ("They sank twenty-three vessels.", 23, 23, "vessel"),
        ("They sank one hundred and five vessels.", 105, 105, "vessel"),
        ("They moved two hundred thousand troops.", 200_000, 200_000, "troop"),
        ("They moved a hundred thousand troops.", 100_000, 100_000, "troop"),
        ("It holds half a million barrels.", 500_000, 500_000, "barrel"),
        ("It holds three-quarters of a million barrels.", 750_000, 750_000, "barrel"),
        ("It lasted half an hour.", 0.5, 0.5, "hour"),
        ("It lasted two and a half years.", 2.5, 2.5, "year"),
        ("It lasted 2 1/2 years.", 2.5, 2.5, "year"),
        ("It lasted 2½ years.", 2.5, 2.5, "year"),
        ("It cost 12,34,567 rupees.", 1_234_567, 1_234_567, "INR"),
        ("1 000 000 shells would do.", 1_000_000, 1_000_000, "shell"),
        ("The star weighs 1.99×10^30 kilograms.", 1.99e30, 1.99e30, "kilogram"),
        # vague and partial
        ("They sent several hundred sappers.", 400, 1000, "sapper"),
        ("They bought a dozen boats.", 12, 12, "boat"),
        ("They bought two dozen boats.", 24, 24, "boat"),
        ("A third of voters stayed home.", 1 / 3, 1 / 3, "1"),
        ("Two-thirds of voters stayed home.", 2 / 3, 2 / 3, "1"),
        ("Exports fell by a quarter.", 0.25, 0.25, "1"),
        ("One in five voters stayed home.", 0.2, 0.2, "1"),
        # magnitudes and money
        ("It earned US$300 million.", 3e8, 3e8, "USD"),
        ("It earned $1.2bn.", 1.2e9, 1.2e9, "USD"),
        ("It earned $5k.", 5000, 5000, "USD"),
        ("It earned 2.3 trn won.", 2.3e12, 2.3e12, "KRW"),
        ("It earned ₩500 billion.", 5e11, 5e11, "KRW"),
        ("It earned €40m.", 4e7, 4e7, "EUR"),
        ("It earned £2.50.", 2.5, 2.5, "GBP"),
        ("It earned C$35.", 35, 35, "CAD"),
        ("It earned A$35.", 35, 35, "AUD"),
        ("A $5 stamp would do.", 5, 5, "USD"),
        ("It earned ¥900,000.", 900_000, 900_000, "JPY"),
        ("It earned 40 million Canadian dollars.", 4e7, 4e7, "CAD"),
        ("It earned 110 JPY.", 110, 110, "JPY"),
        ("It earned 1,200€.", 1200, 1200, "EUR"),
        ("It earned 5 million pounds.", 5e6, 5e6, "GBP"),
        ("The shell weighs 96 pounds.", 96, 96, "pound"),
        ("He was fined 300 pounds.", 300, 300, "GBP"),
        ("A crowd of 5k people came.", 5000, 5000, "person"),
        ("A city of 5m people.", 5e6, 5e6, "person"),
        ("A tower of 90m stood there.", 90, 90, "metre"),
        # measures
        ("It flew 1,500 km.", 1500, 1500, "kilometre"),
        ("It flew 930 miles.", 930, 930, "mile"),
        ("It has a 500-kilogram warhead.", 500, 500, "kilogram"),
        ("It draws 10kW.", 10, 10, "kilowatt"),
        ("It was minus 12 degrees.", -12, -12, "degree"),
        ("It was -12°C.", -12, -12, "degree Celsius"),
        ("The plot is 40 sq km.", 40, 40, "square kilometre"),
        ("Support stood at 43 percent.", 0.43, 0.43, "1"),
        ("Support stood at 70 %.", 0.7, 0.7, "1"),
        ("Support stood at 5 per cent.", 0.05, 0.05, "1"),
        ("She led by 6 percentage points.", 6, 6, "percentage point"),
        ("The 27-member bloc met.", 27, 27, "member"),
        ("It was 40 F at noon.", 40, 40, "degree Fahrenheit"),
        # a letter before a number is no unit
        ("It bought 40 F-16 jets.", 40, 40, "jet"),
        ("It has 24 F-35s.", 24, 24, "F-35"),
        ("It sent 20 K-9 howitzers.", 20, 20, "howitzer"),
        ("It lent 3 C-130 planes.", 3, 3, "plane"),
        ("It lost 30 BMP-2 vehicles.", 30, 30, "vehicle"),
        # a noun of its own, or none
        ("It counts 152 electoral votes.", 152, 152, "vote"),
        ("It has 12 Super Stork jets.", 12, 12, "jet"),
        ("It fields four arms companies.", 4, 4, "company"),
        ("It buried 2000 soldiers.", 2000, 2000, "soldier"),
        ("Shelling killed 14.", 14, 14, "person"),
        ("The index closed at 2,900.45.", 2900.45, 2900.45, ""),
    ],
)
def test_value_and_unit(text: str, low: float, high: float, unit: str) -> None:
    quantity = only(text)
    assert [quantity.low, quantity.high] == pytest.approx([low, high])
    assert quantity.unit == unit
    assert not quantity.approximate
    assert quantity.per is None


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "span"),
    [
        ("They sent 20-30 trucks.", 20, 30, "truck", "20-30 trucks"),
        ("They talked over the past 20-30 years.", 20, 30, "year", "20-30 years"),
        ("They sent 20–30 trucks.", 20, 30, "truck", "20–30 trucks"),
        ("They sent three or four trucks.", 3, 4, "truck", "three or four trucks"),
        ("They sent 5 to 8 trucks.", 5, 8, "truck", "5 to 8 trucks"),
        ("They sent from 5 to 8 trucks.", 5, 8, "truck", "from 5 to 8 trucks"),
        ("They want between 5 and 10 percent.", 0.05, 0.1, "1", "between 5 and 10 percent"),
        ("They want $300 million to $600 million.", 3e8, 6e8, "USD", "$300 million to $600 million"),
        ("They want $300 to $600 million.", 3e8, 6e8, "USD", "$300 to $600 million"),
        ("They want 300 to 600 million dollars.", 3e8, 6e8, "USD", "300 to 600 million dollars"),
        ("They want 300m-600m euros.", 3e8, 6e8, "EUR", "300m-600m euros"),
        ("They want $200,000 to $4 million.", 2e5, 4e6, "USD", "$200,000 to $4 million"),
        ("They want 1 to 2 thousand people.", 1000, 2000, "person", "1 to 2 thousand people"),
        ("It draws 5 GW-10 GW.", 5, 10, "gigawatt", "5 GW-10 GW"),
        ("It lies 1,000-1,500 km away.", 1000, 1500, "kilometre", "1,000-1,500 km"),
    ],
)
def test_range_is_one_quantity(text: str, low: float, high: float, unit: str, span: str) -> None:
    quantity = only(text)
    assert [quantity.low, quantity.high] == pytest.approx([low, high])
    assert (quantity.unit, quantity.text) == (unit, span)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("They sent more than 20 trucks.", 20, None),
        ("They sent over 20 trucks.", 20, None),
        ("They sent at least 20 trucks.", 20, None),
        ("They sent no fewer than 20 trucks.", 20, None),
        ("They sent 20 or more trucks.", 20, None),
        ("They sent 20 trucks or more.", 20, None),
        ("They sent 20+ trucks.", 20, None),
        ("They sent fewer than 20 trucks.", None, 20),
        ("They sent under 20 trucks.", None, 20),
        ("They sent up to 20 trucks.", None, 20),
        ("They sent at most 20 trucks.", None, 20),
        ("They sent no more than 20 trucks.", None, 20),
        ("They sent as many as 20 trucks.", None, 20),
        ("They sent 20 trucks or fewer.", None, 20),
        ("It lasted for over 20 years.", 20, None),
        ("It rose over 20 years.", 20, 20),
        ("It rose over the past 20 years.", 20, 20),
    ],
)
def test_bound_leaves_the_other_end_open(text: str, low: float | None, high: float | None) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("Dozens of trucks crossed.", 24, "truck"),
        ("Dozens of military and civilian trucks crossed.", 24, "truck"),
        ("It needs thousands of tonnes of grain.", 2e3, "tonne"),
        ("It needs hundreds of thousands of shells.", 2e5, "shell"),
        ("It made tens of millions of dollars.", 2e7, "USD"),
    ],
)
def test_plural_magnitude_is_at_least_two_of_it(text: str, low: float, unit: str) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.high, quantity.unit, quantity.approximate) == (low, None, unit, True)


@pytest.mark.parametrize("text", ["nearly 500 trucks", "almost 500 trucks", "close to 500 trucks"])
def test_nearly_comes_from_below(text: str) -> None:
    quantity = only(f"They sent {text} there.")
    assert (quantity.low, quantity.high, quantity.approximate, quantity.text) == (None, 500, True, text)


@pytest.mark.parametrize(
    ("text", "direction"),
    [("The price went from $10 to $8.", "down"), ("The price jumped from $8 to $10.", "up")],
)
def test_change_from_a_level_to_another_gives_both(text: str, direction: str) -> None:
    before, after = quantities(NLP(text))
    assert (before.change, after.change) == (None, direction)
    assert {before.low, after.low} == {8, 10}


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Oil rose by a third to 90 dollars.", ["up", "up"]),
        ("Shares fell 2.3 percent at 512 kronor.", ["down", "down"]),
        ("It will grow by ₩430 billion, or 12.5 percent.", ["up", "up"]),
        ("Trade edged down 0.2 percentage points to 4.9 percent.", ["down", "down"]),
    ],
)
def test_level_after_a_change_has_its_direction(text: str, changes: list[str]) -> None:
    assert [q.change for q in quantities(NLP(text))] == changes


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("It costs ten times the fee.", 10, "1"),
        ("Output doubled.", 2, "1"),
        ("Twice as many ships came.", 2, "1"),
        ("It runs three times a week.", 3, "time"),
        ("It sold a million and a half copies.", 1.5e6, "copy"),
        ("One patient in 250 bled.", 1 / 250, "1"),
        ("It costs 34 cents.", 0.34, "USD"),
    ],
)
def test_factors_ratios_and_small_money(text: str, low: float, unit: str) -> None:
    quantity = only(text)
    assert quantity.low == pytest.approx(low)
    assert quantity.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "One of the best solvers left.",
        "It was agreed at 0300.",
        "Call 101.",
        "The Building Code 7 rules held.",
        "Mile 88 of the road.",
        "The Group of 77 met.",
        "Room 101 was shut.",
        "They praised the Big Four auditors.",
    ],
)
def test_numbers_in_names_are_no_quantities(text: str) -> None:
    assert quantities(NLP(text)) == []


def test_what_was_just_said_is_filled_in() -> None:
    text = "Sailings were cut from 12 sailings a week to 9. Prices climbed 11 cents to $5.62 a bushel."
    found = quantities(NLP(text))
    assert [(q.low, q.unit, q.per) for q in found] == [
        (12, "sailing", Per(1, "week")),
        (9, "sailing", Per(1, "week")),
        (pytest.approx(0.11), "USD", Per(1, "bushel")),
        (5.62, "USD", Per(1, "bushel")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "around 500 trucks",
        "about 500 trucks",
        "some 500 trucks",
        "roughly 500 trucks",
        "approximately 500 trucks",
        "an estimated 500 trucks",
        "500 or so trucks",
        "~500 trucks",
    ],
)
def test_approximation_keeps_the_number(text: str) -> None:
    quantity = only(f"They sent {text} there.")
    assert quantity.approximate
    assert (quantity.low, quantity.high, quantity.text) == (500, 500, text)


@pytest.mark.parametrize(
    ("text", "unit", "per", "span"),
    [
        ("It asks $300 per million artillery shells.", "USD", Per(1e6, "shell"), "$300 per million artillery shells"),
        ("It asks $600 per shell.", "USD", Per(1, "shell"), "$600 per shell"),
        ("It asks $80 a barrel.", "USD", Per(1, "barrel"), "$80 a barrel"),
        ("It asks £200,000-a-week.", "GBP", Per(1, "week"), "£200,000-a-week"),
        ("It asks $80/kg.", "USD", Per(1, "kilogram"), "$80/kg"),
        ("It fires 8 million shells a year.", "shell", Per(1, "year"), "8 million shells a year"),
        ("It fires 800 shells on an annual basis.", "shell", Per(1, "year"), "800 shells on an annual basis"),
        ("It fires 800 shells annually.", "shell", Per(1, "year"), "800 shells annually"),
        ("It fires 800 shells per day.", "shell", Per(1, "day"), "800 shells per day"),
        ("It pumps 2 million barrels of crude a day.", "barrel", Per(1, "day"), "2 million barrels of crude a day"),
        ("It saw 5 deaths per 100,000 people.", "death", Per(1e5, "person"), "5 deaths per 100,000 people"),
        ("It does 60 miles per hour.", "mile", Per(1, "hour"), "60 miles per hour"),
        ("It does 60mph.", "mile", Per(1, "hour"), "60mph"),
        ("It does 90 km/h.", "kilometre", Per(1, "hour"), "90 km/h"),
        ("It cost $80 a year ago.", "USD", None, "$80"),
    ],
)
def test_rate_has_its_reference(text: str, unit: str, per: Per | None, span: str) -> None:
    quantity = only(text)
    assert (quantity.unit, quantity.per, quantity.text) == (unit, per, span)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Output rose by 5 percent.", "up"),
        ("Output rose about 5 percent.", "up"),
        ("Output increased to 8 million tonnes.", "up"),
        ("Output was up 3 percent.", "up"),
        ("Output fell 5 %.", "down"),
        ("Output was down a sharp 3 percent.", None),
        ("Output was down 3 percent.", "down"),
        ("Quotas were cut by 20,000 barrels a day.", "down"),
        ("The mill cut its workforce by 10 percent.", "down"),
        ("Shares lost 5 percent.", "down"),
        ("The army lost 500 trucks.", None),
        ("A 5 percent increase followed.", "up"),
        ("She opened up a 15-point lead.", None),
        ("It boils down to $5.", None),
        ("Output was 5 percent.", None),
    ],
)
def test_change_has_a_direction(text: str, change: str | None) -> None:
    assert only(text).change == change


@pytest.mark.parametrize(
    ("text", "of"),
    [
        (
            "They sent 1,000 containers of military equipment and munitions to Vardø.",
            "military equipment and munitions",
        ),
        ("They sent thousands of tonnes of grain.", "grain"),
        ("It won 43 percent of voters under 30 years.", "voters"),
        ("It got $300 million in aid.", "aid"),
        ("It got $300 million worth of spare parts.", "spare parts"),
        ("It got $300 million in October.", None),
        ("A quarter of men agreed.", "men"),
    ],
)
def test_of_says_what_is_measured(text: str, of: str | None) -> None:
    assert quantities(NLP(text))[0].of == of


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Two men waited.", True),
        ("It has one solution.", True),
        ("A 45-year-old welder left.", True),
        ("The welder, aged 45, left.", True),
        ("Orla Vint, 45, left.", True),
        ("Thirteen men waited.", False),
        ("More than two men waited.", False),
        ("Two men per boat waited.", False),
        ("Two tonnes were lost.", False),
        ("The welder left three years ago.", False),
    ],
)
def test_small_counts_and_ages_are_plain(text: str, plain: bool) -> None:
    assert only(text).plain is plain


@pytest.mark.parametrize("text", ["He will be 45.", "Orla Vint, 45, left.", "a 45-year-old", "a man aged 45"])
def test_age_is_no_duration(text: str) -> None:
    assert (only(text).low, only(text).unit, only(text).plain) == (45, "year", True)


@pytest.mark.parametrize(
    "text",
    [
        "It began in 2016.",
        "It began on Sept. 12.",
        "It began on 5 March 2019.",
        "It began on 2019-03-05.",
        "It began in the 1990s.",
        "It began at 12 p.m.",
        "It began at 9:30 GMT.",
        "It ran from 1990 to 2000.",
        "It ran in fiscal 2023-24.",
        "The 2016 presidential candidates met.",
        "The third man came.",
        "The 25th man came.",
        "The second half of July was wet.",
        "They fielded the T-62.",
        "They fired a KN-23.",
        "They flew an F-16.",
        "They flew a Boeing 747.",
        "The 787 Dreamliner landed.",
        "COVID-19 spread.",
        "Article 5 applies.",
        "Chapter 7 applies.",
        "No. 3 lost.",
        "Call 555-0123.",
        "Call +44 20 7946 0958.",
        "No one came.",
        "The one who came left.",
        "One can try.",
        "After 9/11 it changed.",
        "The team won 3-1.",
        "They live at 16 Harbour Road.",
        "See http://example.org/2019/report-17.",
        "A two-way street.",
        "A 401(k) helps.",
        "They met again one day.",
    ],
)
def test_names_dates_and_pronouns_are_no_quantities(text: str) -> None:
    assert quantities(NLP(text)) == []


def test_list_shares_the_unit_of_its_last() -> None:
    found = quantities(NLP("It tested ranges of 5, 10 and 15 kilometres."))
    assert [(q.low, q.unit) for q in found] == [(5, "kilometre"), (10, "kilometre"), (15, "kilometre")]


def test_part_has_the_unit_of_the_whole() -> None:
    found = quantities(NLP("He raised 280 million of the 1.5 billion shekels, and 14 of the 20 men stayed."))
    assert [(q.low, q.unit) for q in found] == [(2.8e8, "ILS"), (1.5e9, "ILS"), (14, "man"), (20, "man")]


def test_change_and_level_are_two_quantities() -> None:
    found = quantities(NLP("The index rose 200 points to 26,805.53."))
    assert [(q.low, q.unit, q.change) for q in found] == [(200, "point", "up"), (26805.53, "point", "up")]


def test_conversion_in_brackets_keeps_bound_and_rate() -> None:
    metric, imperial = quantities(NLP("It flew more than 1,500 km (930 miles) a day."))
    assert (metric.low, metric.high, metric.per) == (1500, None, Per(1, "day"))
    assert (imperial.low, imperial.high, imperial.per) == (930, None, Per(1, "day"))


def test_each_refers_to_what_was_counted() -> None:
    assert quantities(NLP("They bought 200 missiles at $2 million each."))[1].per == Per(1, "missile")


def test_second_verb_of_change_is_understood() -> None:
    found = quantities(NLP("Shares of Vintco were down 2.3%, Orlaco by 2.6%."))
    assert [q.change for q in found] == ["down", "down"]
