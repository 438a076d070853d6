"""Judgements as columns of numbers, to be compared many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kentledge.edits.persons.packs import FIRST, HEAD, WORD
from kentledge.question.stored import Mark, words

Numbers = NDArray[np.int64]
Figures = NDArray[np.float64]

_HEAD = np.dtype([("key", "<i8"), ("day", "<u4"), ("best", "<u4"), ("fronts", "<u4")])


@dataclass(frozen=True, slots=True)
class Judgements:
    """Judgements in the order of their owners, those of an owner in that of their keys, a number each in each column.

    `words` are those of all, one judgement's after the other's: where they begin in it, and how many they are. Of each
    word only some bits are kept, so that two words may look alike which are not.
    """

    owners: Numbers
    keys: Numbers
    days: Numbers
    best: Figures
    fronts: Numbers
    begins: Numbers
    counts: Numbers
    words: Numbers


def of_marks(marks: Iterable[Mark]) -> Judgements:
    """The columns of some stored judgements."""
    rows = sorted((mark for mark in marks if mark.stored), key=lambda mark: (mark.owner, mark.key))
    said = [words(mark) for mark in rows]
    counts = _numbers([len(each) for each in said])
    return Judgements(
        owners=_numbers([mark.owner for mark in rows]),
        keys=_numbers([mark.key for mark in rows]),
        days=_numbers([mark.day for mark in rows]),
        best=np.array([mark.best for mark in rows], np.float64),
        fronts=_numbers([mark.fronts for mark in rows]),
        begins=np.cumsum(counts) - counts,
        counts=counts,
        words=_numbers([word & WORD for each in said for word in each]),
    )


def of_packs(packs: Sequence[tuple[int, bytes, bytes]], figures: Mapping[int, float]) -> Judgements:
    """The columns of packed persons: each with what `edits/persons/packs.py` makes of their judgements."""
    heads = np.frombuffer(b"".join(pack[1] for pack in packs), _HEAD)
    said = np.frombuffer(b"".join(pack[2] for pack in packs), "<u2")
    best = np.zeros(max(figures, default=0) + 1)
    best[list(figures)] = list(figures.values())
    begins = np.flatnonzero(said & FIRST)
    return Judgements(
        owners=np.repeat(_numbers([pack[0] for pack in packs]), [len(pack[1]) // HEAD.size for pack in packs]),
        keys=heads["key"].astype(np.int64),
        days=heads["day"].astype(np.int64),
        best=best[heads["best"]],
        fronts=heads["fronts"].astype(np.int64),
        begins=begins,
        counts=np.diff(begins, append=len(said)),
        words=(said & WORD).astype(np.int64),
    )


def _numbers(values: Sequence[int]) -> Numbers:
    return np.array(values, np.int64)
