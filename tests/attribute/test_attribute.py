"""From the reader's spans to statements and speakers, on whole texts."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import attribution_figures
from kentledge.attribute import attribute
from kentledge.evaluate import WHO_SAID_WHAT
from kentledge.parse import Parser
from kentledge.read import article_from_text
from kentledge.reading import Engine
from kentledge.records import Article, Attribution, Speaker, Statement


def read(parser: Parser, text: str) -> tuple[tuple[Statement, ...], dict[str, Speaker]]:
    article = Article(id="x", text=text)
    found = attribute(parser(article), article)
    return found.statements, {s.id: s for s in found.speakers}


def said_by(parser: Parser, text: str) -> list[tuple[str | None, str]]:
    statements, speakers = read(parser, text)
    return [(speakers[s.speaker].name if s.speaker else None, s.text) for s in statements]


@pytest.fixture(scope="module")
def figures(engine: Engine, labelled: list[tuple[str, str, list[Attribution]]]) -> dict[str, float]:
    return attribution_figures(engine, ((text, gold) for _, text, gold in labelled))


@pytest.mark.parametrize(
    ("name", "floor"), [("source", 96), ("cue", 92), ("content", 91), ("content characters", 94), (WHO_SAID_WHAT, 94)]
)
def test_attribution_reaches_its_floor_on_the_labelled_articles(
    figures: dict[str, float], name: str, floor: float
) -> None:
    assert figures[name] >= floor


def test_surnames_and_pronouns_lead_back_to_the_full_name(parser: Parser) -> None:
    text = (
        "“The gates held,” said Ines Calloway, an engineer at the Tarn Valley Water Board. Calloway said they had been "
        "checked twice.\n\n“Nobody was hurt,” she added."
    )
    statements, speakers = read(parser, text)
    assert {speakers[s.speaker].name for s in statements if s.speaker} == {"Ines Calloway"}
    calloway = next(iter(speakers.values()))
    assert calloway.role == "engineer"
    assert calloway.affiliation == "Tarn Valley Water Board"
    assert calloway.kind == "person"
    assert len(statements) == 3


@pytest.mark.parametrize(
    ("text", "role", "affiliation"),
    [
        ("Oren Vale, a professor of law at Estry University, said no.", "professor of law", "Estry University"),
        ("Prices will fall, said Oren Vale, director of the Coastal Institute.", "director", "Coastal Institute"),
        ("Finance Minister Oren Vale said prices would fall.", "Finance Minister", None),
        ("Oren Vale, the mayor of Lindholm, said prices would fall.", "mayor", "Lindholm"),
        ("Oren Vale, 71, a retired engineer at Tarn Water, said no.", "retired engineer", "Tarn Water"),
        ("Oren Vale, 71, said no.", None, None),
        ("Oren Vale said prices would fall.", None, None),
    ],
)
def test_role_and_affiliation_come_from_the_words_beside_the_name(
    parser: Parser, text: str, role: str | None, affiliation: str | None
) -> None:
    _, speakers = read(parser, text)
    vale = next(s for s in speakers.values() if s.name == "Oren Vale")
    assert (vale.role, vale.affiliation) == (role, affiliation)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Pyongyang said it would close the border on Friday.", "Pyongyang", "government"),
        ("Britain’s defence ministry said the ship had left port.", "Britain’s defence ministry", "government"),
        ("Some experts warned that the bridge would not last.", "Some experts", "group"),
        ("The report said the pump had been broken for years.", "The report", "document"),
    ],
)
def test_governments_groups_and_documents_are_told_apart(parser: Parser, text: str, name: str, kind: str) -> None:
    _, speakers = read(parser, text)
    assert (name, kind) in {(s.name, s.kind) for s in speakers.values()}


def test_a_place_that_the_entities_take_for_a_person_is_one_government_throughout(parser: Parser) -> None:
    text = (
        "Vespera said it would close the border in May. The road from Vespera to the coast is shut. Vespera said the "
        "army was ready, and in Vespera people agreed. Vespera warned that it would wait."
    )
    statements, speakers = read(parser, text)
    assert len(statements) >= 3
    assert {s.speaker for s in statements} == {"sp1"}
    assert (speakers["sp1"].name, speakers["sp1"].kind) == ("Vespera", "government")


def test_nothing_is_attributed_from_a_caption(parser: Parser) -> None:
    text = (
        "Bridge will open, minister says\n\nMinister Orla Finch said the bridge would open in May.\n\n"
        "This photo, taken on Friday, shows Orla Finch announcing the opening of the bridge.\n\n"
        "“It is safe,” Finch said.\n"
    )
    article = article_from_text(text)
    assert [e.why for e in article.excluded] == ["caption"]
    found = attribute(parser(article), article)
    caption = article.excluded[0].span
    spans = [x for s in found.statements for x in (*s.source, *s.cue, *s.content)]
    assert len(found.statements) >= 2
    assert all(b <= caption[0] or caption[1] <= a for a, b in spans)


def test_plain_reporting_attributes_nothing(parser: Parser) -> None:
    assert said_by(parser, "The bridge is 300 metres long. It was built in 1931 and repainted twice.") == []


def test_the_owner_of_a_noun_that_is_a_cue_is_its_source(parser: Parser) -> None:
    text = "The vote followed Pyongyang’s claim that the bridge had been closed for repairs."
    statements, speakers = read(parser, text)
    (statement,) = [s for s in statements if "bridge" in s.text]
    assert statement.speaker is not None
    assert speakers[statement.speaker].name == "Pyongyang"
    assert speakers[statement.speaker].affiliation == "North Korea"
    assert [text[a:b] for a, b in statement.cue] == ["claim"]


def test_links_hold_where_an_article_is_longer_than_a_window(parser: Parser) -> None:
    """Ten speakers in turn: each quotation belongs to the person who is named beside it."""
    names = ["Vale", "Finch", "Marsh", "Ostrow", "Keele", "Bannock", "Tully", "Wren", "Harrow", "Pell"]
    text = "\n\n".join(
        f"“The river rose {n + 2} metres in the night and nobody in the upper valley was told,” said Ada {name}, "
        f"a farmer whose fields were flooded. The road was closed until noon and the school stayed shut. {name} said "
        f"that help had come too late for the village below the dam."
        for n, name in enumerate(names)
    )
    wrong = []
    statements, speakers = read(parser, text)
    for s in statements:
        start = s.content[0][0]
        own = names[text[:start].count("\n\n")]
        if s.speaker is None or speakers[s.speaker].name != f"Ada {own}":
            wrong.append(s)
    assert len(statements) >= 18
    assert len(wrong) <= 1


def test_venue_and_time_are_given_where_the_sentence_gives_them(parser: Parser) -> None:
    text = "“We go,” Orla Finch said in an interview with Radio Tarn on Tuesday."
    statements, _ = read(parser, text)
    assert statements[0].venue == "in an interview with Radio Tarn"
    assert statements[0].when == "Tuesday"


def test_speakers_are_identified_on_the_labelled_articles(
    parser: Parser,
    labelled: list[tuple[str, str, list[Attribution]]],
    labelled_speakers: dict[str, list[dict[str, Any]]],
) -> None:
    """Of the gold attributions whose source the reader finds, the share with the right name and kind."""
    right = kind_right = matched = 0
    for doc, text, gold in labelled:
        statements, speakers = read(parser, text)
        for entry in labelled_speakers[doc]:
            source = gold[entry["attribution"]].source
            same = [s for s in statements if s.speaker and s.source == source]
            if not source or not same or not entry["name"]:
                continue
            assert same[0].speaker is not None
            speaker = speakers[same[0].speaker]
            matched += 1
            right += _bare(speaker.name) == _bare(entry["name"])
            kind_right += speaker.kind == entry["kind"]
    assert matched > 170
    assert right / matched > 0.86
    assert kind_right / matched > 0.96


def _bare(name: str) -> str:
    return name.lower().removeprefix("the ").strip()
