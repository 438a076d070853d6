"""Hedges that stand partly in the words that tell a statement, and odds told after their noun."""

from __future__ import annotations

import pytest

from kentledge.reading import Engine
from kentledge.records import Article, Estimative


def hedges_of(engine: Engine, text: str) -> list[Estimative]:
    return [e for j in engine.assess(Article("x", text)).judgements for e in j.estimative]


@pytest.mark.parametrize(
    ("text", "words", "negated", "low", "high"),
    [
        # The cue has one half, the content the other.
        ("The bank declined to rule out a second round.", "declined to rule out", False, 0.2, 0.8),
        ("The minister stopped short of ruling out a recount.", "stopped short of ruling out", False, 0.2, 0.8),
        ("Rusk ruled out a recount.", "ruled out", False, 0.0, 0.05),
        # Who judges negates it.
        ("Few experts expect the ceasefire to hold.", "Few experts expect", True, 0.25, 0.45),
        ("None of the analysts expects a default.", "None of the analysts expects", True, 0.25, 0.45),
        ("Most experts expect the ceasefire to hold.", "expect", False, 0.55, 0.75),
        # How great a risk is may be told after it.
        ("The risk of escalation is low, the ministry said.", "The risk of escalation is low", False, 0.25, 0.35),
        ("The odds of a coup are very high, Vale said.", "The odds of a coup are very high", False, 0.8, 0.9),
        ("Vale said the odds of a truce were no better than even.", "odds of a truce were no", False, 0.45, 0.55),
        ("Vale sees a risk of a strike.", "a risk", False, 0.2, 0.8),
        # Who judges stands between the odds and what they are; quotation marks stand around the figure.
        (
            "The odds of a closure, Vale reckons, are no better than one in ten.",
            "no better than one in ten",
            False,
            0,
            0.1,
        ),
        ("Vale put the chance of a strike at “roughly two in three”.", "two in three", False, 0.6667, 0.6667),
        ("Vale rated the odds of a truce at “no better than 50-50”.", "no better than 50-50", False, 0.0, 0.5),
        ("Vale said the odds of a truce were worse than 50-50.", "worse than 50-50", False, 0.0, 0.5),
        # A bound may follow, or the noun be followed by a range.
        ("Vale put the chances of a truce at one in five at best.", "one in five at best", False, 0.0, 0.2),
        ("Vale put the chances of a truce at 40 percent or more.", "40 percent or more", False, 0.4, 1.0),
        ("They assign a probability of 20 to 25 percent to a truce, Vale said.", "20 to 25 percent", False, 0.2, 0.25),
        ("Two analysts put the probability of a clash nearer to one in seven.", "one in seven", False, 0.1429, 0.1429),
        ("The ministry put the likelihood of a seizure at roughly even.", "at roughly even", False, 0.45, 0.55),
        # The text gives its own range for the word; confidence beside a likelihood is no second one.
        ("We assess that the navy is unlikely (20-35%) to close it.", "unlikely (20-35%)", False, 0.2, 0.35),
        ("Vale said it is very likely (90–100 percent probability) to rise.", "very likely", False, 0.9, 1.0),
        ("We assess with moderate confidence that a strike is unlikely.", "unlikely", False, 0.25, 0.35),
        # The hedge stands between the cue and what is told; it is called so, and not.
        ("The agency has “high confidence” that the fever is over.", "high confidence", False, 0.8, 0.9),
        ("“I would not call it likely,” Vale wrote.", "likely", True, 0.25, 0.45),
    ],
)
def test_how_surely(engine: Engine, text: str, words: str, negated: bool, low: float, high: float) -> None:
    (found,) = hedges_of(engine, text)
    assert words in text[slice(*found.span)]
    assert (found.negated, found.low, found.high) == (negated, low, high)


def test_a_bound_may_be_negated(engine: Engine) -> None:
    at_most = hedges_of(engine, "Vale said there was no more than a 20 percent chance of a strike.")
    at_least = hedges_of(engine, "Vale said there was not less than a 20 percent chance of a strike.")
    assert [(e.low, e.high) for e in (*at_most, *at_least)] == [(0.0, 0.2), (0.2, 1.0)]


def test_the_smaller_of_two_dangers_is_no_small_one(engine: Engine) -> None:
    assert hedges_of(engine, "Vale said that the mines were the smaller danger.") == []
    assert hedges_of(engine, "Vale said that there was a smaller danger of mines.") != []


@pytest.mark.parametrize(
    "text",
    [
        "“It is a much better position than we had any right to expect,” Brevik said.",
        "Opposition leader Orla Vale accused the government of betting on the weather.",
    ],
)
def test_what_is_no_judgement_of_the_speaker(engine: Engine, text: str) -> None:
    assert hedges_of(engine, text) == []


def test_a_chance_is_of_what_follows_the_preposition(engine: Engine) -> None:
    text = "Vale said the chance of a full suspension stood at two in three."
    (found,) = hedges_of(engine, text)
    assert found.scope is not None
    assert text[slice(*found.scope)] == "a full suspension"


def test_a_chance_is_of_no_verb_that_tells_how_it_moved(engine: Engine) -> None:
    text = "Engineers concluded that the probability of a failure within ten years had risen to about one in 200."
    (found,) = hedges_of(engine, text)
    assert found.scope is not None
    assert text[slice(*found.scope)] == "a failure within ten years"


def test_a_hedge_qualifies_nothing_of_who_tells_it(engine: Engine) -> None:
    text = (
        "Karel Husz, who runs the grain desk at Bank Tormund, thinks a crop below 3 million tonnes is now more likely "
        "than not."
    )
    (found,) = hedges_of(engine, text)
    assert found.scope is not None
    assert text[slice(*found.scope)].startswith("a crop below")


def test_a_place_is_no_agency(engine: Engine) -> None:
    text = "The talks in Brennholm went into a second week.\n\nThe agency said the risk of flooding was high."
    reading = engine.assess(Article("x", text))
    assert [s.name for s in reading.speakers] == ["The agency"]
