"""The commands on whole articles: every format, the ledger, extraction that is interrupted and goes on."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kentledge.files import write_whole
from kentledge.format1 import from_json
from kentledge.ledger import Ledger
from running import Run

ARTICLES = ("strait-tolls.txt", "dam-inquiry.txt", "grain-pact.html")


def spans_in(value: Any) -> list[tuple[int, int]]:
    """All spans of a reading's JSON, wherever they are."""
    found = []
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"span", "cue", "title_span", "dateline_span"} and inner and isinstance(inner[0], int):
                found.append((inner[0], inner[1]))
            elif key in {"source", "cue", "content", "mentions"}:
                found += [(a, b) for a, b in inner]
            else:
                found += spans_in(inner)
    elif isinstance(value, list):
        for inner in value:
            found += spans_in(inner)
    return found


@pytest.mark.parametrize("name", ARTICLES)
def test_every_record_of_the_json_leads_back_to_the_text(kentledge: Run, examples: Path, name: str) -> None:
    done = kentledge("assess", examples / name, "--format", "json")
    assert done.returncode == 0, done.stderr
    reading = json.loads(done.stdout)
    text = reading["article"]["text"]
    assert reading["format"] == 1
    assert from_json(reading).article.text == text
    spans = spans_in(reading)
    assert len(spans) > 40
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(text[a:b].strip() for a, b in spans)
    excluded = [e["span"] for e in reading["article"]["excluded"]]
    for s in reading["statements"]:
        assert s["content"]
        assert s["cue"]
        assert s["text"] == " ".join(text[a:b] for a, b in s["content"])
        for a, b in (*s["source"], *s["cue"], *s["content"]):
            assert all(b <= x or y <= a for x, y in excluded)
    for q in reading["quantities"]:
        assert q["text"] == text[q["span"][0] : q["span"][1]]
    for j in reading["judgements"]:
        for e in j["estimative"]:
            assert e["phrase"] in " ".join(text[slice(*e["span"])].lower().split())
    known = {s["id"] for s in reading["statements"]}
    assert set(reading["finding"]["evidence"]) <= known
    related = {r[end] for r in reading["relations"] for end in ("from", "to")}
    speaking = {s["speaker"] for s in reading["statements"]} - {None}
    assert speaking <= {s["id"] for s in reading["speakers"]} <= speaking | related


def test_the_example_reads_as_its_author_meant_it(kentledge: Run, examples: Path) -> None:
    reading = json.loads(kentledge("assess", examples / "strait-tolls.txt", "--format", "json").stdout)
    speakers = {s["name"]: s for s in reading["speakers"]}
    assert speakers["Petra Lindqvane"]["affiliation"] == "University of Vespera"
    assert speakers["Tomas Ekwall"]["role"] == "director"
    assert speakers["Amina Roswell"]["kind"] == "person"
    phrases = {e["phrase"]: (e["low"], e["high"]) for j in reading["judgements"] for e in j["estimative"]}
    assert phrases["almost certain"] == (0.95, 1.0)
    assert phrases["unlikely"] == (0.25, 0.35)
    assert phrases["highly unlikely"] == (0.10, 0.20)
    money = [q for q in reading["quantities"] if q["unit"] == "USD"]
    assert (3.6e8, 6e8) in {(q["low"], q["high"]) for q in money}
    assert (None, 30000.0) in {(q["low"], q["high"]) for q in money}
    assert [e["why"] for e in reading["article"]["excluded"]] == ["caption", "credit"]
    assert reading["article"]["outlet"] == "Meridian Coast News Agency"


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_a_brief_quotes_the_article_and_names_its_characters(
    kentledge: Run, examples: Path, tmp_path: Path, form: str
) -> None:
    out = tmp_path / f"brief.{form}"
    done = kentledge("assess", examples / "strait-tolls.txt", "--format", form, "-o", out)
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    brief = out.read_text(encoding="utf-8")
    assert "Petra Lindqvane" in brief
    assert "almost certain" in brief
    assert "95–100" in brief
    assert "\x1b[" not in brief
    assert not (tmp_path / f"brief.{form}.partial").exists()


def test_standard_input_is_an_article_too(kentledge: Run) -> None:
    done = kentledge("assess", "-", "--format", "json", stdin="“It is late,” Orla Finch said.".encode())
    (statement,) = json.loads(done.stdout)["statements"]
    assert statement["kind"] == "direct"


def test_reading_twice_changes_nothing_in_the_ledger(kentledge: Run, examples: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    first = kentledge("read", examples, "--ledger", ledger)
    assert first.returncode == 0, first.stderr
    assert int(first.stdout.split()[0]) >= 4  # the articles; the folder's README counts where .md is text
    dump = _dump(ledger)
    again = kentledge("read", examples, "--ledger", ledger)
    assert b"0 stored" in again.stdout
    assert _dump(ledger) == dump
    with Ledger.open(ledger) as book:
        assert book.check() == []
        assert len(list(book.articles())) >= 3


def _dump(ledger: Path) -> list[str]:
    import sqlite3

    connection = sqlite3.connect(ledger)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def _lines(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for i in range(count):
            text = f"“The ferry is {i} minutes late,” Orla Finch, the harbour master, said on Monday. " * 4
            file.write(json.dumps({"doc": f"d{i}", "text": text}) + "\n")


def test_extraction_keeps_the_order_and_gives_spans(kentledge: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    _lines(source, 5)
    done = kentledge("extract", source, "-o", out)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [r["doc"] for r in rows] == [f"d{i}" for i in range(5)]
    assert all(set(a) == {"source", "cue", "content"} for r in rows for a in r["attributions"])
    assert all(r["attributions"] for r in rows)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no /dev/stdin")
def test_lines_may_come_through_a_pipe(kentledge: Run, tmp_path: Path) -> None:
    source, out, whole = tmp_path / "in.jsonl", tmp_path / "out.jsonl", tmp_path / "whole.jsonl"
    _lines(source, 3)
    assert kentledge("quantities", source, "-o", whole).returncode == 0
    done = kentledge("quantities", "/dev/stdin", "-o", out, stdin=source.read_bytes())
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == whole.read_bytes()
    done = kentledge("quantities", "/dev/stdin", "-o", out, stdin=b'{"doc": "a"}\n')
    assert done.returncode == 2
    assert b"/dev/stdin: line 1 is no JSON object" in done.stderr
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither permissions nor links of this kind")
def test_an_output_keeps_its_permissions_and_its_link(tmp_path: Path) -> None:
    out, link = tmp_path / "sub" / "brief.md", tmp_path / "link.md"
    out.parent.mkdir()
    out.write_text("before", encoding="utf-8")
    out.chmod(0o600)
    link.symlink_to(out)
    write_whole(link, "after")
    assert link.is_symlink()
    assert out.read_text(encoding="utf-8") == "after"
    assert out.stat().st_mode & 0o777 == 0o600
    out.unlink()
    write_whole(link, "made")  # of a link that leads nowhere yet, as a shell does
    assert out.read_text(encoding="utf-8") == "made"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["brief.md", "link.md", "sub"]


def test_extraction_that_is_killed_goes_on_where_it_was(kentledge: Run, tmp_path: Path) -> None:
    source, out, whole = tmp_path / "in.jsonl", tmp_path / "out.jsonl", tmp_path / "whole.jsonl"
    _lines(source, 120)
    assert kentledge("extract", source, "-o", whole).returncode == 0
    command = [sys.executable, "-m", "kentledge", "extract", str(source), "-o", str(out)]
    partial = out.with_name("out.jsonl.partial")
    process = subprocess.Popen(command)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and (not partial.exists() or partial.stat().st_size < 2000):
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert not out.exists()
    with partial.open("ab") as file:
        file.write(b'{"doc": "half a li')  # what a power cut leaves
    before = partial.read_bytes()
    done = kentledge("extract", source, "-o", out, "--resume")
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == whole.read_bytes()
    assert out.read_bytes().startswith(before[: before.rindex(b"\n") + 1])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for another process")
def test_an_interrupt_ends_in_one_line(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    _lines(source, 400)
    command = [sys.executable, "-m", "kentledge", "extract", str(source), "-o", str(tmp_path / "out.jsonl")]
    # Where the tests run in the background of a shell, interrupts are ignored, and so in what they start.
    heard = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731
    process = subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=heard)
    partial = tmp_path / "out.jsonl.partial"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (partial.exists() and partial.stat().st_size):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.decode().strip().splitlines()[-1] == "kentledge: interrupted"
    assert "Traceback" not in errors.decode()


def test_quantities_come_out_line_by_line(kentledge: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"doc": "a", "text": "The firm sold more than 1,000 lamps."}) + "\n", encoding="utf-8")
    assert kentledge("quantities", source, "-o", out).returncode == 0
    (row,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    (quantity,) = row["quantities"]
    assert (quantity["low"], quantity["high"], quantity["unit"]) == (1000.0, None, "lamp")


def test_evaluation_prints_the_figures_of_a_labelled_corpus(kentledge: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    text = "“It is late,” Orla Finch said."
    right = {"source": [[14, 24]], "cue": [[25, 29]], "content": [[0, 13]]}
    missed = {"source": [], "cue": [[3, 5]], "content": [[6, 10]]}
    gold.write_text(json.dumps({"doc": "a", "text": text, "attributions": [right, missed]}) + "\n", encoding="utf-8")
    done = kentledge("evaluate", gold, "--json")
    figures = json.loads(done.stdout)
    assert figures["source"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 1, "found": 1}
    assert figures["who-said-what"]["recall"] == 0.5
    table = kentledge("evaluate", "/dev/stdin", stdin=gold.read_bytes()).stdout.decode()
    assert "who-said-what" in table
    assert "50.00" in table
    gold.write_text(json.dumps({"doc": "a", "text": text, "attributions": [{"source": [[0, 99]]}]}), encoding="utf-8")
    bad = kentledge("evaluate", gold)
    assert bad.returncode == 2
    assert b"line 1" in bad.stderr


def test_help_and_version_load_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['kentledge', '--version']\n"
        "import kentledge.cli\n"
        "try: kentledge.cli.main()\n"
        "except SystemExit as end: print(end.code)\n"
        "heavy = ('spacy', 'onnxruntime', 'trafilatura', 'numpy', 'jinja2', 'sqlite3')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["0", "[]"]


def test_assessing_plain_text_loads_no_html_library(examples: Path) -> None:
    # spaCy itself brings Jinja2, so that is not to be avoided.
    code = (
        f"import sys; sys.argv = ['kentledge', 'assess', {str(examples / 'strait-tolls.txt')!r}]\n"
        "import kentledge.cli\n"
        "try: kentledge.cli.main()\n"
        "except SystemExit as end: print(end.code)\n"
        "print([m for m in ('trafilatura', 'lxml', 'sqlite3', 'torch', 'transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines()[-2:] == ["0", "[]"]


def test_the_scale_and_the_fronts_are_those_asked_for(kentledge: Run, tmp_path: Path) -> None:
    article, fronts = tmp_path / "a.txt", tmp_path / "own.toml"
    article.write_text("Ferries\n\nThe ferry is unlikely to sail before May, said Ada Vale, a pilot.", encoding="utf-8")
    fronts.write_text('[[front]]\nname = "seafaring"\nstrong = ["ferry", "sail"]\n', encoding="utf-8")

    def judged(*options: object) -> Any:
        (judgement,) = json.loads(kentledge("assess", article, "-f", "json", *options).stdout)["judgements"]
        return judgement

    (phia,), (ipcc,) = (judged(*options)["estimative"] for options in ((), ("--scale", "ipcc")))
    assert (phia["low"], phia["high"], phia["scale"]) == (0.25, 0.35, "PHIA")
    assert (ipcc["low"], ipcc["high"], ipcc["scale"]) == (0.0, 0.33, "IPCC AR5")
    assert "seafaring" not in judged()["fronts"]
    assert "seafaring" in judged("--fronts", fronts)["fronts"]


def test_the_article_is_shown_with_its_parts_marked_and_its_speakers_numbered(kentledge: Run, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("The ferry will sail on Monday, said Ada Vale, a pilot. “It will not,” Ivo Tarn said.", "utf-8")
    done = kentledge("show", article)
    assert done.returncode == 0
    first, second, *_ = "".join(done.stdout.decode().split("\n\n")[0]).replace("\n", " ").split(". ")
    assert first == "|The ferry will sail on Monday|, <said> {Ada Vale, a pilot}[1]"
    assert second == "|“It will not,”| {Ivo Tarn}[2] <said>."
    assert "[1] Ada Vale (pilot, person)\n[2] Ivo Tarn (person)" in done.stdout.decode()


def test_packed_lines_are_read(kentledge: Run, tmp_path: Path) -> None:
    plain, packed, out = tmp_path / "in.jsonl", tmp_path / "in.jsonl.gz", tmp_path / "out.jsonl"
    _lines(plain, 2)
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert kentledge("quantities", packed, "-o", out).returncode == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
