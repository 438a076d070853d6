"""One file or standard input as an article: what is refused, how bytes become text, which reader takes them."""

from __future__ import annotations

import codecs
import re
import stat
import sys
from pathlib import Path
from typing import BinaryIO, Literal

from kentledge.errors import UnreadableInput
from kentledge.read.assemble import LONGEST, too_long
from kentledge.read.page import article_from_html
from kentledge.read.plain import article_from_text
from kentledge.records import Article

Kind = Literal["text", "html"]

# No text of LONGEST characters takes more bytes, in UTF-8 as in UTF-16.
_MOST_BYTES = 4 * LONGEST
_SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
# What files of other kinds begin with, so that the message can name the kind.
_OTHER_KINDS = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zip archive or office document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "a rich text file",
}
_HTML = r"(?is)\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)[\s>]"
_CHARSET = rb"(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)"


def read(source: str | Path, *, text: str | None = None) -> Article:
    """The article in a file of plain text or HTML, or on standard input where the source is "-".

    HTML is told by the file's suffix or by its first characters. Where `text` is given, it is taken as what the source
    holds, and `source` is only its name. Raises UnreadableInput where the source is missing, a folder, empty, binary,
    not UTF-8 (or UTF-16 with a byte order mark), longer than 1 million characters, or a page without an article.
    """
    name = _name(source)
    suffix = Path(source).suffix.lower() if name != "standard input" else ""
    if text is None:
        text = _decoded(_content(source, name), name)
    if _kind(suffix, text) == "html":
        return article_from_html(text, name=name)
    return article_from_text(text, name=name)


def _name(source: str | Path) -> str:
    name = str(source)
    if name == "-":
        return "standard input"
    return name if name.isprintable() and name else repr(name)


def _kind(suffix: str, text: str) -> Kind:
    """Which reader takes the text. A suffix that says text may be wrong: pages are often saved as .txt."""
    if _SUFFIXES.get(suffix) == "html" or re.match(_HTML, text.removeprefix("\ufeff")[:2_000]):
        return "html"
    return "text"


def _content(source: str | Path, name: str) -> bytes:
    """The bytes of a source, refusing what is too long before reading it."""
    if name == "standard input":
        return _bounded(sys.stdin.buffer, name)
    path = Path(source)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableInput(f"{name}: a folder, not a file; name a file in it")
        if stat.S_ISREG(status.st_mode) and status.st_size > _MOST_BYTES:
            raise UnreadableInput(too_long(name, f"{status.st_size:,} bytes"))
        with path.open("rb") as file:
            return _bounded(file, name)
    except FileNotFoundError:
        if re.match(r"(?i)https?:/", name):
            raise UnreadableInput(f"{name}: addresses are not read; save the page and name its file") from None
        raise UnreadableInput(f"{name}: no such file") from None
    except PermissionError:
        raise UnreadableInput(f"{name}: permission denied; check that you may read the file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UnreadableInput(f"{name}: cannot be read ({reason})") from None


def _bounded(file: BinaryIO, name: str) -> bytes:
    data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise UnreadableInput(too_long(name, f"more than {_MOST_BYTES:,} bytes"))
    return data


def _decoded(data: bytes, name: str) -> str:
    for start, kind in _OTHER_KINDS.items():
        if data.startswith(start):
            raise UnreadableInput(f"{name}: {kind}, which cannot be read yet; save its text as a .txt file")
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide and _is_binary(data):
        raise UnreadableInput(f"{name}: a binary file, not text or HTML")
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        declared = None if wide else _declared(data)
        if declared is None:
            encoding = "UTF-16" if wide else "UTF-8"
            # The offset counts from behind the byte order mark.
            offset = error.start + (3 if data.startswith(codecs.BOM_UTF8) else 0)
            raise UnreadableInput(
                f"{name}: not {encoding} text (byte 0x{data[offset]:02x} at offset {offset}); convert the file to UTF-8"
            ) from None
        text = declared
    if wide and "\x00" in text:
        raise UnreadableInput(f"{name}: a binary file, not text or HTML")
    return text


def _declared(data: bytes) -> str | None:
    """A page's text by the encoding that it declares for itself, None where it declares none or a wrong one.

    What declares Latin-1 or ASCII is Windows-1252, as browsers have it (WHATWG Encoding, "Names and labels"): the curly
    quotation marks of older pages are in what it has beside Latin-1.
    """
    found = re.search(_CHARSET, data[:4_096])
    if found is None:
        return None
    try:
        encoding = codecs.lookup(found[1].decode("ascii")).name
        if encoding not in ("iso8859-1", "ascii"):
            return data.decode(encoding)
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            return data.decode("latin-1")  # Python's has five bytes fewer than the browsers'
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _is_binary(data: bytes) -> bool:
    """Whether bytes hold a NUL, or control characters as no text does."""
    if b"\x00" in data:
        return True
    sample = data[:65_536]
    control = len(sample) - len(sample.translate(None, bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"))
    return control * 20 > len(sample)
