"""The lexicons hold together: what one entry names, another has."""

from __future__ import annotations

import re

from kentledge.lexicons import lexicon, version


def test_every_phrase_has_a_grade_and_every_scale_its_terms_and_source() -> None:
    given = lexicon("estimative")
    for entry in given["phrase"]:
        assert entry.get("as") in given["grades"] or "range" in entry
    for grade in given["grades"].values():
        assert grade["source"]
    for scale in given["scales"].values():
        assert scale["source"]
        assert set(scale["grades"]) <= set(given["grades"])
        assert set(scale["grades"].values()) <= set(scale["terms"])
        for figures in scale["terms"].values():
            assert [0, *figures, 1] == sorted([0, *figures, 1])


def test_phrases_are_listed_once() -> None:
    # A word may be an adjective and an adverb ("likely").
    words = [(entry["kind"], w) for entry in lexicon("estimative")["phrase"] for w in entry["words"]]
    assert len(words) == len(set(words))


def test_patterns_compile_and_match_nothing_empty() -> None:
    for entry in lexicon("judgement")["horizon"]:
        for pattern in entry["patterns"]:
            assert not re.match(pattern, "")


def test_the_version_is_that_of_the_words() -> None:
    assert re.fullmatch("[0-9a-f]{12}", version())
    assert len({c["name"] for c in lexicon("countries")["country"]}) == len(lexicon("countries")["country"])
