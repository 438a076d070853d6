"""Files, folders and standard input: the text that comes out, and what is refused."""

from __future__ import annotations

import io
import os
import sys
import time
from pathlib import Path

import pytest

from kentledge.errors import UnreadableInput
from kentledge.read import article_from_html, article_from_text, read, sources

TEXT = "Harbour deal may not last\n\nSUNDHOLM, The “deal” may lower grain prices, three analysts said on Tuesday.\n"


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def refusal(path: Path | str) -> str:
    with pytest.raises(UnreadableInput) as error:
        read(path)
    message = str(error.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.encode("utf-16"),
        "\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "byte order mark", "crlf", "cr", "utf-16", "utf-16-be"],
)
def test_one_text_however_it_is_stored(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    article = read(tmp_path / "a.txt")
    assert article.text == TEXT
    assert article == article_from_text(TEXT)


def test_nothing_else_is_altered(tmp_path: Path) -> None:
    text = (
        "  Two  spaces,\ta tab,\xa0a hard blank,\u2028a separator\x0b, e\u0301 and a \ufeff mark in the text. \n\n\n\n"
    )
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert read(str(tmp_path / "a.txt")).text == text


def test_the_id_comes_from_the_text_alone() -> None:
    article = article_from_text("One sentence.\r\n")
    assert article.id == "afaba6643d36813ea" == article_from_text("One sentence.\n", url="https://velland.example/a").id
    assert article_from_text("Two sentences.\n").id != article.id


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(TEXT.encode()))
    assert read("-") == article_from_text(TEXT)


def test_text_already_at_hand(tmp_path: Path) -> None:
    assert read(tmp_path / "never-written.txt", text=TEXT) == article_from_text(TEXT)


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.txt") == f"{tmp_path / 'gone.txt'}: no such file"


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path).startswith(f"{tmp_path}: a folder, not a file")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", "\xa0\u2003\n".encode()])
def test_an_empty_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert "a.txt: empty" in refusal(tmp_path / "a.txt")


def test_an_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(b""))
    assert refusal("-") == "standard input: empty, there is no text to read"


@pytest.mark.parametrize("data", [b"text\x00text", bytes(range(1, 32)) * 40, b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_a_binary_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert "a binary file" in refusal(tmp_path / "a.txt")


def test_a_known_format_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    assert "a PDF file" in refusal(tmp_path / "a.pdf")


def test_bytes_that_are_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Sundholm: the café is shut.".encode("latin-1"))
    message = refusal(tmp_path / "a.txt")
    assert "not UTF-8 text (byte 0xe9 at offset 17)" in message
    assert "convert the file to UTF-8" in message


def test_the_offset_of_a_bad_byte_counts_the_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfabc\xff")
    assert "byte 0xff at offset 6" in refusal(tmp_path / "a.txt")


def test_half_a_character_of_utf_16(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("text".encode("utf-16") + b"\x00")
    assert "not UTF-16 text" in refusal(tmp_path / "a.txt")


def test_a_text_beyond_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"word " * 200_001)
    message = refusal(tmp_path / "a.txt")
    assert "too long (1,000,005 characters)" in message
    assert "1,000,000 characters" in message


def test_a_text_at_the_limit_is_read() -> None:
    assert len(article_from_text("word " * 200_000).text) == 1_000_000


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(50_000_000)
    start = time.perf_counter()
    # Its bytes are all NUL: had they been read, the message would call the file binary.
    assert "too long (50,000,000 bytes)" in refusal(tmp_path / "a.txt")
    assert time.perf_counter() - start < 1


def test_an_endless_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(b"word " * 4_000_001))
    assert "standard input: too long" in refusal("-")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root and Windows may read everything")
def test_permission_denied(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert "permission denied" in refusal(tmp_path / "a.txt")


@pytest.mark.parametrize("name", ["a\x00b", "line\nbreak.txt", ""])
def test_odd_names_still_give_one_line(name: str) -> None:
    refusal(name)


@pytest.mark.parametrize("make", [article_from_text, article_from_html])
def test_the_pure_functions_refuse_what_is_blank_or_too_long(make: object) -> None:
    assert callable(make)
    with pytest.raises(UnreadableInput, match="empty"):
        make(" \n")
    with pytest.raises(UnreadableInput, match="too long"):
        make("word " * 1_000_001)


def test_folders_are_expanded_in_sorted_order(tmp_path: Path) -> None:
    left_out = ("c.pdf", "a/README.md", "a/.hidden.txt", ".git/d.txt", "notes")
    for name in ("b.txt", "a/z.html", "a/b.MD", "a.text", "c.htm", *left_out):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = [path.relative_to(tmp_path).as_posix() for path in sources([tmp_path])]
    assert found == ["a/b.MD", "a/z.html", "a.text", "b.txt", "c.htm"]


def test_named_files_are_passed_on_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("x", encoding="utf-8")
    names: list[str | Path] = [tmp_path / "odd.log", tmp_path / "in", tmp_path / "gone.txt", "-"]
    assert list(sources(names)) == [tmp_path / "odd.log", tmp_path / "in" / "a.txt", tmp_path / "gone.txt", Path("-")]


def test_an_address_is_refused_with_what_to_do() -> None:
    (name,) = sources(["https://www.example.org/dam.html"])
    assert "save the page" in refusal(name)


def test_a_text_given_for_a_name_is_refused_like_one() -> None:
    pasted = "The harbour master said that the dam would hold. " * 8
    (name,) = sources([pasted])
    assert "cannot be read" in refusal(name)
