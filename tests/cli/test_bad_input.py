"""Bad input ends in one clear line and exit code 2, with nothing half-written."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

import pytest

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
    elif kind != "directory":
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
