"""`kentledge edit` and `kentledge speakers`, as an analyst types them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from invented_readings import SECOND

from kentledge.ledger import Ledger
from kentledge.records import Article, Estimative, Judgement, Provenance, Quantity, Reading, Span, Speaker, Statement
from typed import Refused, Typed, typist

TEXT = (
    "Quay at Marl may close\n\n"
    "Ida Marrow, a pilot of the Harbour Guild, said the quay is unlikely to close this year. "
    "Piet Holmgaard warned that repairs would cost 40 million crowns. Closing it would be a mistake, he said."
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


def reading(provenance: Provenance = SECOND) -> Reading:
    def said(id_: str, speaker: str | None, source: str, cue: str, content: str) -> Statement:
        return Statement(id_, speaker, "indirect", content, (at(source),), (at(cue),), (at(content),))

    return Reading(
        Article("0123456789abcdef", TEXT, published="2031-02-01", outlet="Marl Echo"),
        (
            Speaker("sp1", "Ida Marrow", "pilot", "Harbour Guild", "person", (at("Ida Marrow"),)),
            Speaker("sp2", "Piet Holmgaard", None, None, "person", (at("Piet Holmgaard"),)),
        ),
        (
            said("st1", "sp1", "Ida Marrow", "said", "the quay is unlikely to close this year"),
            said("st2", "sp2", "Piet Holmgaard", "warned", "that repairs would cost 40 million crowns"),
            said("st3", "sp2", "he", "warned", "Closing it would be a mistake"),
        ),
        (Judgement("st1", (), None, (Estimative(at("unlikely"), "unlikely", False, "PHIA", 0.25, 0.3, 0.35),)),),
        quantities=(Quantity("q1", "st2", at("40 million crowns"), "40 million crowns", 4e7, 4e7, "crown"),),
        provenance=provenance,
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    monkeypatch.setenv("KENTLEDGE_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setenv("KENTLEDGE_ANALYST", "ida")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(reading(), source="quay.txt")
    return typist(monkeypatch, capsys)


def refused(desk: Typed, *arguments: str) -> str:
    with pytest.raises(Refused) as error:
        desk(*arguments)
    return str(error.value)


def test_every_kind_of_edit_shows_in_the_reading_and_in_the_log(desk: Typed, tmp_path: Path) -> None:
    desk("edit", "accept", "quay.txt", "st1")
    desk("edit", "correct", "0123", "st3", "--speaker", "Ida Marrow", "--cue", "211-215")
    desk("edit", "correct", "0123", "st1", "--phrase", "unlikely", "--as", "highly unlikely")
    desk("edit", "correct", "0123", "q1", "--low", "4e7", "--high", "5e7", "--unit", "EUR")
    desk("edit", "correct", "0123", "sp2", "--role", "minister", "--affiliation", "Ondria")
    desk("edit", "comment", "0123", "Ask her again in May.", "--record", "st1")
    desk("edit", "reject", "0123", "st2", "--note", "not hers")
    shown = desk("edit", "show", "0123")
    assert "“unlikely” = 0.1 to 0.2 (PHIA)" in shown
    assert "st3    Ida Marrow: Closing it" in shown
    assert "4e+07–5e+07 EUR" in shown
    assert "Piet Holmgaard · minister, Ondria" in shown
    assert "st2" not in shown
    log = json.loads(desk("edit", "list", "--json"))
    assert [e["action"] for e in log] == ["accept", *["correct"] * 6, "comment", "reject"]
    assert all(e["by"] == "ida" and e["at"] and e["read_by"]["reader"] == "pilot-2" for e in log)
    assert desk("edit", "list", "--unfitted") == "every edit fits\n"
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        gone = replace(reading(Provenance("0.9", "r", "l")), statements=(), judgements=(), quantities=())
        ledger.store(gone)
        assert ledger.check() == []
    listed = desk("edit", "list", "--unfitted")
    assert listed.count("no longer fits: ") == 7  # all but the two of the speaker
    assert "not hers" in listed


def test_other_fields_are_corrected_too(desk: Typed) -> None:
    desk("edit", "correct", "0123", "q1", "--span", "cost 40 million crowns")
    desk("edit", "correct", "0123", "st1", "--phrase", "unlikely", "--span", "is unlikely")
    desk("edit", "correct", "0123", "st3", "--nobody", "--venue", "in Marl", "--source", "Piet Holmgaard")
    desk("edit", "correct", "0123", "st1", "--phrase", "is unlikely", "--low", "0.1", "--best", "0.15", "--high", "0.4")
    desk("edit", "correct", "0123", "sp1", "--name", "Ida Marrow-Holt")
    log = {(e["what"], e["field"]): e["wanted"] for e in json.loads(desk("edit", "list", "--json"))}
    assert TEXT[slice(*log["quantity", "span"]["span"])] == log["quantity", "span"]["text"] == "cost 40 million crowns"
    assert TEXT[slice(*log["phrase", "span"]["span"])] == "is unlikely"
    assert (log["statement", "speaker"]["speaker"], log["statement", "venue"]["venue"]) == (None, "in Marl")
    assert [TEXT[a:b] for a, b in log["statement", "source"]["source"]] == ["Piet Holmgaard"]
    shown = desk("edit", "show", "0123")
    assert "“is unlikely” = 0.1 to 0.4 (analyst)" in shown
    assert "Ida Marrow-Holt" in shown
    assert desk("edit", "list", "--unfitted") == "every edit fits\n"


def test_what_was_overlooked_is_added_once(desk: Typed) -> None:
    desk("edit", "add", "0123", "--quantity", "this year", "--low", "1", "--high", "1", "--unit", "year")
    assert "read already" in refused(
        desk, "edit", "add", "0123", "--quantity", "this year", "--low", "1", "--high", "1", "--unit", "year"
    )
    desk(
        "edit",
        "add",
        "0123",
        "--content",
        "Quay at Marl may close",
        "--cue",
        "warned",
        "--speaker",
        "Aud Nerheim",
    )
    desk("edit", "add", "0123", "--phrase", "may", "--as", "realistic possibility")
    shown = desk("edit", "show", "0123")
    assert "Aud Nerheim: Quay at Marl may close [0–22]" in shown
    assert "“may” = 0.4 to 0.5 (PHIA)" in shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("accept", "nowhere.txt", "st1"), "holds no article"),
        (("accept", "0123", "st9"), "no record st9"),
        (("reject", "0123", "st2", "--phrase", "unlikely"), "no phrases “unlikely”"),
        (("correct", "0123", "st1"), "say what is to be corrected"),
        (("correct", "0123", "q1", "--speaker", "Ida Marrow"), "a quantity has no --speaker"),
        (("correct", "0123", "st1", "--speaker", "Ida Marrow"), "already so"),
        (("correct", "0123", "st1", "--phrase", "unlikely", "--as", "dicey"), "no term of phia"),
        (("correct", "0123", "st1", "--phrase", "unlikely", "--as", "likely", "--scale", "moon"), "no scale"),
        (("correct", "0123", "st1", "--phrase", "unlikely", "--low", "0.5", "--high", "0.2"), "probability"),
        (("correct", "0123", "st1", "--content", "the pier"), "not in the article"),
        (("correct", "0123", "st1", "--content", "s"), "times in the article"),
        (("correct", "0123", "st1", "--content", "10-9000"), "not in the article, which has"),
        (("correct", "0123", "st1", "--kind", "loud"), "direct, indirect, mixed"),
        (("correct", "0123", "q1", "--low", "5", "--high", "4"), "not a range"),
        (("add", "0123"), "one thing to add"),
        (("add", "0123", "--quantity", "this year", "--low", "1"), "needs --unit"),
        (("add", "0123", "--phrase", "Marl", "--low", "0.1", "--high", "0.2"), "cannot be added"),
        (("comment", "0123", " "), "needs words"),
        (("list", "999"), "holds no article"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_not_logged(
    desk: Typed, arguments: tuple[str, ...], says: str
) -> None:
    assert says in refused(desk, "edit", *arguments)
    assert desk("edit", "list") == "no edits\n"


def test_speakers_are_listed_most_named_first_and_found_by_name(desk: Typed, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for number, name in enumerate(("Brun Okonjö", "Okonjö", "Brun Okonjö", "Ida Marrow", "Brun Okonjö")):
            people = (Speaker("sp1", name, None, None, "person", (at("Ida Marrow"),)),)
            article = Article(f"{number:016x}", f"{TEXT}{number}", published="2031-03-01")
            ledger.store(
                replace(reading(), article=article, speakers=people, statements=(), judgements=(), quantities=())
            )
    every = json.loads(desk("speakers", "--json"))
    assert [(p["name"], p["count"]) for p in every[:2]] == [("Brun Okonjö", 3), ("Ida Marrow", 2)]
    assert [p["name"] for p in json.loads(desk("speakers", "--json", "--limit", "1"))] == ["Brun Okonjö"]
    named = json.loads(desk("speakers", "--json", "--name", "okonjo"))
    assert [(p["name"], p["articles"]) for p in named] == [("Okonjö", [f"{1:016x}"])]
    assert [p["name"] for p in json.loads(desk("speakers", "--json", "--name", "B. Okonjö"))] == [
        "Brun Okonjö",
        "Okonjö",
    ]
    assert desk("speakers", "--name", every[0]["id"]).startswith(f"{every[0]['id']} Brun Okonjö · person · 3 articles")
    assert desk("speakers", "--name", "Nobody") == ""
    assert len(json.loads(desk("speakers", "--proposed", "--json", "--limit", "1"))) == 1
    assert "leave out" in refused(desk, "speakers", "--proposed", "--name", "Okonjö")


def test_speakers_are_merged_and_split_for_good(desk: Typed, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        other = reading()
        people = (Speaker("sp1", "I. Marrow", None, None, "person", (at("Ida Marrow"),)),)
        article = Article("fedcba9876543210", TEXT + "\n", published="2031-03-01")
        ledger.store(replace(other, article=article, speakers=people, statements=(), judgements=(), quantities=()))
    assert "an initial that agrees" in desk("speakers", "--proposed")
    assert "nobody is called" in refused(desk, "speakers", "merge", "Ida Marrow", "Brun Okonjö")
    desk("speakers", "merge", "Ida Marrow", "I. Marrow")
    listed = json.loads(desk("speakers", "--json"))
    assert [p["name"] for p in listed] == ["Ida Marrow", "Piet Holmgaard"]
    assert listed[0]["articles"] == ["0123456789abcdef", "fedcba9876543210"]
    assert desk("speakers", "--proposed") == "nothing to decide\n"
    assert "one person already" in refused(desk, "speakers", "merge", "Ida Marrow", "I. Marrow")
    assert "another person" in refused(desk, "speakers", "split", "Ida Marrow")
    desk("speakers", "split", "Ida Marrow", "--article", "fedc")
    assert len(json.loads(desk("speakers", "--json"))) == 3
    assert desk("speakers", "--proposed") == "nothing to decide\n"
    with Ledger.open(tmp_path / "ledger.db") as ledger:  # a re-read changes nothing of it
        ledger.store(reading(Provenance("0.9", "r", "l")))
    assert len(json.loads(desk("speakers", "--json"))) == 3
