"""What holds of every text whatever is in it."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentledge.read import article_from_text
from kentledge.read.paragraphs import paragraphs

PIECES = st.sampled_from(
    [
        "Harbour deal may not last",
        "SUNDHOLM, ",
        "SUNDHOLM, May 3, 2023 (Velland News) — ",
        "By Mira Costa, in SUNDHOLM — ",
        "By Mira Costa in Sundholm, Velland Post",
        "Published: 25 October 2023",
        "The agreement may lower grain prices this winter, three analysts said on Tuesday.",
        "“It is a truce,” said Ana Lind.",
        "This photo, released by the ministry, shows a rocket.",
        "Smoke rises on Tuesday. (AP Photo/Jo Beck)",
        "Source: Velland News Agency",
        "(Reporting by Mira Costa; Editing by Jo Beck)",
        " (Reuters)",
        "Read more: five charts",
        "https://velland.example/a/b",
        "# ",
        "© 2023 Velland Post",
        "\n",
        "\n\n",
        "\r\n",
        " \t\n",
        "\x0b\u2028\x85",
        " ",
        ".",
    ]
)
TEXTS = (st.lists(PIECES | st.text(max_size=20), min_size=1, max_size=25).map("".join) | st.text(min_size=1)).filter(
    lambda text: bool(text.removeprefix("\ufeff").strip())
)


@given(TEXTS)
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    article = article_from_text(text)
    end = 0
    for mark in article.excluded:
        assert end <= mark.span[0] < mark.span[1] <= len(article.text)
        end = mark.span[1]


@given(TEXTS)
def test_headline_and_dateline_are_the_text_at_their_spans(text: str) -> None:
    article = article_from_text(text)
    for said, span in ((article.title, article.title_span), (article.dateline, article.dateline_span)):
        assert (said is None) == (span is None)
        if span is not None:
            assert said == article.at(span)
            assert said == said.strip() != ""
    if article.title_span is not None:
        start, end = article.title_span
        assert all(mark.span[1] <= start or end <= mark.span[0] for mark in article.excluded)


@given(TEXTS)
def test_reading_the_canonical_text_again_changes_nothing(text: str) -> None:
    article = article_from_text(text)
    if not article.text.startswith("\ufeff"):
        assert article_from_text(article.text) == article


@given(TEXTS)
def test_paragraphs_cover_all_that_is_not_blank(text: str) -> None:
    text = article_from_text(text).text
    found = paragraphs(text)
    end = 0
    for paragraph in found:
        assert text[end : paragraph.start].strip() == ""
        assert text[paragraph.start : paragraph.end] == paragraph.text == paragraph.text.strip() != ""
        end = paragraph.end
    assert text[end:].strip() == ""


@pytest.mark.parametrize("words", ["A-", "A AND ", "A, ", "A/", "(A", "AP/", "the A "])
@pytest.mark.parametrize(
    "start", ["", "Reporting by ", "By ", "Photo by ", "This article was originally published in "]
)
def test_no_paragraph_makes_a_pattern_run_for_long(start: str, words: str) -> None:
    text = (start + words * 200)[:199] + "?!"
    begin = time.perf_counter()
    article_from_text(f"{text}\n\n{text * 2}")
    assert time.perf_counter() - begin < 2


def test_plain_text_needs_no_heavy_library() -> None:
    code = (
        "import sys; from kentledge.read import article_from_text; article_from_text('One sentence.');"
        "print(*(m for m in ('trafilatura', 'lxml', 'spacy', 'numpy', 'onnxruntime') if m in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
