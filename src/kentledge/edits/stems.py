"""Words compared by their beginnings: what two statements have in common, whatever the endings."""

from __future__ import annotations

import re

from kentledge.edits.names import folded

STEM = 6
"""Words are compared by their first letters, so that "renewed" and "renewal" are one."""

_COMMON = frozenset(
    re.findall(
        r"\w+",
        "the and that this with have has had from they will would could been were was are its their there which what"
        " when where who whom more than also into some such said says about over after only any most not for but"
        " before until between while does did can may might should must shall being made make one two all year years",
    )
)


def stems(text: str) -> dict[str, str]:
    """The stems of a text's content words, with the first word that each comes from."""
    out: dict[str, str] = {}
    for word in folded(text).split():
        if word not in _COMMON and (len(word) > 2 or word.isdigit()):
            out.setdefault(word[:STEM], word)
    return out
