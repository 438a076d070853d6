"""The brief of an article in the ledger: weighed from what stands after edits, with every edited line marked."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from invented_readings import invented, random_edit
from test_edit_command import at, reading

from kentledge import edits, report
from kentledge.ledger import Ledger
from kentledge.reading import weighed
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
    from dataclasses import replace

    from kentledge.records import Provenance

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
