"""Weights by track record: shrunken, fair to those with hard questions, equal where nothing is known."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentledge.pool import Unpoolable, standings, track_record_weights


def past(skill: dict[str, float], questions: int, seed: int = 1) -> dict[str, dict[str, float]]:
    """Losses scattered about each speaker's own level."""
    draw = random.Random(seed)
    return {
        s: {f"q{i}": min(1.0, max(0.0, draw.gauss(level, 0.08))) for i in range(questions)}
        for s, level in skill.items()
    }


def test_without_a_past_all_weigh_the_same() -> None:
    assert set(track_record_weights({}, ["Hale", "Roswell"]).values()) == {1.0}


def test_a_newcomer_weighs_what_the_group_weighs() -> None:
    weights = track_record_weights(past({"Hale": 0.1, "Roswell": 0.4}, 40), ["Ekwall"])
    assert weights["Ekwall"] == 1
    assert weights["Hale"] > 1 > weights["Roswell"]


def test_a_longer_record_is_trusted_further() -> None:
    short, long = (track_record_weights(past({"Hale": 0.1, "Roswell": 0.4}, n))["Hale"] for n in (3, 60))
    assert 1 < short < long


def test_two_lucky_hits_do_not_make_a_prophet() -> None:
    weights = track_record_weights({"Hale": {"a": 0.0, "b": 0.0}, "Roswell": {"a": 0.5, "b": 0.5}})
    assert weights["Hale"] < 2


def test_equal_speakers_are_not_told_apart_by_chance() -> None:
    """With the same skill most weights are pulled to 1; the raw scores would part them."""
    people = {f"s{i}": 0.25 for i in range(20)}
    spread = [max(w) - min(w) for w in (track_record_weights(past(people, 10, seed)).values() for seed in range(20))]
    assert sorted(spread)[10] < 0.15


def test_easy_questions_make_no_reputation() -> None:
    """Hale and Roswell are equally good where both judged; Hale also judged questions on which all did well."""
    hard = {f"hard{i}": 0.4 for i in range(10)}
    easy = {f"easy{i}": 0.01 for i in range(10)}
    weights = track_record_weights({"Hale": {**hard, **easy}, "Roswell": dict(hard), "Ekwall": dict(easy)})
    assert weights["Hale"] == pytest.approx(weights["Roswell"])


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.dictionaries(st.sampled_from("uvwxyz"), st.floats(0, 1)), max_size=6)
)
def test_weights_are_positive_and_finite_whatever_the_past(losses: dict[str, dict[str, float]]) -> None:
    found = standings(losses, ["newcomer"])
    assert {s.speaker for s in found} == {*losses, "newcomer"}
    assert all(0 < s.weight <= 100 for s in found)
    assert all(s.n == len(losses.get(s.speaker, {})) for s in found)


def test_a_score_out_of_range_is_refused() -> None:
    with pytest.raises(Unpoolable, match="Hale"):
        track_record_weights({"Hale": {"a": 1.5}})
