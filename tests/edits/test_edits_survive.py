"""A thousand edits, of all kinds, made on one pipeline's readings and applied to another's."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_readings import FIRST, invented, random_edit, read_anew

from kentledge import edits
from kentledge.edits import Edit, apply
from kentledge.edits.match import letters
from kentledge.ledger import Ledger
from kentledge.records import Reading, Statement

ARTICLES, EACH = 25, 40


def worked_on(reading: Reading, random: Random, count: int) -> tuple[Edit, ...]:
    """Edits made one after another, each on what the earlier ones left; all fit the reading they were made on."""
    log: list[Edit] = []
    shown = reading
    while len(log) < count:
        edit = random_edit(shown, random, len(log))
        if edit is None:
            continue
        after = apply(shown, [edit])
        # What cannot be told apart on the day it is made (two statements of the same words) is no edit to test.
        if after.unfitted:
            continue
        log.append(edit)
        shown = after.reading
    return tuple(log)


def whole(reading: Reading) -> None:
    """Every reference of the reading leads to a record, every span lies in the text, every text is the words."""
    statements, speakers = {s.id for s in reading.statements}, {s.id for s in reading.speakers}
    quantities = {q.id for q in reading.quantities}
    assert len(statements) == len(reading.statements)
    assert len(speakers) == len(reading.speakers)
    assert len(quantities) == len(reading.quantities)
    for statement in reading.statements:
        assert statement.speaker is None or statement.speaker in speakers
        assert statement.text == " ".join(reading.article.at(span) for span in statement.content)
    assert {j.statement for j in reading.judgements} <= statements
    assert {q.statement for q in reading.quantities} <= statements | {None}
    assert all(set(c.statements) <= statements and set(c.speakers) <= speakers for c in reading.camps)
    assert all(set(c.quantities) <= quantities for c in reading.checks)
    assert reading.finding is None or set(reading.finding.evidence) <= statements


def test_a_thousand_edits_survive_a_change_of_pipeline(tmp_path: Path) -> None:
    random = Random(31)
    kinds: Counter[tuple[str, str]] = Counter()
    fitted = unfitted = 0
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        made: dict[str, tuple[int, ...]] = {}
        for number in range(ARTICLES):
            reading = invented(number, random)
            ledger.store(reading)
            log = worked_on(reading, random, EACH)
            made[reading.article.id] = edits.record(ledger, log)
            kinds.update((e.action, e.what) for e in log)
            ledger.store(read_anew(reading, random))
        assert {action for action, _ in kinds} == {"accept", "reject", "correct", "add", "comment"}
        assert {what for _, what in kinds} == {"statement", "speaker", "phrase", "quantity", "article"}
        assert sum(map(len, made.values())) == 1000
        for article, ids in made.items():
            machine = ledger.reading(article)
            assert machine.provenance != FIRST
            log = edits.edits_of(ledger, [article])[article]
            assert tuple(edit.id for edit in log) == ids
            result = edits.edited(ledger, article)
            listed = [f.edit.id for f in result.fitted] + [u.edit.id for u in result.unfitted]
            assert sorted(map(int, filter(None, listed))) == sorted(ids)  # none lost, none twice
            assert all(u.why for u in result.unfitted)
            whole(result.reading)
            assert apply(result.reading, log).reading == result.reading  # once more changes nothing
            holds(machine, log, result)
            fitted += len(result.fitted)
            unfitted += len(result.unfitted)
        assert ledger.check() == []
    assert fitted + unfitted == 1000
    assert fitted >= 700  # most words are still there
    assert unfitted >= 30  # and this pipeline does lose some


def holds(machine: Reading, log: tuple[Edit, ...], result: edits.Applied) -> None:
    """Each edit has done what it says, or had nothing to do it to."""
    text = machine.article.text
    fits = {f.edit.id for f in result.fitted}
    shown = machine
    for edit in log:
        before = shown
        step = apply(before, [edit])
        shown = step.reading
        if step.fitted:
            assert edit.id in fits
            did(edit, step)
        elif isinstance(edit.seen, Statement) and edit.action in ("reject", "comment"):
            words = letters(text, edit.seen.content)
            same = [s for s in before.statements if letters(text, s.content) == words]
            assert len(same) != 1  # gone, or there twice
    if shown != result.reading:  # a later edit brought in what an earlier one had missed
        assert apply(shown, log).reading == result.reading


def did(edit: Edit, step: edits.Applied) -> None:
    reading = step.reading
    (fit,) = step.fitted
    if edit.action == "correct" and edit.what in ("speaker", "quantity", "phrase"):
        names = edits.FIELDS[edit.what][str(edit.field)]
        records: dict[str, Sequence[object]]
        if edit.what == "speaker":
            records = {speaker.id: [speaker] for speaker in reading.speakers}
        elif edit.what == "quantity":
            records = {quantity.id: [quantity] for quantity in reading.quantities}
        else:
            records = {s: [e for j in reading.judgements if j.statement == s for e in j.estimative] for s in fit.on}
        for id_ in fit.on:
            assert any(all(getattr(r, n) == getattr(edit.wanted, n) for n in names) for r in records[id_])
    if edit.what == "statement":
        by_id = {s.id: s for s in reading.statements}
        if edit.action == "reject":
            assert fit.on[0] not in by_id
            assert all(j.statement != fit.on[0] for j in reading.judgements)
        else:
            found = by_id[fit.on[0]]
            if edit.action == "correct" and edit.field != "speaker":
                assert getattr(found, str(edit.field)) == getattr(edit.wanted, str(edit.field))
            elif edit.field == "speaker" or edit.action == "add":
                named = {s.id: s.name for s in reading.speakers}.get(str(found.speaker))
                wanted = edit.wanted
                assert isinstance(wanted, Statement)
                assert edits.match.same_speaker(named, wanted.speaker)
    if edit.what == "quantity" and edit.action == "reject":
        assert all(q.id != fit.on[0] for q in reading.quantities)


def test_the_log_cannot_be_rewritten(tmp_path: Path) -> None:
    reading = invented(1, Random(1))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(reading)
        edits.record(
            ledger, [edits.comment(reading, reading.statements[0], "odd", by="ida", at="2031-01-01T00:00:00Z")]
        )
        for table in ("edits", "edit_spans", "speaker_decisions", "speaker_decision_members"):
            with ledger.connection as connection:
                triggers = connection.execute(
                    "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND sql LIKE '%RAISE%'",
                    (table,),
                )
                assert triggers.fetchone() == (2,)
        for sql in ("UPDATE edits SET note = 'fine'", "DELETE FROM edits", "DELETE FROM edit_spans"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                ledger.connection.execute(sql)
        words = ledger.connection.execute("SELECT words, note FROM edits_in_words").fetchall()
        assert words == [(reading.statements[0].text, "odd")]


def test_an_edit_of_an_article_that_is_not_there_is_refused_whole(tmp_path: Path) -> None:
    here, elsewhere = invented(1, Random(1)), invented(2, Random(2))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(here)
        both = [edits.comment(r, None, "odd", by="ida", at="2031-01-01T00:00:00Z") for r in (here, elsewhere)]
        with pytest.raises(edits.UnusableEdit, match="holds no article"):
            edits.record(ledger, both)
        assert edits.edits_of(ledger) == {}
    with pytest.raises(ValueError, match="of article"):
        apply(here, [both[1]])


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), count=st.integers(1, 25))
def test_applying_again_changes_nothing_and_loses_nothing(seed: int, count: int) -> None:
    random = Random(seed)
    reading = invented(seed, random)
    log = tuple(replace(e, id=n) for n, e in enumerate(worked_on(reading, random, count), 1))
    for machine in (reading, read_anew(reading, random)):
        once = apply(machine, log)
        assert len(once.fitted) + len(once.unfitted) == len(log)
        whole(once.reading)
        assert apply(once.reading, log).reading == once.reading


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_on_the_reading_they_were_made_on_all_edits_fit(seed: int) -> None:
    random = Random(seed)
    reading = invented(seed, random)
    log = tuple(replace(e, id=n) for n, e in enumerate(worked_on(reading, random, 20), 1))
    assert apply(reading, log).unfitted == ()


def test_the_last_word_counts() -> None:
    reading = invented(3, Random(3))
    first = reading.statements[0]
    common = {"by": "ida", "at": "2031-01-01T00:00:00Z"}
    one = edits.correct(reading, first, "venue", replace(first, venue="a hearing"), **common)
    other = edits.correct(reading, first, "venue", replace(first, venue="a dinner"), **common)
    assert apply(reading, [one, other]).reading.statements[0].venue == "a dinner"
    assert apply(reading, [other, one]).reading.statements[0].venue == "a hearing"
