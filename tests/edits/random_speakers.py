"""Ledgers in which anything may happen to speakers: read, read again, edited, decided on."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from kentledge import edits
from kentledge.edits import record
from kentledge.edits.decided import bearers, decide
from kentledge.ledger import Ledger
from kentledge.records import Article, Provenance, Reading, Speaker, SpeakerKind


@dataclass(frozen=True)
class Pool:
    """What speakers may be called."""

    names: tuple[str, ...]
    roles: tuple[str | None, ...] = (None, None, "clerk", "dean", "the dean")
    affiliations: tuple[str | None, ...] = (None, None, "Tarn Institute", "Marl Opera")
    kinds: tuple[SpeakerKind, ...] = ("person",)


SPELLINGS = Pool(
    names=(
        *("Ida Marrow", "Ida Marrow", "I. Marrow", "Marrow", "Marrow, Ida", "Marrow Ida", "Ida Q. Marrow"),
        *("IDA MARROW", "Dr. Ida Marrow", "Ida Quill Marrow", "Ida Marrow Jr.", "Ida Marow", "Idra Marrow"),
        *("Brun Okonjö", "B. Okonjö", "Okonjö", "brun okonjö", "Harbour Board", "HB", "The Harbour Board"),
        *("Harbour Board Ltd.", "experts", "Experts", "the ministry", "spokesman", "—"),
    ),
    kinds=("person", "person", "person", "unknown", "organisation", "government", "group"),
)
"""The same few persons and bodies, spelled in any way."""

NAMESAKES = Pool(
    names=(
        *("Ida Marrow", "Adam Marrow", "Adamo Marrow", "Edam Marrow", "Brun Marrow", "Bruna Marrow", "Ilse Marrow"),
        *("Marrow", "Marrow", "MARROW", "A. Marrow", "B. Marrow", "I. Marrow", "Dr. Marrow", "Ida B. Marrow"),
        *("Marrow, Ida", "Ida Okon", "Okon"),
    ),
)
"""Many of one surname, who fit initials and the bare surname in numbers that change."""

BODIES = Pool(
    names=(
        *("Harbour Board", "HB", "Hb", "Hill Base", "Hana Board", "Board", "Marrow, HB", "Ida Board", "Ida Hale"),
        *("Hale, John", "Hale John", "John Hale", "J. Hale", "Hale"),
    ),
    kinds=("person", "person", "organisation", "government"),
)
"""Bodies and persons who stand in each other's blocks, and names in two."""


def read(number: int, version: int, random: Random, pool: Pool = SPELLINGS) -> Reading:
    """A reading of an article whose text hangs on its number only."""
    text = f"Edition {number}. Nobody said that the quay will close."
    speakers = tuple(
        Speaker(f"p{n}", random.choice(pool.names), random.choice(pool.roles), random.choice(pool.affiliations),
                random.choice(pool.kinds), ((n, n + 1),))
        for n in range(random.choice((0, 1, 1, 2, 3)))
    )  # fmt: skip
    return Reading(Article(f"{number:04x}", text), speakers, (), provenance=Provenance("1", str(version), "1"))


def anything(ledger: Ledger, random: Random, step: int, pool: Pool = SPELLINGS) -> None:
    """One thing that changes who is whom: an article read, read again or edited, or a decision."""
    entries = [e.id for e in ledger.articles()]
    chance = random.random()
    if chance < 0.5 or len(entries) < 3:
        ledger.store(read(len(entries), 1, random, pool))
    elif chance < 0.62:
        ledger.store(read(int(random.choice(entries), 16), step + 2, random, pool))
    elif chance < 0.8:
        edit(ledger, random.choice(entries), random, step, pool)
    else:
        occurrences = list(dict.fromkeys(b.occurrence for b in bearers(ledger)))
        some = random.sample(occurrences, min(len(occurrences), random.randint(2, 5)))
        if len(some) > 1:
            cut = random.randint(1, len(some) - 1)
            decide(ledger, random.choice(("same", "different")), some[:cut], some[cut:], by="ida", at="2031-03-01")


def edit(ledger: Ledger, article: str, random: Random, step: int, pool: Pool = SPELLINGS) -> None:
    """An edit of an article's speakers, if there is anything to edit."""
    now = edits.edited(ledger, article).reading
    by, at = "ida", f"2031-03-01T10:00:{step:02}Z"
    new = Speaker("", random.choice(pool.names), random.choice(pool.roles), None, random.choice(pool.kinds), ((3, 5),))
    try:
        if now.speakers and random.random() < 0.8:
            who = random.choice(now.speakers)
            if random.random() < 0.2:
                record(ledger, [edits.reject(now, who, by=by, at=at)])
            else:
                field = random.choice(("name", "role", "kind"))
                record(ledger, [edits.correct(now, who, field, new, by=by, at=at)])
        else:
            record(ledger, [edits.add(now, new, by=by, at=at)])
    except edits.UnusableEdit:
        pass  # it is so already
