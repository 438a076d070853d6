"""The patterns of `lexicons/reading.toml`, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from kentledge.records import ExcludedWhy

Where = Literal["any", "edge", "end", "last"]

# Patterns are strings, compiled (and kept) by `re` on first use: importing this module must cost nothing.
_QUOTED = r"[\"“”«»]|''|(?<!\w)['‘]\w"
_SENTENCE_BREAK = r"(?<![A-Z])[.!?][\"”’)]*\s+(?=[\"“(]?[A-Z])"
# Abbreviations, and the credit in brackets behind the last sentence.
_NO_BREAK = (
    r"(?i)\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mr|mrs|ms|dr|gen|gov|sen|rep|st|no|lt|col)\."
    r"|\s*[(\[][^()\[\]]*[)\]]\.?$"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of the lexicon: what it recognises, where, and what turns a match back into reporting."""

    name: str
    why: ExcludedWhy
    expression: re.Pattern[str]
    where: Where
    max_chars: int
    sentences: int
    guards: tuple[str, ...]
    tail: bool
    outlet_word: bool
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]

    def match(self, text: str) -> re.Match[str] | None:
        """The match in a paragraph, None where there is none or where the paragraph reports something."""
        if len(text) > self.max_chars and not self.tail:
            return None
        # A long paragraph can only hold a short match at its end.
        found = self.expression.search(text, max(0, len(text) - 400) if self.tail else 0)
        if found is None or _guarded(text, self.guards):
            return None
        if self.outlet_word and not lexicon().has_outlet_word(found["outlet"]):
            return None
        if self.sentences and len(re.findall(_SENTENCE_BREAK, re.sub(_NO_BREAK, "", text))) >= self.sentences:
            return None
        return found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All of `reading.toml`."""

    patterns: tuple[Pattern, ...]
    outlet_words: frozenset[str]
    no_outlets: frozenset[str]
    no_places: frozenset[str]

    def has_outlet_word(self, name: str) -> bool:
        """Whether a word of the name is one that names of outlets have, such as "news" or "Reuters"."""
        return any(word in self.outlet_words for word in re.findall(r"\w+", name.lower()))


@cache
def lexicon() -> Lexicon:
    """The lexicon, read from the package on first use."""
    data = _data()
    terms: dict[str, str] = {name: f"(?:{'|'.join(words)})" for name, words in data["terms"].items()}
    kinds: tuple[ExcludedWhy, ...] = ("caption", "credit", "boilerplate")
    return Lexicon(
        patterns=tuple(_pattern(entry, why, terms) for why in kinds for entry in data[why]),
        outlet_words=frozenset(data["outlets"]["words"]),
        no_outlets=frozenset(data["outlets"]["never"]),
        no_places=frozenset(data["datelines"]["never"]),
    )


@cache
def _data() -> dict[str, Any]:
    # Imported here: a command that reads nothing must not wait for the parser of TOML.
    from kentledge import lexicons

    return lexicons.lexicon("reading")


def _pattern(entry: dict[str, Any], why: ExcludedWhy, terms: dict[str, str]) -> Pattern:
    source = entry["pattern"]
    for name, alternatives in terms.items():
        source = source.replace(f"<{name}>", alternatives)
    guard = entry.get("guard", ())
    return Pattern(
        name=entry["name"],
        why=why,
        expression=re.compile(source, 0 if entry.get("case") else re.IGNORECASE),
        where=entry.get("where", "any"),
        max_chars=entry.get("max_chars", 400),
        sentences=entry.get("sentences", 0),
        guards=(guard,) if isinstance(guard, str) else tuple(guard),
        tail=entry.get("tail", False),
        outlet_word=entry.get("outlet_word", False),
        examples=(entry["example"],),
        lookalikes=tuple(entry.get("not", ())),
    )


@cache
def _guard(name: str) -> re.Pattern[str]:
    return re.compile(_data()["guards"][name], re.IGNORECASE)


def _guarded(text: str, guards: tuple[str, ...]) -> bool:
    for name in guards:
        if name == "quoted":
            if re.search(_QUOTED, text) and _guard("speech").search(text):
                return True
        elif _guard(name).search(text):
            return True
    return False
