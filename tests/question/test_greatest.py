"""The greatest changes, found without comparing all, are those of comparing all: on any judgements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from math import sqrt
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from kentledge.edits.persons import packs
from kentledge.edits.persons.words import numbers
from kentledge.question import alike, greatest
from kentledge.question.columns import Judgements, of_marks, of_packs
from kentledge.question.greatest import Means, Pair
from kentledge.question.stored import Mark

LEAST = 0.5
"""As likely as not to be just so: of two words and two, one is shared."""
BEFORE, AFTER = 20310105, 20310108
FRONTS = {0: ("no front",), 3: ("political",), 4: ("economic", "political"), 9: ("legal", "economic", "military")}
WORDS = (*range(1, 7), *(n + (1 << 15) for n in range(1, 4)), *(n + (1 << 20) for n in range(1, 3)))
"""Of some of these, others have the same lowest bits."""
SCALE = (0.15, 0.3, 0.45, 0.65, 0.65, 0.85, 0.975)
PERCENT = tuple(n / 100 for n in range(0, 101, 3))


@st.composite
def judgements(draw: st.DrawFn) -> list[Mark]:
    """Of few persons, in few words, so that much is alike and as far apart; with many figures or few."""
    random = draw(st.randoms(use_true_random=True))
    figures = draw(st.sampled_from((SCALE, SCALE[2:4], PERCENT)))
    most = draw(st.integers(1, 5))
    keys = list(range(0, 7 * draw(st.integers(0, 80)), 7))
    random.shuffle(keys)
    return [
        Mark(
            key,
            random.randint(1, 3),
            random.choice(sorted(FRONTS)),
            random.randint(BEFORE - 3, AFTER + 1),
            random.choice(figures),
            b"".join(n.to_bytes(4, "little") for n in sorted(random.sample(WORDS, random.randint(0, most)))),
        )
        for key in keys
    ]


def by_comparing_all(marks: Sequence[Mark], front: str | None) -> list[Pair]:
    """The plain definition."""
    found = []
    for later in marks:
        for position, on in enumerate(FRONTS[later.fronts]):
            if not BEFORE < later.day <= AFTER or front not in (None, on):
                continue
            ours = set(numbers(later.stored))
            most = max(
                (
                    (len(ours & theirs) / sqrt(len(ours) * len(theirs)), earlier.day, earlier.key, earlier.best)
                    for earlier in marks
                    if earlier.owner == later.owner and on in FRONTS[earlier.fronts] and earlier.day <= BEFORE
                    if ours & (theirs := set(numbers(earlier.stored)))
                ),
                default=(0.0, 0, 0, 0.0),
            )
            if most[0] >= LEAST:
                pair = Pair(on, later.owner, most[2], later.key)
                found.append((-abs(later.best - most[3]), later.key, position, pair))
    return [pair for *_, pair in sorted(found, key=lambda row: row[:3])]


def pairs(every: Judgements, marks: Sequence[Mark], front: str | None) -> Iterator[Pair]:
    words = {mark.key: frozenset(numbers(mark.stored)) for mark in marks}
    means = Means(FRONTS.__getitem__, lambda keys: {key: words[key] for key in keys}, front, LEAST)
    return greatest.greatest(every, (BEFORE, AFTER), means)


@settings(max_examples=200, deadline=None)
@given(
    judgements(),
    st.sampled_from((None, "political", "economic", "no front", "nothing")),
    st.sampled_from((1, 2, 256)),
    st.sampled_from((1, 9, 10_000)),
    st.sampled_from((1 / 64, 1 / 4, 1.0)),
)
def test_pairs_are_those_of_comparing_all_in_their_order(
    marks: list[Mark], front: str | None, at_once: int, most: int, share: float
) -> None:
    expected = by_comparing_all(marks, front)
    with (
        patch.object(greatest, "AT_ONCE", at_once),
        patch.object(alike, "MOST", most),
        patch.object(alike, "FEW", most // 5),
        patch.object(greatest, "SHARE", share),
    ):
        assert list(pairs(of_marks(marks), marks, front)) == expected
        few = len(expected) // 2
        assert list(islice(pairs(of_marks(marks), marks, front), few)) == expected[:few]


@given(judgements())
def test_packed_judgements_come_back(marks: list[Mark]) -> None:
    """All but those without words, which are like none."""
    figures = dict(enumerate(sorted({mark.best for mark in marks}), 5))
    number = {best: n for n, best in figures.items()}
    said = sorted((mark for mark in marks if mark.stored), key=lambda mark: (mark.owner, mark.key))
    rows = []
    for owner, own in groupby(said, key=lambda mark: mark.owner):
        row = [(mark.key, mark.day, number[mark.best], mark.fronts, mark.stored) for mark in own]
        rows.append((owner, packs.heads(row), packs.short(row)))
    plain, packed = of_marks(marks), of_packs(rows, figures)
    for column in Judgements.__slots__:
        assert getattr(packed, column).tolist() == getattr(plain, column).tolist(), column


def mark(key: int, day: int, best: float, *words: int) -> Mark:
    return Mark(key, 1, 3, day, best, b"".join(word.to_bytes(4, "little") for word in sorted(words)))


def test_some_judgements_that_seem_alike_are_not() -> None:
    """Words of the same lowest bits: the farther one is none, and of the two others the first is not the most alike."""
    same = 1 << 15
    marks = [
        mark(1, BEFORE, 0.1, 1 + same, 2 + same, 3 + same),
        mark(2, BEFORE, 0.4, 1, 2 + same, 3 + same),
        mark(3, BEFORE, 0.5, 1, 2, 7, 8),
        mark(4, AFTER, 0.9, 1, 2, 3),
    ]
    assert list(pairs(of_marks(marks), marks, None)) == [Pair("political", 1, 3, 4)]


def test_of_those_as_much_alike_the_latest_is_meant_and_of_one_day_the_last() -> None:
    marks = [
        mark(1, BEFORE, 0.1, 1, 2),
        mark(2, BEFORE, 0.5, 1, 2),
        mark(3, BEFORE - 1, 0.1, 1, 2),
        mark(4, AFTER, 0.9, 1, 2),
    ]
    assert list(pairs(of_marks(marks), marks, None)) == [Pair("political", 1, 2, 4)]
