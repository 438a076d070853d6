"""What kind of body a name or a noun is of, and which names stand for a government."""

from __future__ import annotations

from functools import cache

from kentledge.lexicons import lexicon
from kentledge.records import SpeakerKind

PLACES = frozenset({"GPE", "LOC"})
"""Labels of entities that are places."""

FIRM_FORMS = frozenset(
    {"plc", "inc.", "inc", "ltd", "ltd.", "corp.", "corp", "company", "co.", "group", "gmbh", "ag", "llc"}
)
"""Words that end a firm's name."""


@cache
def kind_words() -> dict[str, frozenset[str]]:
    """Words that tell a kind of speaker, by kind."""
    return {k: frozenset(v) for k, v in lexicon("speakers")["kinds"].items()}


@cache
def body_words() -> frozenset[str]:
    """Nouns of bodies of any kind, which names of theirs end with too."""
    return kind_words()["organisation"] | kind_words()["government"]


@cache
def uses() -> dict[str, frozenset[str]]:
    """Words by whose use an article tells what a name or a description means."""
    return {k: frozenset(v) for k, v in lexicon("speakers")["uses"].items()}


@cache
def governments() -> dict[str, str]:
    """Names by which a country's government is called, lower case → the country."""
    out: dict[str, str] = {}
    for country in lexicon("countries")["country"]:
        for name in (country["name"], country["capital"], *country.get("also", ())):
            out[name.lower()] = country["name"]
    return out


def is_of_a_place(word: str) -> bool:
    """Whether what a word names mostly goes by its place, which is then no short form of it: "Laufa FM"."""
    return word in uses()["go_by_places"] or word in kind_words()["mastheads"]


def kind_of_name(name: str, label: str = "") -> SpeakerKind:
    """Government or organisation, by the name's own words; a place's name is a government's."""
    words = name.lower().split()
    kinds = kind_words()
    # "Bureau" tells the kind of the "Federal Bureau of Bridges".
    head = next((words[i - 1] for i, w in enumerate(words) if i and w in {"of", "for", "on", "at"}), words[-1])
    if name.lower() in governments() or name.lower() in kinds["government"]:
        return "government"
    if head == "agency" and (words[0] in uses()["worldwide"] or words[0].startswith(("pan-", "inter-"))):
        return "organisation"
    if head in kinds["organisation"] or " ".join(words[-2:]) in kinds["organisation"]:
        return "organisation"
    if head in kinds["government"] or words[0] in kinds["government"] or " ".join(words[:2]) in kinds["government"]:
        return "government"
    if any(w in kinds["organisation"] for w in words):
        return "organisation"
    if words[-1] in kinds["document"]:
        return "document"
    return "government" if label in PLACES else "organisation"
