"""Estimative phrases, horizons, fronts and relations."""

from __future__ import annotations

import pytest

from kentledge.judge import UnknownScale, estimatives, judge, relations, scale
from kentledge.records import Article, Speaker, Statement


@pytest.mark.parametrize(
    ("text", "phrase", "negated", "low", "high"),
    [
        ("It is almost certain that they arrived.", "almost certain", False, 0.95, 1.0),
        ("Russia is unlikely to pay.", "unlikely", False, 0.25, 0.35),
        ("A recovery is highly likely.", "highly likely", False, 0.80, 0.90),
        ("It will probably rain.", "probably", False, 0.55, 0.75),
        ("There is a realistic possibility of a strike.", "realistic possibility", False, 0.40, 0.50),
        ("A deal is not likely.", "likely", True, 0.25, 0.45),
        ("They aren’t likely to sign.", "likely", True, 0.25, 0.45),
        ("The talks are not at all likely to fail.", "likely", True, 0.25, 0.45),
        ("War is highly\nunlikely.", "highly unlikely", False, 0.10, 0.20),
        ("They will almost certainly leave.", "almost certainly", False, 0.95, 1.0),
    ],
)
def test_a_phrase_gets_the_range_of_the_phia_yardstick(
    text: str, phrase: str, negated: bool, low: float, high: float
) -> None:
    (found,) = estimatives(text, (0, len(text)))
    assert (found.phrase, found.negated, found.low, found.high, found.scale) == (phrase, negated, low, high, "PHIA")
    assert found.low <= found.best <= found.high
    assert " ".join(text[slice(*found.span)].split()).lower().endswith(phrase)


@pytest.mark.parametrize(
    "text", ["He is the most likely successor.", "The likelihood was not discussed.", "In May it rained."]
)
def test_no_hedge_is_invented(text: str) -> None:
    assert estimatives(text, (0, len(text))) == []


def test_another_scale_gives_other_ranges_and_an_unknown_one_is_told() -> None:
    text = "It is unlikely."
    (found,) = estimatives(text, (0, len(text)), "icd203")
    assert (found.low, found.high, found.scale) == (0.20, 0.45, "ICD 203")
    with pytest.raises(UnknownScale, match="icd203, phia"):
        scale("gut feeling")


def test_a_negation_outside_the_span_does_not_count() -> None:
    text = "He did not speak. Likely they knew."
    (found,) = estimatives(text, (text.index("Likely"), len(text)))
    assert not found.negated


def _statement(text: str, content: str, cue: str, speaker: str, number: int) -> Statement:
    at, where = text.index(content), text.index(cue)
    return Statement(
        f"st{number}", speaker, "indirect", content, (), ((where, where + len(cue)),), ((at, at + len(content)),)
    )


def test_horizon_and_fronts_are_those_that_the_words_name() -> None:
    text = "She said trade may grow in the short term. He said the army was tired."
    first = _statement(text, "trade may grow in the short term", "She said", "sp1", 1)
    second = _statement(text, "the army was tired", "He said", "sp2", 2)
    found = judge(Article("x", text), [first, second])
    assert found[0].horizon is not None
    assert found[0].horizon.label == "short term"
    assert text[slice(*found[0].horizon.span)] == "in the short term"
    assert (found[0].fronts, found[1].fronts) == (("economic",), ("military",))


@pytest.mark.parametrize(
    ("cue", "kind"),
    [("echoed", "agrees"), ("agreed that", "agrees"), ("disputed", "disagrees"), ("agreed to", None), ("said", None)],
)
def test_a_cue_of_agreement_relates_a_speaker_to_the_one_before(cue: str, kind: str | None) -> None:
    text = f"Vale said it was late. Finch {cue} the view of the board."
    people = [Speaker(f"sp{i}", n, None, None, "person", ()) for i, n in enumerate(("Vale", "Finch"), 1)]
    first = _statement(text, "it was late", "said", "sp1", 1)
    second = _statement(text, "the view of the board", f"Finch {cue}", "sp2", 2)
    found = relations(text, [first, second], people)
    assert [(r.from_, r.to, r.kind) for r in found] == ([("sp2", "sp1", kind)] if kind else [])
