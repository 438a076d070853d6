"""Finding again: each condition, all together, by either way of going about it."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_readings import SECOND, STORY, told

from kentledge.ledger import FoundStatement, Ledger, Wanted, find, query
from kentledge.ledger.query import UnusableQuery, chances, day, parsed
from kentledge.records import Reading

DATES = ["2031-03-03", "2031-03-09T10:30", "2030-12-31", None]
OUTLETS = ["Lissen Courier", "Kerrow Post", None]


def printed(number: int) -> Reading:
    """A reading whose article has a date and an outlet of its own, and whose statements are some of the story's."""
    whole = told(number)
    dice = random.Random(number)
    kept = {s.id for s in whole.statements if s.id == "s1" or dice.random() < 0.6}
    article = replace(whole.article, published=dice.choice(DATES), outlet=dice.choice(OUTLETS))
    return Reading(
        article,
        whole.speakers,
        tuple(s for s in whole.statements if s.id in kept),
        tuple(j for j in whole.judgements if j.statement in kept),
        provenance=whole.provenance,
    )


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    opened = Ledger.open(tmp_path_factory.mktemp("search") / "ledger.db")
    for number in range(30):
        opened.store(printed(number), f"{number}.txt")
    opened.store(replace(printed(3), statements=(), judgements=(), provenance=SECOND))  # the latest has the last word
    return opened


def expected(wanted: Wanted) -> set[tuple[str, str]]:
    """By looking at every statement of every reading."""
    found = set()
    for number in range(30):
        reading = printed(number)
        article = reading.article
        names = {s.id: s.name for s in reading.speakers}
        for s in reading.statements:
            judgements = [j for j in reading.judgements if j.statement == s.id]
            best = [e.best for j in judgements for e in j.estimative]
            text = wanted.text.strip('"') if wanted.text else ""
            if (
                number != 3
                and (wanted.speaker is None or wanted.speaker in names.get(s.speaker or "", "").lower())
                and (wanted.front is None or any(wanted.front in j.fronts for j in judgements))
                and (wanted.likely is None or any(wanted.likely[0] <= b <= wanted.likely[1] for b in best))
                and (wanted.since is None or (article.published or "")[:10] >= wanted.since)
                and (wanted.until is None or "" < (article.published or "")[:10] <= wanted.until)
                and (wanted.outlet is None or wanted.outlet in (article.outlet or "").lower())
                and text in s.text
            ):
                found.add((article.id, s.id))
    return found


def names(found: list[FoundStatement]) -> list[tuple[str, str]]:
    return [(row.article, row.statement) for row in found]


CASES = [
    Wanted(*conditions)
    for conditions in product(
        [None, "valdrake"], [None, "economic"], [None, "2031-01-01"], [None, "2031-03-09"], [None, (0.9, 1.0)],
        [None, '"ports"'], [None, "courier"],
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("gathered", "walked", "fetched"),
    [(0.0, 1.0, 1e9), (1e9, 0.0, 1e9), (1e9, 0.0, 0.0)],
    ids=["gathered", "walked", "fetched and walked"],
)
def test_any_conditions_together_give_what_fits_newest_first(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, gathered: float, walked: float, fetched: float
) -> None:
    monkeypatch.setattr(find, "_FETCHED", fetched)
    monkeypatch.setattr(find, "_GATHERED", gathered)
    monkeypatch.setattr(find, "_WALKED", walked)
    some = 0
    for wanted in CASES:
        found = ledger.find_statements(wanted, 1000)
        assert set(names(found)) == expected(wanted), wanted
        assert len(found) == len(set(names(found)))
        dates = [row.published or "" for row in found]
        assert dates == sorted(dates, reverse=True)
        assert names(ledger.find_statements(wanted, 3)) == names(found)[:3]
        some += bool(found)
    assert some > len(CASES) / 3


def test_every_row_leads_back_to_its_words(ledger: Ledger) -> None:
    for row in ledger.find_statements(Wanted(), 500):
        text = ledger.reading(row.article).article.text
        assert row.quotation == " ".join(text[start:end] for start, end in row.spans)
        assert (row.start, row.end) == (row.spans[0][0], row.spans[-1][1])
        assert all(text[p.start : p.end] == p.words for p in row.likely)


def test_a_statement_of_several_judgements_is_one_row_with_all_their_phrases(tmp_path: Path) -> None:
    whole = told()
    [last] = [j for j in whole.judgements if j.statement == "s8"]
    both = replace(whole, judgements=(*whole.judgements, replace(last, fronts=("military",), horizon=None)))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(both)
        [row] = [row for row in ledger.find_statements(Wanted(), 99) if row.statement == "s8"]
        assert row.fronts == ("political", "military")
        assert [(p.words, p.best) for p in row.likely] == [("unlikely", 0.3), ("almost certain", 0.97)]
        assert names(ledger.find_statements(Wanted(front="military"), 9)) == [(row.article, "s8")]


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("ferry pact", True), ("FERRY Pact", True), ('"ferry pact"', True), ('"pact ferry"', False), ("naive", True),
        ("cafe OR moon", True), ("moon", False), ("merg*", True), ("ferry -moon", True), ("ferry -pact", False),
        ('ferry -"freight ferry"', True), ("coal-fired", False), ("Dockers’ Union", True), ("okonjo's", False),
        ("300,000", True),
    ],
)  # fmt: skip
def test_words_are_found_as_people_type_them(ledger: Ledger, typed: str, fits: bool) -> None:
    assert parsed(typed).fits(STORY) is fits
    found = ledger.find_articles(Wanted(text=typed), 99)
    assert len(found) == (30 if fits else 0)
    for row in found:
        assert row.quotation == ledger.reading(row.article).article.text[row.start : row.end]
        assert "\n" not in row.quotation
        assert parsed(typed).first(row.quotation) is not None


@pytest.mark.parametrize(
    ("typed", "text", "at"),
    [
        ('"toll road"', "The atoll road, the toll-road.", (20, 29)),
        ('"a a"', "Spa a a", (4, 7)),  # the first that begins a word overlaps one that does not
        ('"toll road"', "atoll road", None),
        ("toll", "untolled tolls, atoll", None),
        ("toll*", "untolled tolls", (9, 13)),
    ],
)
def test_a_word_or_phrase_is_found_where_it_begins_a_word(typed: str, text: str, at: tuple[int, int] | None) -> None:
    assert parsed(typed).first(text) == at


def test_a_search_goes_through_articles_either_way(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Wanted(text='"freight desks"', since="2031-01-01", outlet="lissen")
    monkeypatch.setattr(find, "_GATHERED", 0.0)
    gathered = ledger.find_articles(wanted, 99)
    monkeypatch.setattr(find, "_GATHERED", 1e9)
    assert ledger.find_articles(wanted, 99) == gathered
    monkeypatch.setattr(find, "_highest", lambda *_: 1)  # as where nearly all articles have the words
    assert ledger.find_articles(wanted, 99) == gathered
    assert gathered
    assert {row.sources[0] for row in gathered} <= {f"{n}.txt" for n in range(30)}


@pytest.mark.parametrize("typed", ["", "-toll", "toll OR", "…", "\"'", "(", "*"])
def test_a_search_for_nothing_is_refused(typed: str) -> None:
    with pytest.raises(UnusableQuery, match="nothing to look for"):
        parsed(typed)


def test_bounds_of_probability() -> None:
    assert chances("0.6..0.9") == (0.6, 0.9)
    assert chances("0.6..") == (0.6, 1.0)
    assert chances("..30%") == (0.0, 0.3)
    assert chances("0.5") == (0.5, 0.5)
    for typed in ("", "..", "5", "0.9..0.6", "often", "0.1..0.2..0.3"):
        with pytest.raises(UnusableQuery, match="no range of probability"):
            chances(typed)


def test_dates_may_be_months_and_years() -> None:
    assert day("2031") == "2031-01-01"
    assert day("2028-02", last=True) == "2028-02-29"
    assert day("2031-3-9") == "2031-03-09"
    for typed in ("soon", "2031-13", "2031-02-30", "03/09/2031", "2031-00", "2031-03-00", "0000"):
        for last in (False, True):
            with pytest.raises(UnusableQuery, match="no date"):
                day(typed, last=last)


@given(st.text(st.sampled_from("aAzZéÉİıßΣσςÅ’“—ﬁ ǅ0_")))
def test_a_text_is_folded_as_its_letters_are(text: str) -> None:
    assert query.folded(text) == "".join(query.folded(letter) for letter in text)
    assert len(query.folded(text)) == len(text)
    assert query.folded("Ångström’s ÉTÉ") == "angstrom’s ete"
