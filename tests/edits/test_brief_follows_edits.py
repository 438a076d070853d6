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
from kentledge.records import Article, Provenance, Reading
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
