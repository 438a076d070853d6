"""The brief of an article in the ledger: weighed from what stands after edits, with every edited line marked."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from invented_readings import invented, random_edit
from test_edit_command import at, reading

from kentledge import edits, report
from kentledge.ledger import Ledger
from kentledge.measure import checks, quantities
from kentledge.reading import weighed
from kentledge.records import (
    Article,
    Deal,
    Effect,
    Estimative,
    Judgement,
    Provenance,
    Quantity,
    Reading,
    Relation,
    Span,
    Speaker,
    Statement,
)
from typed import Typed, typist


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    monkeypatch.setenv("KENTLEDGE_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setenv("KENTLEDGE_ANALYST", "ida")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(weighed(reading()), source="quay.txt")
    return typist(monkeypatch, capsys)


def test_without_edits_the_brief_is_that_of_the_reading(desk: Typed) -> None:
    assert desk("brief", "quay.txt") == report.as_text(report.brief(weighed(reading())), colour=False, width=100)


def test_the_finding_follows_the_edits(desk: Typed) -> None:
    before = desk("brief", "quay.txt").split("WHO SAID WHAT")[0]
    assert "Ida Marrow" in before
    assert "25–35 %" in before
    desk("edit", "correct", "quay.txt", "st1", "--speaker", "Piet Holmgaard")
    desk("edit", "correct", "quay.txt", "st1", "--phrase", "unlikely", "--as", "highly unlikely")
    after = desk("brief", "quay.txt").split("WHO SAID WHAT")[0]
    assert "Piet Holmgaard" in after
    assert "10–20 %" in after
    assert "Ida Marrow" not in after
    assert desk("brief", "quay.txt", "--as-read").split("WHO SAID WHAT")[0] == before


def test_what_leaned_on_changed_words_is_put_right() -> None:
    text = (
        "The pact at Marl\n\nIda Marrow said the pact is unlikely to help the pilots and that the port pays 40 crowns. "
        "Piet Holmgaard agreed with her."
    )

    def at(words: str) -> Span:
        return text.index(words), text.index(words) + len(words)

    first, second = at("the pact is unlikely to help the pilots"), at("that the port pays 40 crowns")
    whole = (first[0], second[1])
    ida = Speaker("sp1", "Ida Marrow", None, None, "person", (at("Ida Marrow"),))
    piet = Speaker("sp2", "Piet Holmgaard", None, None, "person", (at("Piet Holmgaard"),))
    unlikely = Estimative(at("unlikely"), "unlikely", False, "PHIA", 0.25, 0.3, 0.35, scope=at("to help the pilots"))
    help_ = Effect(at("help"), "help", False, "for", None)
    plain = Reading(
        Article("0123456789abcdef", text),
        (ida, piet),
        (
            Statement("st1", "sp1", "indirect", text[slice(*whole)], ida.mentions, (at("said"),), (whole,)),
            Statement("st2", "sp2", "indirect", "with her", piet.mentions, (at("agreed"),), (at("with her"),)),
        ),
        (
            Judgement("st1", (), "against", (unlikely,), clause=first, effects=(help_,)),
            Judgement("st1", ("economic",), None, (), clause=second),
        ),
        relations=(Relation("sp2", "sp1", "agrees", at("agreed"), ("st2",)),),
        quantities=(Quantity("q1", "st1", at("40 crowns"), "40 crowns", 40, 40, "crown"),),
        deals=(Deal("the port", "Ida", "40 crowns", None, "agreed", at("the port pays 40 crowns"), "st1"),),
    )
    signed = {"by": "ida", "at": "2031-02-03T08:00:00Z"}
    likely = replace(unlikely, phrase="likely", low=0.55, best=0.65, high=0.75)
    after = edits.apply(plain, [edits.correct(plain, unlikely, "phrase", likely, **signed)]).reading
    assert [j.direction for j in after.judgements] == ["for", None]

    shorter = replace(plain.statements[0], speaker="Ida Marrow", content=(first,))
    cut = edits.apply(plain, [edits.correct(plain, plain.statements[0], "content", shorter, **signed)]).reading
    assert [j.clause for j in cut.judgements] == [first]
    assert (cut.quantities[0].statement, cut.deals[0].statement) == (None, None)
    longer = replace(shorter, content=(whole,))
    back = edits.apply(cut, [edits.correct(cut, cut.statements[0], "content", longer, **signed)]).reading
    assert back.quantities[0].statement == "st1"

    log = [edits.reject(plain, plain.statements[1], **signed)]
    assert edits.apply(plain, log).reading.relations == ()


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_edited_lines_are_marked_and_every_edit_is_listed_with_its_place(desk: Typed, form: str) -> None:
    desk("edit", "reject", "quay.txt", "st2", "--note", "a rumour")
    desk("edit", "correct", "quay.txt", "st3", "--speaker", "Ida Marrow")
    desk("edit", "comment", "quay.txt", "Ask again in May.")
    said = " ".join(desk("brief", "quay.txt", "-f", form).split())
    assert "edited: speaker corrected by ida" in said
    assert "with 3 edits by ida" in said
    assert "Piet Holmgaard → Ida Marrow" in said
    assert "a rumour" in said
    assert "Ask again in May" in said
    start, end = at("that repairs would cost 40 million crowns")
    assert f"[{start}–{end}]" in said


def test_what_no_longer_fits_is_listed(desk: Typed, tmp_path: Path) -> None:
    desk("edit", "accept", "quay.txt", "st2")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(replace(reading(Provenance("0.9", "r", "l")), statements=(), judgements=(), quantities=()))
    assert "no longer fits: no statement with these words is read any more" in " ".join(
        desk("brief", "quay.txt").split()
    )


@pytest.mark.parametrize("seed", range(4))
def test_any_edits_leave_a_reading_that_can_be_weighed_and_shown(seed: int) -> None:
    dice = random.Random(seed)
    first = invented(seed, dice)
    log: list[edits.Edit] = []
    for n in range(40):
        made = random_edit(edits.apply(first, log).reading, dice, n)
        if made is not None:
            log.append(made)
    applied = edits.apply(first, log)
    brief = report.brief(weighed(applied.reading), applied)
    assert len(brief.hand) == len(log)
    assert all(0 <= a < b <= len(first.article.text) for line in brief.hand for a, b in line.evidence)
    for shown in (report.as_text(brief, colour=False, width=90), report.as_markdown(brief), report.as_html(brief)):
        assert "ida" in shown


SUM = "The port shipped 400 tonnes of tin in May and 300 tonnes in June, 700 tonnes in total. Mr. Holm was away."


def measured(text: str) -> Reading:
    """A reading of the numbers of a text."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(text)
    found = quantities(doc)
    return Reading(Article("a" + "5" * 16, text), (), (), quantities=tuple(found), checks=tuple(checks(doc, found)),
                   provenance=Provenance("0.9", "r", "l"))  # fmt: skip


def test_checks_of_a_changed_quantity_are_made_anew(desk: Typed, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(measured(SUM), "tin.txt")
    assert "fits the other figures" in desk("brief", "tin.txt")
    desk("edit", "correct", "tin.txt", "q2", "--low", "350", "--high", "350")
    assert "which give 750 tonnes" in " ".join(desk("brief", "tin.txt").split())
    assert "which give 700 tonnes" in " ".join(desk("brief", "tin.txt", "--as-read").split())
    desk("edit", "correct", "tin.txt", "q3", "--low", "750", "--high", "750")
    assert "The stated 750 tonnes fits" in " ".join(desk("brief", "tin.txt").split())
    desk("edit", "reject", "tin.txt", "q1")
    assert "other figures" not in desk("brief", "tin.txt")
    found = json.loads(desk("brief", "tin.txt", "-f", "json"))
    assert found["checks"] == []


def test_other_checks_stay_as_they_were_made() -> None:
    first = measured(SUM + " The mills used 40 tonnes of coal and 10 tonnes of wood, 50 tonnes in total.")
    assert len(first.checks) == 2
    last = first.quantities[-1]
    changed = replace(first, quantities=(*first.quantities[:-1], replace(last, low=90.0, high=90.0)))
    tin, mills = weighed(changed, first).checks
    assert tin == first.checks[0]
    assert (mills.verdict, mills.low, last.id in mills.quantities) == ("inconsistent", 50.0, True)
    assert weighed(first, first).checks == first.checks
