"""The commands that find things in a ledger again and see to its file."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from kentledge.files import put
from kentledge.format1 import from_json, to_json
from kentledge.ledger import Ledger
from kentledge.records import Reading
from running import Run
from typed import Refused, typist

sys.path.insert(0, str(Path(__file__).parents[1] / "ledger"))

from written_readings import told


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as opened:
        for number in range(3):
            opened.store(told(number), f"{number}.txt")
    return path


def test_statements_in_every_form_say_the_same_and_lead_back_to_the_text(
    kentledge: Run, ledger: Path, tmp_path: Path
) -> None:
    asked = ("statements", "--ledger", ledger, "--speaker", "valdrake", "--front", "economic", "--likely", "0.9..")
    rows = json.loads(kentledge(*asked, "--format", "json").stdout)
    assert [row["speaker"] for row in rows] == ["Tomé Valdrake"] * 3
    with Ledger.open(ledger) as opened:
        for row in rows:
            text = opened.reading(row["article"]).article.text
            assert row["quotation"] == " ".join(text[a:b] for a, b in row["spans"])
            assert text[row["start"] : row["end"]].startswith("“It is almost certain,”")
    assert [json.loads(line) for line in kentledge(*asked, "-f", "jsonl").stdout.decode().splitlines()] == rows
    table = list(csv.DictReader(io.StringIO(kentledge(*asked, "-f", "csv").stdout.decode())))
    assert [(r["article"], r["start"], r["phrase"], r["best"]) for r in table] == [
        (r["article"], str(r["start"]), "almost certain", "0.97") for r in rows
    ]
    shown = kentledge(*asked).stdout.decode()
    assert shown.count("95–99 %") == shown.count("(icd-203)") == 3  # cells are broken into lines
    assert f"[{rows[0]['start']}–{rows[0]['end']}]" in shown
    duckdb = pytest.importorskip("duckdb")
    assert kentledge(*asked, "-f", "parquet", "-o", tmp_path / "found.parquet").returncode == 0
    stored = duckdb.sql(f"SELECT article, spans, best, title FROM '{tmp_path / 'found.parquet'}'").fetchall()
    assert stored == [(r["article"], r["spans"], r["best"], r["title"]) for r in rows]
    assert not list(tmp_path.glob("*.partial"))


def test_search_and_articles_list_articles_with_a_passage(kentledge: Run, ledger: Path, tmp_path: Path) -> None:
    rows = json.loads(kentledge("search", "--ledger", ledger, "freight desks", "merge", "-f", "json").stdout)
    assert len(rows) == 3
    assert all("merge" in row["quotation"] and "\n" not in row["quotation"] for row in rows)
    assert json.loads(kentledge("search", "--ledger", ledger, "-f", "json", "--", "freight", "-pact").stdout) == []
    done = kentledge("articles", "--ledger", ledger, "--since", "2031-03", "-n", "2", "-f", "jsonl", "-o", "a.jsonl")
    assert done.stdout == b""
    assert len((tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_copies_are_listed_with_their_places(kentledge: Run, ledger: Path) -> None:
    assert (
        kentledge("copies", "--ledger", ledger).stdout.decode().startswith("3 printings\n  2031-03-03  Lissen Courier")
    )
    [cluster] = json.loads(kentledge("copies", "--ledger", ledger, "-f", "json").stdout)
    assert [printing["sources"] for printing in cluster["printings"]] == [["0.txt"], ["1.txt"], ["2.txt"]]
    once = json.loads(kentledge("statements", "--ledger", ledger, "--once", "-f", "json").stdout)
    assert len(once) == 8


def test_the_file_is_seen_to(kentledge: Run, ledger: Path, tmp_path: Path) -> None:
    assert b"3 articles of 1 outlets" in kentledge("ledger", "info", "--ledger", ledger).stdout
    assert b"nothing is wrong" in kentledge("ledger", "check", "--ledger", ledger).stdout
    assert kentledge("ledger", "backup", "--ledger", ledger, tmp_path / "copy.db").returncode == 0
    assert kentledge("ledger", "compact", "--ledger", tmp_path / "copy.db").returncode == 0
    assert b"nothing is wrong" in kentledge("ledger", "check", "--ledger", tmp_path / "copy.db").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("statements", "--ledger", "no.db"), "there is no ledger"),
        (("statements", "--ledger", "ledger.db", "--likely", "often"), "no range of probability"),
        (("articles", "--ledger", "ledger.db", "--since", "soon"), "no date"),
        (("articles", "--ledger", "ledger.db", "-n", "9" * 20), "1000000000"),
        (("search", "--ledger", "ledger.db", "…"), "nothing to look for"),
        (("statements", "--ledger", "ledger.db", "-f", "parquet"), "-o FILE"),
        (("ledger", "backup", "--ledger", "ledger.db", "ledger.db"), "replaces nothing"),
    ],
)
def test_what_makes_no_sense_is_told_in_one_line(
    kentledge: Run, ledger: Path, arguments: tuple[str, ...], says: str
) -> None:
    assert ledger.exists()
    done = kentledge(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert says in done.stderr.decode()
    assert done.stderr.decode().count("\n") == 1


def test_a_known_text_under_a_new_path_is_noted_without_another_reading(
    kentledge: Run, examples: Path, tmp_path: Path
) -> None:
    (tmp_path / "again.txt").write_bytes((examples / "dam-inquiry.txt").read_bytes())
    assert b"1 stored" in kentledge("read", examples / "dam-inquiry.txt", "--ledger", "a.db").stdout
    assert b"0 stored, 1 already there" in kentledge("read", "again.txt", "--ledger", "a.db").stdout
    [row] = json.loads(kentledge("articles", "--ledger", "a.db", "-f", "json").stdout)
    assert set(row["sources"]) == {str(examples / "dam-inquiry.txt"), "again.txt"}


STEERING = "\x1b[2J\x9b\u202e"
"""What clears a screen, twice, and writes from right to left."""


def steering(number: int) -> Reading:
    """A reading of an article that would steer the terminal from its headline, its outlet and its quotations."""
    text = json.dumps(to_json(told(number)), ensure_ascii=False)
    for words in ("strait", "Lissen", "berths", "Brun O"):  # as long as what takes their place
        text = text.replace(words, json.dumps(STEERING)[1:-1])
    return from_json(json.loads(text))


def test_no_list_lets_an_article_steer_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KENTLEDGE_LEDGER", str(tmp_path / "ledger.db"))
    run, one = typist(monkeypatch, capsys), steering(0).article.id
    with Ledger.open(tmp_path / "ledger.db") as opened:
        for number in range(2):
            opened.store(steering(number), f"{number}{STEERING}.txt")
    run("edit", "comment", one, f"Well, {STEERING}\nwell", "--record", "s1")
    for command in (
        ("statements",), ("articles",), ("search", "freight"), ("copies",), ("checks",), ("speakers",),
        ("edit", "show", one), ("edit", "list"), ("brief", one), ("brief", one, "--as-read"),
    ):  # fmt: skip
        shown = run(*command)
        assert "�" in shown, command
        assert not set(shown) & set(STEERING) - set("[2J"), command
    assert json.loads(run("statements", "--text", "controls", "-f", "json"))[0]["outlet"] == f"{STEERING} Courier"


def test_no_form_steers_a_terminal_and_a_pipe_gets_it_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, shown in (
        (Terminal(), "\x1b[1mA\tb\x1b[0m\n�[2J��\n"),
        (io.StringIO(), f"\x1b[1mA\tb\x1b[0m\n{STEERING}\n"),
    ):
        monkeypatch.setattr(sys, "stdout", stream)
        put(f"\x1b[1mA\tb\x1b[0m\n{STEERING}\n", None)
        assert stream.getvalue() == shown


def test_a_ledger_named_before_a_command_on_speakers_is_the_one_that_is_meant(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KENTLEDGE_LEDGER", str(tmp_path / "nowhere.db"))
    run = typist(monkeypatch, capsys)
    assert len(json.loads(run("speakers", "--ledger", ledger, "--json"))) == 3
    run("speakers", "--ledger", ledger, "merge", "Tomé Valdrake", "Brun Okonjö")
    assert len(json.loads(run("speakers", "--json", "--ledger", ledger))) == 2
    run("speakers", "--ledger", "another.db", "split", "Tomé Valdrake", "Mirelle Anstad", "--ledger", ledger)
    with pytest.raises(Refused, match="only --ledger may stand before merge"):
        run("speakers", "--json", "merge", "Tomé Valdrake", "Mirelle Anstad", "--ledger", ledger)
    assert not (tmp_path / "nowhere.db").exists()
