"""Articles with their attributions marked in the text, as people write and mend them.

A line `## name` begins an article, each further line is a paragraph of it. `<s1>…</s1>` is the source of the article's
first attribution, `<c1>` its cue, `<t1>` its content; a part may be split over several marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_MARK = re.compile(r"<(?P<end>/?)(?P<role>[sct])(?P<number>\d+)>")
_ROLES = {"s": "source", "c": "cue", "t": "content"}

Attributed = tuple[str, str, list[dict[str, list[list[int]]]]]
"""Name, text, and attributions: role → spans of characters."""


def marked(path: Path) -> Iterator[Attributed]:
    """The articles of a file. Raises ValueError where marks are not balanced or an attribution lacks cue or content."""
    name, paragraphs = "", list[str]()
    for line in (*path.read_text(encoding="utf-8").splitlines(), "## "):
        if line.startswith("##"):
            if paragraphs:
                yield _read(f"{path.stem}: {name}", "\n\n".join(paragraphs))
            name, paragraphs = line.removeprefix("##").strip(), []
        elif line.strip():
            paragraphs.append(line.strip())


def _read(name: str, marked_text: str) -> Attributed:
    text, at = "", 0
    begun: dict[tuple[str, int], int] = {}
    found: dict[int, dict[str, list[list[int]]]] = {}
    for mark in _MARK.finditer(marked_text):
        text += marked_text[at : mark.start()]
        at = mark.end()
        key = (_ROLES[mark["role"]], int(mark["number"]))
        if not mark["end"]:
            if key in begun:
                raise ValueError(f"{name}: {mark.group()} is open already")
            begun[key] = len(text)
        elif key not in begun:
            raise ValueError(f"{name}: {mark.group()} closes nothing")
        else:
            roles = found.setdefault(key[1], {role: [] for role in _ROLES.values()})
            roles[key[0]].append([begun.pop(key), len(text)])
    text += marked_text[at:]
    if begun:
        raise ValueError(f"{name}: {', '.join(f'{role} {n}' for role, n in begun)} is left open")
    for number, roles in found.items():
        if not roles["cue"] or not roles["content"]:
            raise ValueError(f"{name}: attribution {number} lacks a cue or a content")
    return name, text, [found[number] for number in sorted(found)]
