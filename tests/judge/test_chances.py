"""Figures that are chances, and figures that only look like them, read through the real parse."""

from __future__ import annotations

import pytest
from hedged import hedges

from running import Read


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("They see a 70 % chance of a strike.", 0.7, 0.7),
        ("The odds are three in four that it holds.", 0.75, 0.75),
        ("The risk of a default is put at 30 to 40 percent.", 0.3, 0.4),
        ("She gave it a fifty-fifty chance.", 0.5, 0.5),
        ("There is at least a 60 per cent chance of frost.", 0.6, 1.0),
        ("They see a growing 60 percent chance of war.", 0.6, 0.6),
        ("The risk of default is 60 percent above all because of debt.", 0.6, 0.6),
        # From a former level to the one that holds now; without a movement it is a range.
        ("The chance of a recession had risen from 20 percent to 35 percent.", 0.35, 0.35),
        ("The odds of a strike fell from one in three to one in five.", 0.2, 0.2),
        ("The likelihood of war rose sharply from about 20 percent in March to 30 to 40 percent.", 0.3, 0.4),
        ("The probability of a strike is from 20 to 30 percent.", 0.2, 0.3),
        # A comma of thousands, and a decimal one.
        ("There was a one in 1,000 chance of a leak.", 0.001, 0.001),
        ("It is a 1 in 10,000 chance.", 0.0001, 0.0001),
        ("The chance of a collision is 1 in 250,000.", 4e-6, 4e-6),
        ("The odds of a hit are 1,999 to one against.", 0.0005, 0.0005),
        ("There is a 0,5 percent chance of a leak.", 0.005, 0.005),
        ("There is a 12,5 % risk of default.", 0.125, 0.125),
        ("The risk is put at one in two hundred.", 0.005, 0.005),
        ("There is a 1 in 4 million chance of a hit.", 2.5e-7, 2.5e-7),
        ("There is a one in twenty-five chance.", 0.04, 0.04),
        # Odds for and against.
        ("The odds of a strike are three to one in favour.", 0.75, 0.75),
        ("The odds of a deal have shifted to 3-to-1 in favor.", 0.75, 0.75),
        ("The odds of a strike are three to one on.", 0.75, 0.75),
        ("The odds of a strike are three to one against.", 0.25, 0.25),
        ("The odds of a strike are three to one.", 0.25, 0.25),
        # Where a chance stands after it has moved, and not by how much it has.
        ("The chance of a recession rose to 30 percent.", 0.3, 0.3),
        ("The odds of a cut rose above 50 percent.", 0.5, 1.0),
        ("The new rule cut the risk of fire to 40 percent.", 0.4, 0.4),
        ("The chance of rain is up to 30 percent.", 0.0, 0.3),
        ("The chance of rain is 30 percent, up from 20 percent.", 0.3, 0.3),
        ("The risk that wages fall by 30 percent is one in five.", 0.2, 0.2),
        ("The risk of the index falling 30 percent is one in five.", 0.2, 0.2),
        ("There is a chance of 30 percent that it rains.", 0.3, 0.3),
        ("A recession is 40 percent likely.", 0.4, 0.4),
        ("There is a 70 percent overall chance of rain.", 0.7, 0.7),
        # What is rated, and what is even.
        ("Vale put the chance at one in five.", 0.2, 0.2),
        ("Bookmakers priced a Kirrin win at one in eight.", 0.125, 0.125),
        ("The odds are 50-50.", 0.5, 0.5),
        ("It is 50-50 that the dam fails.", 0.5, 0.5),
        ("It is a 50-50 call.", 0.5, 0.5),
    ],
)
@pytest.mark.parametrize("key", ["phia", "ipcc"])
def test_an_explicit_number_is_that_number_on_every_scale(
    read: Read, text: str, low: float, high: float, key: str
) -> None:
    (found,) = hedges(read(text), key)
    assert (found.low, found.high, found.scale) == (low, high, "as stated")


@pytest.mark.parametrize(
    "text",
    [
        # By how much a chance differs from another.
        "Smokers were 40 percent more likely to lose their jobs.",
        "Boys are 30 percent less likely to pass.",
        "Welders face a 20 percent higher risk of injury.",
        "Tenants are half as likely to move.",
        "Drivers are three times more likely to crash.",
        "The risk of injury was 20 percent higher.",
        "The poll puts the chance of defeat 10 percent higher.",
        # By how much it has moved.
        "The risk of default rose 30 percent.",
        "The chance of a recession had risen by 10 percent.",
        "The probability of a default jumped by a further 6 percent.",
        "The new rule cut the risk of fire by 40 percent.",
        "The new rule cuts the risk of fire 40 percent.",
        "There is a 10 percent rise in the risk of stroke.",
        # What is shared out, or counted.
        "They will build the plant as a 50-50 joint venture.",
        "They will divide the profits 50-50.",
        "It was a fifty-fifty partnership.",
        "Child poverty stood at one in five.",
        "Vacancies ran at one in ten.",
        "The committee put child poverty at one in five.",
    ],
)
def test_a_change_or_a_share_is_no_chance(read: Read, text: str) -> None:
    assert hedges(read(text)) == []


@pytest.mark.parametrize(
    "text", ["There is a risk of a 30 percent fall in output.", "There is a risk of 30 percent tariffs."]
)
def test_how_much_is_risked_is_not_how_probable_it_is(read: Read, text: str) -> None:
    (found,) = hedges(read(text))
    assert (found.phrase, found.scale) == ("a risk", "PHIA")
