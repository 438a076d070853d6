"""Questions: suggested, linked, pooled, resolved and scored; and who changed their mind."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from said import SECOND, Line, printed

from kentledge.ledger import Ledger
from kentledge.pool import log_odds_mean
from kentledge.records import Per, Reading
from typed import Refused, Typed, typist

JANUARY = printed(
    "2031-01-05", "Lissen Courier",
    Line("Orla Vantreen", "it is likely that the ferry pact is renewed", ("likely",), ("political",), "for",
         affiliation="Tarn Institute"),
    Line("Piet Holmgaard", "a renewed ferry pact is unlikely", ("unlikely",), ("political",), affiliation="Ondria"),
    Line("Sana Quillby", "the catch of herring is highly likely to grow", ("highly likely",), ("economic",)),
    title="Ferry pact before the vote",
)  # fmt: skip
MARCH = printed(
    "2031-03-08", "Marl Echo",
    Line("Dr. Orla Vantreen", "it is highly unlikely that the ferry pact is renewed", ("highly unlikely",),
         ("political",), "for", affiliation="the Tarn Institute"),
    Line("Aud Nerheim", "it is almost certain that the ferry pact lapses", ("almost certain",), ("political",)),
    Line("Aud Nerheim", "the pact brings 300 to 500 crowns", (), (), None, ("300 to 500 crowns", 300, 500)),
)  # fmt: skip
COPY = printed(
    "2031-01-06", "Tarn Post",
    Line("Orla Vantreen", "it is likely that the ferry pact is renewed", ("likely",), ("political",), "for",
         affiliation="Tarn Institute"),
    title="Experts on the ferry pact",
)  # fmt: skip
LATE = printed(
    "2031-12-24", "Marl Echo",
    Line("Ivo Brandt", "it is almost certain that the ferry pact is renewed", ("almost certain",)),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    monkeypatch.setenv("KENTLEDGE_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setenv("KENTLEDGE_ANALYST", "ida")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for reading in (JANUARY, MARCH, COPY, LATE):
            ledger.store(reading)
    run = typist(monkeypatch, capsys)
    run(
        "question",
        "add",
        "Is the ferry pact renewed?",
        "--criteria",
        "A vote in both parliaments",
        "--due",
        "2031-12-31",
    )
    return run


def at(reading: Reading, number: int) -> str:
    return f"{reading.article.id[:8]}:st{number}"


def linked(desk: Typed) -> None:
    desk("question", "link", 1, at(JANUARY, 1))
    desk("question", "link", 1, at(COPY, 1))
    desk("question", "link", 1, at(MARCH, 1))
    desk("question", "link", 1, at(JANUARY, 2))
    desk("question", "link", 1, at(MARCH, 2), "--polarity", "against")
    desk("question", "link", 1, at(LATE, 1))


def pooled(desk: Typed, *more: str) -> Any:
    return json.loads(desk("question", "pool", 1, "--json", *more))


def refused(desk: Typed, *arguments: object) -> str:
    with pytest.raises(Refused) as error:
        desk(*arguments)
    return str(error.value)


def test_suggestions_are_ranked_by_likeness_fold_copies_and_link_nothing(desk: Typed) -> None:
    found = json.loads(desk("question", "suggest", 1, "--json"))
    words = [s["statement"]["text"] for s in found]
    assert "the catch of herring is highly likely to grow" not in words
    assert set(words[:4]) >= {
        "it is highly unlikely that the ferry pact is renewed",
        "a renewed ferry pact is unlikely",
    }
    likeness = [s["likeness"] for s in found]
    assert max(likeness) <= 1
    assert [round(v, 2) for v in likeness] == sorted((round(v, 2) for v in likeness), reverse=True)
    (twice,) = [s for s in found if s["copies"]]
    assert (twice["outlet"], twice["copies"]) == ("Lissen Courier", 1)  # the earlier of the two printings
    assert not any(s["linked"] for s in found)
    assert "nothing is linked" in refused(desk, "question", "pool", 1)
    desk("question", "link", 1, at(JANUARY, 2))
    found = json.loads(desk("question", "suggest", 1, "--json"))
    assert [s["statement"]["text"] for s in found if s["linked"]] == ["a renewed ferry pact is unlikely"]


def test_each_speaker_has_one_voice_the_latest_across_spellings_and_copies(desk: Typed) -> None:
    linked(desk)
    (answer,) = pooled(desk)
    first = answer["pools"][0]
    voices = {v["speaker"]: (v["low"], v["best"], v["high"]) for v in first["voices"]}
    assert voices["Orla Vantreen"] == pytest.approx((0.1, 0.15, 0.2))
    assert voices["Piet Holmgaard"] == pytest.approx((0.25, 0.3, 0.35))
    assert voices["Aud Nerheim"] == pytest.approx((0, 0.025, 0.05))  # against: the words turned
    assert len(voices) == 4
    assert first["best"] == pytest.approx(log_odds_mean([v[1] for v in voices.values()]))
    assert [p["method"] for p in answer["pools"]] == ["log-odds", "mean", "median", "beta", "extremised"]
    without = {i["speaker"]: i["without"] for i in answer["influences"]}
    rest = [v[1] for name, v in voices.items() if name != "Aud Nerheim"]
    assert without["Aud Nerheim"] == pytest.approx(log_odds_mean(rest))
    assert pooled(desk, "--method", "median")[0]["pools"][0]["method"] == "median"
    assert "not a way to pool" in refused(desk, "question", "pool", 1, "--method", "magic")


def test_a_probability_comes_from_words_on_a_scale_or_is_the_analysts(desk: Typed) -> None:
    assert "“likely” = 55–75 % (PHIA)" in desk("question", "link", 1, at(JANUARY, 1))
    assert "“unlikely” = 25–35 % (PHIA)" in desk("question", "link", 1, at(JANUARY, 1), "--as", "unlikely")
    assert "(ICD" in desk("question", "link", 1, at(JANUARY, 1), "--as", "unlikely", "--scale", "icd203").upper()
    assert "50–70 % (analyst)" in desk("question", "link", 1, at(JANUARY, 1), "--probability", "0.5..0.7")
    (answer,) = pooled(desk)
    assert [v["best"] for v in answer["pools"][0]["voices"]] == [pytest.approx(0.6)]  # the last link of the same words
    assert "no words of probability" in refused(desk, "question", "link", 1, at(MARCH, 3))
    desk("question", "unlink", 1, at(JANUARY, 1))
    assert "is not linked" in refused(desk, "question", "unlink", 1, at(JANUARY, 1))
    assert "nothing is linked" in refused(desk, "question", "pool", 1)


def test_of_several_phrases_one_must_be_named(desk: Typed, tmp_path: Path) -> None:
    words = "it is likely that the pact lapses, and unlikely that the ferry stops"
    both = printed("2031-02-01", "Tarn Post", Line("Dov Ketteridge", words, ("likely", "unlikely")))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(both)
    assert "name one (--phrase)" in refused(desk, "question", "link", 1, at(both, 1))
    assert "“unlikely”" in desk("question", "link", 1, at(both, 1), "--phrase", "unlikely")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", " ", "--criteria", "x", "--due", "2031-12-31"), "needs words"),
        (("add", "Q", "--criteria", "x", "--due", "soon"), "no day"),
        (("add", "Is the ferry pact renewed?", "--criteria", "x", "--due", "2031-12-31"), "asked already"),
        (("add", "Q", "--criteria", "x", "--due", "2031-12-31", "--kind", "choice", "--option", "a"), "two different"),
        (("add", "Q", "--criteria", "x", "--due", "2031-12-31", "--kind", "numeric"), "needs a unit"),
        (("add", "Q", "--criteria", "x", "--due", "2031-12-31", "--option", "a"), "no options"),
        (("show", "7"), "no question 7"),
        (("link", "1", "nowhere:st1"), "holds no article"),
        (("link", "1", "st1"), "ARTICLE:ID"),
        (("resolve", "1"), "give one of"),
        (("resolve", "1", "--outcome", "perhaps"), "yes or no"),
        (("resolve", "1", "--outcome", "yes", "--annul"), "give one of"),
        (("resolve", "1", "--outcome", "yes", "--on", "May"), "no day"),
        (("rule", "1", "--words", " ", "--polarity", "for"), "needs words"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(desk: Typed, arguments: tuple[str, ...], says: str) -> None:
    assert says in refused(desk, "question", *arguments)


def test_links_survive_a_re_read_and_are_silent_once_rejected(desk: Typed, tmp_path: Path) -> None:
    linked(desk)
    before = pooled(desk)
    anew = replace(JANUARY, provenance=SECOND,
                   statements=tuple(replace(s, id=f"x{s.id}") for s in JANUARY.statements[:2]),
                   judgements=(), quantities=())  # fmt: skip
    gone = replace(MARCH, provenance=SECOND, statements=(), judgements=(), quantities=())
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(anew)
        ledger.store(gone)
        assert ledger.check() == []
    after = pooled(desk)
    assert {v["speaker"]: v["best"] for v in after[0]["pools"][0]["voices"]} == {
        v["speaker"]: v["best"] for v in before[0]["pools"][0]["voices"]
    }
    assert desk("question", "show", 1).count("no longer read") == 2
    desk("edit", "reject", JANUARY.article.id, "xst2")
    assert "Piet Holmgaard" not in {v["speaker"] for v in pooled(desk)[0]["pools"][0]["voices"]}
    assert "1 linked statement since rejected" in desk("question", "pool", 1)


def test_a_correction_leaves_a_link_its_voice_and_a_second_link_takes_its_place(desk: Typed) -> None:
    desk("question", "link", 1, at(JANUARY, 1))
    desk("edit", "correct", JANUARY.article.id, "st1", "--content", "it is likely")
    (voice,) = pooled(desk)[0]["pools"][0]["voices"]
    assert (voice["speaker"], voice["best"]) == ("Orla Vantreen", pytest.approx(0.65))
    assert "rejected" not in desk("question", "show", 1)
    desk("question", "link", 1, at(JANUARY, 1), "--probability", "0.1")
    (voice,) = pooled(desk)[0]["pools"][0]["voices"]
    assert voice["best"] == pytest.approx(0.1)
    assert desk("question", "unlink", 1, at(JANUARY, 1)) == "1 link taken back\n"
    assert json.loads(desk("question", "show", 1, "--json"))["links"] == []


def test_a_link_whose_statement_is_gone_is_taken_back_by_its_number(desk: Typed, tmp_path: Path) -> None:
    desk("question", "link", 1, at(JANUARY, 1))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(replace(JANUARY, provenance=SECOND, statements=(), judgements=(), quantities=()))
    (voice,) = json.loads(desk("question", "show", 1, "--json"))["links"]
    assert voice["standing"] == "no longer read"
    assert f"link {voice['link']['id']}: " in desk("question", "show", 1)
    assert desk("question", "unlink", 1, voice["link"]["id"]) == "1 link taken back\n"
    assert "is not linked" in refused(desk, "question", "unlink", 1, voice["link"]["id"])
    assert json.loads(desk("question", "show", 1, "--json"))["links"] == []


def test_a_rule_brings_nothing_back_and_finds_names_as_they_are_written(desk: Typed, tmp_path: Path) -> None:
    asked = ("question", "rule", 1, "--words", "ferry pact renewed", "--polarity", "for")
    desk(*asked)
    desk("question", "unlink", 1, at(JANUARY, 2))
    desk("edit", "correct", JANUARY.article.id, "st1", "--content", "likely that the ferry pact is renewed")
    assert desk(*asked) == "0 linked\n"
    names = printed(
        "2031-05-02", "Tarn Post",
        Line("Aud Nerheim", "O’Neill’s toll is unlikely to be renewed", ("unlikely",)),
        Line("Piet Holmgaard", "the fleet at Tromsø is likely to sail", ("likely",)),
    )  # fmt: skip
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(names)
    for words in ("O'Neill's toll", "Tromsø", "fleet sail"):
        assert desk("question", "rule", 1, "--words", words, "--polarity", "for", "--dry-run") == (
            desk("question", "rule", 1, "--words", words.lower(), "--polarity", "for", "--dry-run")
        )
        assert "1 would be linked" in desk("question", "rule", 1, "--words", words, "--polarity", "for", "--dry-run")


def test_a_rule_links_what_it_says_and_only_once(desk: Typed) -> None:
    asked = ("question", "rule", 1, "--words", "ferry pact renewed", "--polarity", "for")
    assert desk(*asked, "--dry-run").endswith("5 would be linked\n")
    assert "nothing is linked" in refused(desk, "question", "pool", 1)
    desk("question", "link", 1, at(JANUARY, 2), "--probability", "0.4")
    assert desk(*asked).endswith("4 linked\n")
    assert desk(*asked) == "0 linked\n"
    links = json.loads(desk("question", "show", 1, "--json"))["links"]
    assert [v["link"]["rule"] for v in links] == [None, *["words ferry pact renewed, for"] * 4]


def test_scores_count_what_was_said_in_time_and_nothing_annulled(desk: Typed) -> None:
    linked(desk)
    desk("question", "resolve", 1, "--outcome", "no", "--on", "2031-12-20")
    scored = json.loads(desk("question", "scores", "--json"))
    assert scored["late"] == 1  # four days after
    records = {r["name"]: r for r in scored["speakers"]}
    assert records["Orla Vantreen"]["brier"] == pytest.approx(0.15**2)
    assert records["Piet Holmgaard"]["brier"] == pytest.approx(0.3**2)
    assert records["Aud Nerheim"]["brier"] == pytest.approx(0.025**2)
    assert {r["name"] for r in scored["outlets"]} == {"Marl Echo", "Lissen Courier"}
    assert any(r["kind"] == "best voice in hindsight" for r in scored["ranks"])
    assert {r["name"] for r in scored["ranks"] if r["kind"] == "pool"} == {
        "mean",
        "median",
        "log-odds",
        "beta",
        "extremised",
    }
    assert scored["parts"]["brier"] == pytest.approx(sum(r["brier"] for r in records.values()) / 3)
    desk("question", "resolve", 1, "--annul", "--note", "the vote was void")
    scored = json.loads(desk("question", "scores", "--json"))
    assert (scored["settled"], scored["uncounted"]) == ([], 1)
    desk("question", "resolve", 1, "--outcome", "yes", "--on", "2031-02-01")
    scored = json.loads(desk("question", "scores", "--json"))
    assert {s["speaker"]: round(s["probability"], 3) for s in scored["settled"]} == {
        "Orla Vantreen": 0.65, "Piet Holmgaard": 0.3,
    }  # fmt: skip  # what they had said until then
    assert pooled(desk, "--weights", "record")[0]["pools"][0]["weights"]


def test_a_choice_gives_each_option_its_share(desk: Typed) -> None:
    desk("question", "add", "What becomes of the pact?", "--criteria", "The record", "--due", "2031-12-31", "--kind",
         "choice", "--option", "renewed", "--option", "lapses")  # fmt: skip
    assert "name the option" in refused(desk, "question", "link", 2, at(JANUARY, 1))
    assert "no option" in refused(desk, "question", "link", 2, at(JANUARY, 1), "--option", "sold")
    desk("question", "link", 2, at(JANUARY, 1), "--option", "renewed")
    desk("question", "link", 2, at(MARCH, 2), "--option", "lapses")
    found = json.loads(desk("question", "pool", 2, "--json"))
    assert [a["option"] for a in found] == ["lapses", "renewed"]
    assert sum(a["share"] for a in found) == pytest.approx(1)
    desk("question", "resolve", 2, "--outcome", "Lapses", "--on", "2031-12-31")
    scored = json.loads(desk("question", "scores", "--json"))
    assert {(s["question"], s["speaker"], s["outcome"]) for s in scored["settled"]} == {
        ("2: renewed", "Orla Vantreen", 0), ("2: lapses", "Aud Nerheim", 1),
    }  # fmt: skip


def test_numbers_and_dates_are_pooled_as_quantiles_and_scored(desk: Typed, tmp_path: Path) -> None:
    desk("question", "add", "What does it bring?", "--criteria", "The treasury", "--due", "2032-03-01",
         "--kind", "numeric", "--unit", "crown")  # fmt: skip
    assert "300–500 (as stated)" in desk("question", "link", 2, at(MARCH, 3))
    assert "no quantities in crown" in refused(desk, "question", "link", 2, at(JANUARY, 1))
    assert "neither for nor against" in refused(desk, "question", "link", 2, at(MARCH, 3), "--polarity", "against")
    yearly = printed("2031-04-04", "Marl Echo", Line("Ivo Brandt", "it pays 5 crowns a year", (), (), None,
                                                     ("5 crowns a year", 5, 5)))  # fmt: skip
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(replace(yearly, quantities=(replace(yearly.quantities[0], per=Per(1, "year")),)))
    assert "is a rate or a change" in refused(desk, "question", "link", 2, at(yearly, 1))
    desk("question", "link", 2, at(JANUARY, 1), "--value", "500..600..700")
    found = json.loads(desk("question", "pool", 2, "--json"))
    assert found["average"]["values"] == [400, 500, 600]
    assert 300 < found["mixture"]["values"][2] < 700
    desk("question", "resolve", 2, "--outcome", "400", "--on", "2032-02-01")
    scores = json.loads(desk("question", "scores", "--json"))["values"]
    own = {s["name"]: s["crps"] for s in scores if not s["pool"]}
    assert own["Aud Nerheim"] < own["Orla Vantreen"]

    desk("question", "add", "When is the vote?", "--criteria", "The record", "--due", "2032-03-01", "--kind", "date")
    assert "2031-05-01 to 2031-07-01" in desk(
        "question", "link", 3, at(JANUARY, 1), "--value", "2031-05-01..2031-07-01"
    )
    desk("question", "resolve", 3, "--outcome", "2031-06-01", "--on", "2031-06-01")
    assert any(s["question"] == 3 for s in json.loads(desk("question", "scores", "--json"))["values"])
    assert "50 %  2031-06-01" in desk("question", "pool", 3)


def test_diff_shows_who_changed_their_mind_with_both_quotations(desk: Typed) -> None:
    (change,) = json.loads(desk("diff", "2031-01-31", "2031-06-30", "--front", "political", "--json"))
    assert change["speaker"] == "Orla Vantreen"
    assert change["by"] == pytest.approx(-0.5)
    assert change["apart"]
    texts = {r.article.id: r.article.text for r in (JANUARY, MARCH, COPY)}
    for side in ("earlier", "later"):
        said = change[side]
        assert " ".join(texts[said["article"]][a:b] for a, b in said["spans"]) == said["quotation"]
        assert said["phrase"] in said["quotation"]
    shown = desk("diff", "2031-01-31", "2031-06-30")
    assert "Orla Vantreen · political · -50 points, more than the words left open" in shown
    of_two = desk("diff", JANUARY.article.id, MARCH.article.id, "--speaker", "Orla Vantreen")
    assert "2031-01-05  “likely” = 55–75 % (PHIA)" in of_two
    assert "-50 points" in of_two
    assert "nobody" in desk("diff", "2031-01-31", "2031-06-30", "--topic", "herring")
    linked(desk)
    (change,) = json.loads(desk("diff", "2031-01-31", "2031-06-30", "--question", 1, "--json"))
    assert (change["on"], round(change["by"], 2)) == ("question 1", -0.5)
    assert "is not after" in refused(desk, "diff", "2031-06-30", "2031-01-31")
    assert "not one of each" in refused(desk, "diff", "2031-06-30", JANUARY.article.id)


def test_a_question_that_is_opened_again_scores_no_more(desk: Typed) -> None:
    linked(desk)
    assert desk("question", "list") == "1  binary  due 2031-12-31  6 linked  open  Is the ferry pact renewed?\n"
    desk("question", "resolve", 1, "--ambiguous", "--on", "2031-12-30")
    assert "6 linked  ambiguous" in desk("question", "list")
    desk("question", "resolve", 1, "--outcome", "yes", "--on", "2031-12-30")
    assert desk("question", "scores").startswith("4 judgements of 1 resolved question")
    desk("question", "resolve", 1, "--open")
    assert "6 linked  open" in desk("question", "list")
    assert desk("question", "scores").startswith("0 judgements of 0 resolved questions")


def test_questions_links_and_resolutions_cannot_be_rewritten(desk: Typed, tmp_path: Path) -> None:
    linked(desk)
    desk("question", "resolve", 1, "--outcome", "no")
    desk("question", "resolve", 1, "--outcome", "yes")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for sql in ("UPDATE questions SET text = 'x'", "DELETE FROM question_links", "DELETE FROM question_link_spans",
                    "UPDATE question_resolutions SET outcome = 'no'"):  # fmt: skip
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                ledger.connection.execute(sql)
        rows = ledger.connection.execute("SELECT outcome FROM question_resolutions ORDER BY key").fetchall()
        assert rows == [("no",), ("yes",)]
        view = ledger.connection.execute("SELECT state, outcome FROM questions_in_words").fetchall()
        assert view == [("resolved", "yes")]
        quotations = ledger.connection.execute("SELECT quotation FROM links_in_words ORDER BY link").fetchall()
        assert quotations[0] == ("it is likely that the ferry pact is renewed",)
        assert ledger.check() == []
