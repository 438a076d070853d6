"""Names of outlets, told from other names."""

from __future__ import annotations

import re

from kentledge.read.lexicon import lexicon

_CONNECTING = {"of", "the", "and", "for", "de", "la", "le", "el", "al", "der", "die", "das", "&"}


def has_outlet_word(name: str) -> bool:
    """Whether a word of the name is one that names of outlets have, such as "news" or "Reuters"."""
    return lexicon().has_outlet_word(name)


def outlet_name(name: str | None) -> str | None:
    """The name of an outlet as printed, None where the text is none or names the source of a table instead."""
    if name is None:
        return None
    name = re.split(r"\s+[|–—]\s+|,\s*(?=\d|[A-Z][a-z]{2,8}\.? \d)", name.strip(" \t\n.,;:|–—-"))[0].strip()
    name = name.removeprefix("the ")
    words = name.split()
    if not 1 <= len(words) <= 7 or "://" in name or "@" in name or not any(c.isalpha() for c in name):
        return None
    if not has_outlet_word(name) and not lexicon().no_outlets.isdisjoint(name.lower().split()):
        return None
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", name):
        return name
    capital = all(word[0].isupper() or word[0].isdigit() or word.lower() in _CONNECTING for word in words)
    return name if capital else None
