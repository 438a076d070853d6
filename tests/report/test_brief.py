"""The view of a reading that all formats share."""

from __future__ import annotations

import dataclasses

import pytest

from kentledge.records import Article, Estimative, Finding, Reading, Relation
from kentledge.report import Brief, brief
from kentledge.report.view import Evident

from .harbour import TEXT, at, harbour_reading


@pytest.fixture(scope="module")
def shown() -> Brief:
    return brief(harbour_reading())


def test_speakers_come_by_the_number_of_their_statements_then_by_first_appearance(shown: Brief) -> None:
    assert [(s.name, len(s.statements)) for s in shown.speakers] == [
        ("Ilse Marrovan", 3),
        ("Darrow Oyelund", 2),
        ("Energy ministry of Orsk", 1),
        ("Tomas Quill", 1),
    ]
    assert [f"s{s.number}" for s in shown.statements] == [s.id for s in shown.statements]
    assert {s.id for s in shown.unattributed} == {"s1", "s9", "s10"}


def test_quotations_are_the_articles_own_characters(shown: Brief) -> None:
    assert all(TEXT[slice(*p.span)] == p.text for s in shown.statements for p in s.quotation)
    split = next(s for s in shown.statements if s.id == "s6")
    assert [p.text for p in split.quotation] == [
        "“This is a purchase made in a hurry,”",
        "the arrangement “a plaster, not a cure.”",
    ]


def test_every_line_leads_to_the_article(shown: Brief) -> None:
    finding = shown.finding
    assert finding is not None
    lines: list[Evident] = [finding, *shown.speakers, *shown.statements, *shown.relations, *shown.camps]
    lines += [*shown.quantities, *shown.deals, *shown.checks, *shown.excluded]
    assert all(line.evidence for line in lines)


def test_a_finding_rests_on_the_statements_it_names(shown: Brief) -> None:
    assert shown.finding is not None
    by_number = {s.number: s for s in shown.statements}
    assert {by_number[s.number].id for s in shown.finding.rests_on} == {"s1", "s4", "s6", "s8"}
    assert all(by_number[s.number].evidence == s.evidence for s in shown.finding.rests_on)


def test_a_chance_has_its_words_its_range_and_its_scale(shown: Brief) -> None:
    says = {s.id: [c.says for c in s.chances] for s in shown.statements}
    assert says["s3"] == ["“unlikely” = 25–35 % (PHIA)"]
    assert says["s7"] == ["not “likely” = 25–45 % (PHIA)"]


def _chance(words: str, phrase: str, negated: bool) -> str:
    reading = harbour_reading()
    estimative = Estimative(at(words), phrase, negated, "PHIA", 0.25, 0.35, 0.45)
    judgement = dataclasses.replace(reading.judgements[0], statement="s7", estimative=(estimative,))
    lines = brief(dataclasses.replace(reading, judgements=(judgement,))).statements
    return next(s.chances[0].says for s in lines if s.id == "s7")


def test_a_negation_inside_the_printed_phrase_is_not_said_twice() -> None:
    assert _chance("not likely", "likely", True) == "“not likely” = 25–45 % (PHIA)"


def test_a_phrase_read_as_another_is_shown_as_printed_and_as_read() -> None:
    assert _chance("almost certain", "probable", False) == "“almost certain”, read as “probable”, = 25–45 % (PHIA)"


def test_a_horizon_adds_its_label_and_dates_only_where_they_say_more(shown: Brief) -> None:
    says = {s.id: s.horizon.says for s in shown.statements if s.horizon}
    assert says["s4"] == "“in the long run”"
    assert says["s5"] == "“beyond next autumn” (long term, until 2031-11-30)"


def test_plain_counts_are_left_out(shown: Brief) -> None:
    assert [q.normalised for q in shown.quantities] == [
        "more than 1,000 barges",
        "300–600 million crowns per million barrels",
        "about 8 million barrels per year",
        "at most 600 crowns per barrel",
        "up 12 % of tolls",
    ]
    assert [q.said_by for q in shown.quantities] == ["the article", *["Darrow Oyelund"] * 4]


def test_a_speaker_without_statements_is_kept_only_where_something_names_them() -> None:
    reading = dataclasses.replace(
        harbour_reading(), statements=(), judgements=(), quantities=(), checks=(), camps=(), deals=(), finding=None
    )
    relation = Relation("p3", "p2", "agrees", at("echoed the view"), ())
    shown = brief(dataclasses.replace(reading, relations=(relation,)))
    assert {s.name for s in shown.speakers} == {"Ilse Marrovan", "Tomas Quill"}


def test_a_reading_that_refers_to_nothing_is_refused() -> None:
    reading = harbour_reading()
    with pytest.raises(ValueError, match="statement 's99'"):
        brief(dataclasses.replace(reading, finding=Finding("Something.", ("s99",))))
    stranger = dataclasses.replace(reading.statements[0], speaker="p99")
    with pytest.raises(ValueError, match="speaker 'p99'"):
        brief(dataclasses.replace(reading, statements=(stranger, *reading.statements[1:])))
    beyond = dataclasses.replace(reading.statements[0], content=((0, len(TEXT) + 1),))
    with pytest.raises(ValueError, match="characters 0–"):
        brief(dataclasses.replace(reading, statements=(beyond, *reading.statements[1:])))


def test_an_article_without_a_title_says_so() -> None:
    assert brief(Reading(Article("ar-1", "Words."))).title == "Untitled article"
