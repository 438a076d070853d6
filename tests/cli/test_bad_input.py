"""Bad input ends in one clear line and exit code 2, with nothing half-written."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kentledge.cli.desk import article_named
from kentledge.cli.lines import each_line, labelled_lines
from kentledge.errors import UnreadableInput
from kentledge.files import Unwritable, write_whole
from kentledge.ledger import Ledger, Wanted
from running import Run


def refused(done: subprocess.CompletedProcess[bytes], *words: str) -> None:
    message = done.stderr.decode()
    assert done.returncode == 2
    assert done.stdout == b""
    assert message.startswith("kentledge: ")
    assert message.count("\n") == 1
    assert "Traceback" not in message
    for word in words:
        assert word in message


def _make(kind: str, path: Path) -> Path:
    if kind == "directory":
        path.mkdir()
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "blank":
        path.write_bytes(b" \n\t\n")
    elif kind == "binary":
        path.write_bytes(bytes(range(256)) * 40)
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(50_000_000)
    elif kind == "not UTF-8":
        path.write_bytes("Le préfet a dit que l'eau montait.".encode("latin-1"))
    elif kind == "page without article":
        path = path.with_suffix(".html")
        path.write_text("<!doctype html><html><head><title>x</title></head><body><nav>Home</nav></body></html>")
    return path


@pytest.mark.parametrize(
    "kind", ["missing", "directory", "empty", "blank", "binary", "huge", "not UTF-8", "page without article"]
)
@pytest.mark.parametrize("command", ["assess", "read"])
def test_an_unreadable_article_is_told_in_one_line(kentledge: Run, tmp_path: Path, kind: str, command: str) -> None:
    path = _make(kind, tmp_path / "article.txt")
    if command == "assess":
        out = tmp_path / "brief.html"
        refused(kentledge("assess", path, "--format", "html", "-o", out), path.name)
        assert not out.exists()
    elif kind == "directory":
        done = kentledge("read", path, "--ledger", tmp_path / "l.db")
        assert (done.returncode, done.stdout.decode()) == (0, "0 stored, 0 already there, 0 not readable\n")
    else:
        done = kentledge("read", path, "--ledger", tmp_path / "l.db")
        assert done.returncode == 2
        assert done.stderr.decode().count("\n") == 1
        assert path.name in done.stderr.decode()


def test_bad_standard_input_is_told(kentledge: Run) -> None:
    refused(kentledge("assess", "-", stdin=b""))
    refused(kentledge("assess", "-", stdin=b"r\xe9sum\xe9 " * 50))


def test_one_bad_file_does_not_keep_the_others_out_of_the_ledger(kentledge: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text("The tide turned.\n\n“It is late,” Orla Finch said.", encoding="utf-8")
    bad.write_bytes(b"\x00\x01\x02" * 100)
    done = kentledge("read", bad, good, "--ledger", tmp_path / "l.db")
    assert done.returncode == 2
    assert b"1 stored" in done.stdout
    assert b"b.txt" in done.stderr


@pytest.mark.parametrize("kind", ["folder", "text file", "missing drive"])
def test_an_unusable_ledger_is_told_and_left_alone(kentledge: Run, tmp_path: Path, kind: str) -> None:
    article = tmp_path / "a.txt"
    article.write_text("“It is late,” Orla Finch said.", encoding="utf-8")
    ledger = tmp_path / "ledger.db"
    if kind == "folder":
        ledger.mkdir()
    elif kind == "text file":
        ledger.write_text("my notes, not to be lost", encoding="utf-8")
    else:
        (tmp_path / "file").write_text("x", encoding="utf-8")
        ledger = tmp_path / "file" / "ledger.db"
    refused(kentledge("read", article, "--ledger", ledger), "ledger.db")
    if kind == "text file":
        assert ledger.read_text(encoding="utf-8") == "my notes, not to be lost"


@pytest.mark.parametrize(
    "arguments", [("assess",), ("assess", "a", "--format", "pdf"), ("asess", "a"), ("read", "--nope")]
)
def test_a_wrong_option_or_command_is_told(kentledge: Run, arguments: tuple[str, ...]) -> None:
    refused(kentledge(*arguments), "--help")


def test_an_unknown_scale_or_pipeline_is_told(kentledge: Run, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("“It is late,” Orla Finch said.", encoding="utf-8")
    refused(kentledge("assess", article, "--scale", "gut"), "phia")
    refused(kentledge("assess", article, "--pipeline", "no_such_pipeline"), "no_such_pipeline")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no device files")
def test_a_device_is_written_to_and_not_replaced(kentledge: Run, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("“It is late,” Orla Finch said.", encoding="utf-8")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[str] = []
    # A daemon: should the command fail before it opens the pipe, the test must still end.
    reader = threading.Thread(target=lambda: received.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    assert kentledge("assess", article, "-o", pipe).returncode == 0
    reader.join(timeout=30)
    assert "Orla Finch" in received[0]
    assert pipe.is_fifo()
    lines = tmp_path / "in.jsonl"
    lines.write_text('{"doc": "a", "text": "He said no."}\n', encoding="utf-8")
    refused(kentledge("extract", lines, "-o", pipe), "pipe")
    assert pipe.is_fifo()


def test_an_output_that_cannot_be_written_is_told(kentledge: Run, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("“It is late,” Orla Finch said.", encoding="utf-8")
    refused(kentledge("assess", article, "-o", tmp_path / "nowhere" / "brief.txt"), "brief.txt")
    lines = tmp_path / "in.jsonl"
    lines.write_text('{"doc": "a", "text": "He said no."}\n', encoding="utf-8")
    for name in ("nowhere/out", "n" * 256):  # told before the work begins
        with pytest.raises(Unwritable, match=r"cannot be written: (No such file|File name too long)"):
            each_line(lines, tmp_path / name, False, lambda doc, _: {"doc": doc})
    for name in ("n" * 250, "ö" * 127):
        each_line(lines, tmp_path / name, False, lambda doc, _: {"doc": doc})
        assert (tmp_path / name).read_text(encoding="utf-8") == '{"doc": "a"}\n'
        write_whole(tmp_path / name, "more")
        assert (tmp_path / name).read_text(encoding="utf-8") == "more"
    with pytest.raises(Unwritable, match="File name too long"):
        write_whole(tmp_path / ("n" * 256), "more")
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".partial"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [("--version",), ("evaluate", "--help"), ("model", "--from", "-")])
def test_standard_output_that_takes_nothing_is_told(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "kentledge", *arguments]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120)
        deaf = subprocess.run(command, stdout=full, stderr=full, check=False, timeout=120)
    refused(subprocess.CompletedProcess(command, done.returncode, b"", done.stderr), "kentledge: ")
    assert deaf.returncode == 2


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        '{"doc": "a"}',
        '{"doc": 1, "text": "x"}',
        "[1]",
        '{"doc": "a", "text": null}',
        '{"doc": "a", "text": "' + "word " * 200_001 + '"}',
    ],
)
def test_a_bad_line_is_named_by_its_number(kentledge: Run, tmp_path: Path, line: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"doc": "ok", "text": "He said no."}\n' + line + "\n", encoding="utf-8")
    refused(kentledge("extract", source, "-o", tmp_path / "out.jsonl"), "line 2")
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("[" * 100_000, "line 1 is no JSON object"),
        ('{"doc": "a", "text": "x", "more": ' + "[" * 100_000, "line 1 is no JSON object"),
        ('{"doc": "\\ud800", "text": "x"}', "line 1: .* half of a surrogate pair"),
        ('{"doc": "a", "text": "x \\udfff"}', "line 1: .* half of a surrogate pair"),
        ('{"doc": "a", "text": "x", "attributions": ["x"]}', 'line 1: "attributions" must be'),
        ('{"doc": "a", "text": "x", "attributions": [{"cue": [[0, 1e999]]}]}', 'line 1: "attributions" must be'),
    ],
)
def test_a_line_that_is_hard_to_read_is_told(tmp_path: Path, line: str, says: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=says):
        list(labelled_lines(source))


def test_a_damaged_archive_and_a_file_without_lines_are_told_and_replace_nothing(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl.gz", tmp_path / "out.jsonl"
    lines = "".join(f'{{"doc": "{n}", "text": "{n * 7919 % 104729:x} said no."}}\n' for n in range(2_000))
    packed = bytearray(gzip.compress(lines.encode()))
    packed[len(packed) // 2 :] = bytes(len(packed) - len(packed) // 2)
    source.write_bytes(packed)
    out.write_text("an earlier result", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"in\.jsonl\.gz: "):
        each_line(source, out, False, lambda doc, _: {"doc": doc})
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    for nothing in (tmp_path / "empty.jsonl", tmp_path):
        with pytest.raises(UnreadableInput, match=r"has no lines|Is a directory"):
            each_line(nothing, out, False, lambda doc, _: {"doc": doc})
    assert out.read_text(encoding="utf-8") == "an earlier result"


# Breaks the last stage for one article, as a mistake in it might.
BROKEN = """
import sys
from kentledge import weigh
camps = weigh.camps
def broken(article, *more):
    return article.text[10**6] if "Orla" in article.text else camps(article, *more)
weigh.camps = broken
from kentledge.cli import main
sys.argv[0] = "kentledge"
main()
"""


def test_an_error_of_our_own_is_told_and_the_other_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“It is late,” Orla Finch said.", encoding="utf-8")
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("“It is early,” Piet Holm said.", encoding="utf-8")
    command = [sys.executable, "-c", BROKEN, "read", str(tmp_path), "--ledger", str(tmp_path / "l.db")]
    told = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert told.returncode == 2
    assert told.stdout == b"1 stored, 0 already there, 1 not readable\n"
    assert told.stderr.decode() == (
        f"kentledge: {tmp_path / 'a.txt'}: cannot be read: an error inside Kentledge (IndexError: string index out of "
        "range); please report it\n"
    )
    traced = subprocess.run(
        command, capture_output=True, check=False, timeout=120, env={**os.environ, "KENTLEDGE_DEBUG": "1"}
    )
    assert b"Traceback" in traced.stderr
    assert traced.stdout == b"0 stored, 1 already there, 1 not readable\n"
    with Ledger.open(tmp_path / "l.db", create=False) as ledger:
        (named,) = ledger.find_articles(Wanted(), 9)
        assert named.sources == (f"{tmp_path}/caf\\xe9.txt",)
        assert article_named(ledger, str(tmp_path / os.fsdecode(b"caf\xe9.txt"))) == named.article
        assert ledger.check() == []
