"""The forms of English verbs, so that a lexicon need only name the verb and no lemma is relied upon."""

from __future__ import annotations

from collections.abc import Iterator

_IRREGULAR = {
    "send": "sent",
    "sell": "sold",
    "resell": "resold",
    "give": "gave given",
    "lend": "lent",
    "buy": "bought",
    "get": "got gotten",
    "seek": "sought",
    "pay": "paid",
    "commit": "committed committing",
    "ship": "shipped shipping",
    "transfer": "transferred transferring",
}
_VOWELS = "aeiou"


def forms(verb: str) -> Iterator[str]:
    """The verb in all its forms: "supply", "supplies", "supplied", "supplying"."""
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        stem = verb[:-1] + "i"
    yield verb
    yield stem + "es" if stem != verb or verb.endswith(("s", "sh", "ch", "x", "z")) else verb + "s"
    yield (verb[:-1] if verb.endswith("e") else verb) + "ing"
    yield stem + "ed"
    yield from _IRREGULAR.get(verb, "").split()
