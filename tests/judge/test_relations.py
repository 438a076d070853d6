"""Who agrees with whom: the cue, the one it is told of, and the one whose view it is."""

from __future__ import annotations

import pytest

from kentledge.reading import Engine
from kentledge.records import Article


@pytest.mark.parametrize(
    ("second", "kind"),
    [
        ("Ada Finch echoed the view.", "agrees"),
        ("Ada Finch agreed that it was late.", "agrees"),
        ("Ada Finch shares that assessment, saying the boats were slow.", "agrees"),
        ("Ada Finch disputed the claim.", "disagrees"),
        ("“Nonsense,” said Ada Finch.", "disagrees"),
        ("“That is wishful thinking,” said Ada Finch.", "disagrees"),
        ("By contrast, Ada Finch said the boats were early.", "disagrees"),
        ("Ada Finch agreed to a meeting.", None),
        ("Ada Finch said the boats were blue.", None),
        ("But Ada Finch said the boats were blue.", None),
    ],
)
def test_a_cue_relates_its_speaker_to_the_one_before(engine: Engine, second: str, kind: str | None) -> None:
    reading = engine.assess(Article("x", f"Orla Vale said the boats were late. {second}"))
    names = {s.id: s.name for s in reading.speakers}
    found = [(names[r.from_], names[r.to], r.kind) for r in reading.relations]
    assert found == ([("Ada Finch", "Orla Vale", kind)] if kind else [])


def test_the_one_who_is_named_is_meant_and_not_the_one_before(engine: Engine) -> None:
    text = (
        "Orla Vale said the boats were late. Jon Mire said the crews were tired. "
        "Ada Finch disagreed with Vale, saying they were early."
    )
    reading = engine.assess(Article("x", text))
    names = {s.id: s.name for s in reading.speakers}
    assert [(names[r.from_], names[r.to]) for r in reading.relations] == [("Ada Finch", "Orla Vale")]
