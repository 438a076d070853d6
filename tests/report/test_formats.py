"""The brief as text, Markdown, HTML and JSON: complete, wrapped, escaped."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import Any

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kentledge import format1
from kentledge.records import Article, Excluded, Quantity, Reading, Speaker, Statement
from kentledge.report import as_html, as_json, as_markdown, as_shown, as_text, brief
from kentledge.report.markdown import escaped
from kentledge.report.view import NOTHING_FOUND, Evident, offsets

from .harbour import TEXT, harbour_reading

HOSTILE = (
    '</script><script>alert(1)</script> "onclick="steal()" \'x\' <img src=x onerror=alert(2)> [bold]red[/bold] '
    "*star* _low_ | pipe ![pic](javascript:alert(3)) [link](http://bad.example) `code` {{ 7 * 7 }} {% raw %} "
    "&amp; &lt;b&gt; \x1b[31mred\x1b[0m \u202egnp.exe $x$ ~~gone~~ #"
)
SHUT = "".join(c for c in HOSTILE if c not in "\x1b")


def _hostile(words: str, url: str = "javascript:alert('u')") -> Reading:
    """A reading in which every text that comes from outside is hostile."""
    text = f"{words}\n\n{words} said {words}\n"
    first = (0, len(words))
    second = (len(words) + 2, 2 * len(words) + 2)
    last = (len(text) - 1 - len(words), len(text) - 1)
    cue = (second[1] + 1, second[1] + 5)
    article = Article(
        "ar-" + words, text, words, words, words, words, words, url, (Excluded(first, "boilerplate"),), title_span=first
    )
    return Reading(
        article,
        (Speaker("p1", words, words, words, "person", (second,)),),
        (Statement("s1", "p1", "direct", words, (second,), (cue,), (last,), words, words),),
        quantities=(Quantity("n1", "s1", last, words, 1, None, words, of=words),),
    )


def _tree(page: str) -> Any:
    return lxml.html.fromstring(page)  # type: ignore[no-untyped-call]


class _Article(HTMLParser):
    """The text content of the element with the id "article", as a parser reads it, and what could run on the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.scripts = 0
        self.handlers: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._inside = self._inside or given.get("id") == "article"
        self.scripts += tag == "script"
        self.handlers += [name for name in given if name.startswith("on")]
        self.links += [given.get(name) or "" for name in ("href", "src", "action") if name in given]
        self.ids += [given["id"] or ""] if "id" in given else []

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "article"

    def handle_data(self, data: str) -> None:
        self.text += data if self._inside else ""


def _parsed(page: str) -> _Article:
    parser = _Article()
    parser.feed(page)
    parser.close()
    return parser


# Text


@pytest.mark.parametrize("width", [40, 80, 120])
def test_text_keeps_to_its_width_and_has_no_escape_codes(width: int) -> None:
    text = as_text(brief(harbour_reading()), colour=False, width=width)
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= width
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_text_has_styles_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = brief(harbour_reading())
    plain = as_text(shown, colour=False, width=80)
    monkeypatch.setenv("NO_COLOR", "1")
    coloured = as_text(shown, colour=True, width=80)
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured).split() == plain.split()


def test_text_shows_each_quotation_whole_with_its_evidence() -> None:
    shown = brief(harbour_reading())
    text = " ".join(as_text(shown, colour=False, width=80).split())
    for line in shown.statements:
        assert all(p.text in text for p in line.quotation)
        assert offsets(line.evidence) in text
    others: list[Evident] = [*shown.relations, *shown.quantities, *shown.deals, *shown.checks, *shown.excluded]
    assert all(offsets(line.evidence) in text for line in [*others, *shown.speakers])


def test_text_of_an_article_cannot_steer_the_terminal() -> None:
    text = as_text(brief(_hostile(HOSTILE)), colour=False, width=80)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[bold]red[/bold]" in text


# Markdown


def test_markdown_shows_each_statement_with_its_evidence() -> None:
    shown = brief(harbour_reading())
    page = _tree(MarkdownIt("commonmark").enable("table").render(as_markdown(shown)))
    items = [" ".join(i.text_content().split()) for i in page.xpath("//ol/li")]
    assert len(items) == len(shown.statements)
    for line, item in zip(shown.statements, items, strict=True):
        assert item.startswith(" … ".join(p.text for p in line.quotation))
        assert item.endswith(offsets(line.evidence))
    numbered = [int(o.get("start") or 1) + n for o in page.xpath("//ol") for n, _ in enumerate(o.xpath("li"))]
    assert numbered == [line.number for line in shown.statements]
    assert numbered != sorted(numbered)


_printable = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(str.strip)


@given(_printable | st.text(alphabet="#-+=*_`[]()<>|~&!\\1.) aA\n", min_size=1).filter(str.strip))
@settings(max_examples=300)
def test_escaped_text_renders_as_itself(words: str) -> None:
    renderer = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for before in ("", "1. ", "- ", "# "):
        page = _tree(f"<div>{renderer.render(before + escaped(words))}</div>")
        assert page.text_content().split() == words.split()
        assert not page.xpath("//em|//strong|//a|//img|//code|//del|//hr|//blockquote|//ul/li/ul|//ol/li/ol|//pre")


def test_markdown_of_hostile_words_is_inert() -> None:
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(as_markdown(brief(_hostile(HOSTILE))))
    tree = _tree(page)
    assert not tree.xpath("//script|//img|//a|//em|//*[@onclick]")
    cells = [cell.text_content() for cell in tree.xpath("//tbody/tr/td")]
    assert cells[0].split() == HOSTILE.split()
    assert re.fullmatch(r"\[\d+–\d+\]", cells[3])
    assert "*star* _low_ | pipe ![pic](javascript:alert(3))" in tree.xpath("//ol/li")[0].text_content()


# HTML


def test_the_article_pane_holds_the_article_character_for_character() -> None:
    page = as_html(brief(harbour_reading()))
    assert _parsed(page).text == TEXT
    assert _tree(page).get_element_by_id("article").text_content() == TEXT


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60), st.data())
@settings(max_examples=60, deadline=None)
def test_the_article_pane_is_exact_for_any_text_and_any_spans(text: str, data: st.DataObject) -> None:
    spot = st.integers(0, len(text))
    span = st.tuples(spot, spot).map(lambda pair: (min(pair), max(pair)))
    statements = tuple(
        Statement(f"s{n}", None, "indirect", "", (data.draw(span),), (data.draw(span),), (data.draw(span),))
        for n in range(data.draw(st.integers(0, 3)))
    )
    parsed = _parsed(as_html(brief(Reading(Article("ar-1", text), (), statements))))
    assert parsed.text == text
    assert parsed.scripts == 1


def test_a_carriage_return_reaches_a_browser_as_one() -> None:
    # Browsers turn a bare one into a line feed before they parse; one that is written as a reference stays.
    page = as_html(brief(Reading(Article("ar-1", "one\r\ntwo"))))
    assert "\r" not in page
    assert _parsed(page).text == "one\r\ntwo"


def test_places_and_statements_lead_to_each_other() -> None:
    shown = brief(harbour_reading())
    page = _tree(as_html(shown))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in page.xpath("//a/@href") if h.startswith("#")} <= set(ids)
    for line in shown.statements:
        key = f"st{line.number}"
        item = page.get_element_by_id(key)
        assert f"#at-{key}" in item.xpath(".//blockquote/a/@href")
        assert offsets(line.evidence) in item.text_content()
        pieces = page.xpath(f"//article//a[contains(concat(' ', @data-of, ' '), ' {key} ')]")
        content = "".join(p.text_content() for p in pieces if "content" in p.get("class").split())
        assert content == "".join(p.text for p in line.quotation)
        assert all((line.speaker or "Unattributed source") in p.get("title") for p in pieces)
        first = page.get_element_by_id(f"at-{key}").xpath("following-sibling::a")[0]
        assert first.get("tabindex") is None
        assert line.quotation[0].text.startswith(first.text_content())


def test_excluded_stretches_are_marked_in_the_article() -> None:
    page = _tree(as_html(brief(harbour_reading())))
    grey = page.xpath("//article//a[contains(@class, 'excluded')]")
    assert [a.get("title") for a in grey] == ["not read: caption", "not read: credit"]


def test_hostile_words_are_inert_in_the_page() -> None:
    page = as_html(brief(_hostile(HOSTILE)))
    parsed = _parsed(page)
    assert parsed.scripts == 1
    assert not parsed.handlers
    assert all(link.startswith("#") for link in parsed.links)
    assert parsed.text == f"{HOSTILE}\n\n{HOSTILE} said {HOSTILE}\n"
    assert "{{ 7 * 7 }}" in parsed.text


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://x/%0aalert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "http://[",
        "java\nscript:x",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    shown = brief(_hostile("Words", url=url))
    assert all(link.startswith("#") for link in _parsed(as_html(shown)).links)
    tree = _tree(MarkdownIt("commonmark").render(as_markdown(shown)))
    assert not tree.xpath("//a")


def test_a_web_address_becomes_a_link_whole() -> None:
    url = 'https://courier.example/a_b/"c"?d=1&e=*2*'
    shown = brief(_hostile("Words", url=url))
    assert url in _parsed(as_html(shown)).links
    tree = _tree(MarkdownIt("commonmark").render(as_markdown(shown)))
    assert tree.xpath("//a/@href") == [url.replace('"', "%22")]


def test_the_page_lets_only_its_own_script_run_and_fetches_nothing() -> None:
    tree = _tree(as_html(brief(harbour_reading())))
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    script = tree.xpath("//script")[0].text
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'")
    assert f"script-src 'sha256-{digest}'" in policy
    assert not tree.xpath("//link|//img|//iframe|//*[@src]")
    assert "url(" not in tree.xpath("//style")[0].text


# JSON


@pytest.mark.parametrize("reading", [harbour_reading(), _hostile(SHUT)], ids=["harbour", "hostile"])
def test_json_reads_back_as_the_same_reading(reading: Reading) -> None:
    text = as_json(reading)
    assert text.endswith("}\n")
    assert format1.from_json(json.loads(text)) == reading


def test_json_keeps_letters_as_they_are() -> None:
    assert "Orsk’s winter" in as_json(harbour_reading())


def test_nothing_heavy_is_loaded_before_a_format_needs_it() -> None:
    code = "import sys, kentledge.report; print(sorted({'rich', 'jinja2', 'numpy', 'spacy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Nothing to say


@pytest.mark.parametrize("text", ["", "The tide was in.\n"])
def test_an_empty_reading_says_so_in_every_format(text: str) -> None:
    shown = brief(Reading(Article("ar-1", text)))
    assert NOTHING_FOUND in as_text(shown, colour=False, width=80)
    assert NOTHING_FOUND in as_markdown(shown)
    page = as_html(shown)
    assert NOTHING_FOUND in page
    assert _parsed(page).text == text


def test_a_speaker_named_only_in_a_relation_has_no_statement_in_any_format() -> None:
    reading = harbour_reading()
    others = tuple(s for s in reading.statements if s.speaker != "p3")
    relation = dataclasses.replace(reading.relations[0], statements=("s3",))
    quiet = dataclasses.replace(reading, statements=others, relations=(relation,), camps=(), finding=None)
    shown = brief(quiet)
    for page in (as_text(shown, colour=False, width=80), as_markdown(shown), as_html(shown)):
        assert page.count("No statement of their own.") == 1


def test_the_article_is_shown_whole_with_its_parts_marked() -> None:
    reading = harbour_reading()
    plain = as_shown(reading, colour=False, width=10_000)
    for sign in "{}<>|":
        assert sign not in TEXT
    body = plain
    for n in range(len(reading.speakers) + 1):
        body = body.replace(f"[{n}]", "")
    kept = "".join(c for c in body if c not in "{}<>|")
    assert " ".join(kept.split()).startswith(" ".join(TEXT.split()))
    for statement in reading.statements:
        for start, end in statement.cue:
            assert f"<{TEXT[start:end]}>" in plain
    for number, speaker in enumerate(reading.speakers, 1):
        assert f"[{number}] {speaker.name}" in plain
    assert "\x1b[" not in plain
    assert "\x1b[" in as_shown(reading, colour=True, width=80)
