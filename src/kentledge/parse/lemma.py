"""Lemmas as edits of the form, which the reader chooses among like tags."""

from __future__ import annotations


def lemma_of(form: str, script: str) -> str:
    """Apply an edit: "1+" cuts one character, "3+y" cuts three and adds y, "=" keeps capitals, "!be" replaces all."""
    if script.startswith("!"):
        return script[1:]
    base = form.lower()
    if script.startswith("="):
        base, script = form, script[1:]
    cut, _, added = script.partition("+")
    kept = base[: len(base) - int(cut)]
    # An edit that leaves nothing was meant for a longer word.
    return (kept + added) or base
