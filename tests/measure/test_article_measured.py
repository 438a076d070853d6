"""Whole passages: order, spans, statements, excluded stretches, and what a parser adds."""

from __future__ import annotations

import json

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kentledge.format1 import plain
from kentledge.measure import quantities
from kentledge.records import Per, Statement

NLP = spacy.blank("en")

ARTICLE = """Harbour deal may bring Norrland little, analysts say

VARNES, Norrland has shipped more than 1,000 crates of spare parts and fuel to Ostmark since March 3, officials said.

Orla Vint, 52, a lecturer at Varnes College, put the price at around US$300 million to $600 million per million shells.
Ostmark, which needs 8 million shells on an annual basis, would pay “$600 or less per shell,” she said.

“Trade fell 12 percent over the past 20–30 years,” said Tam Oker of the Institute of Ports. “Some 2.5 million tonnes
of grain a year went elsewhere.”

Photo 3: two ships at berth 14 (Varnes Agency)"""


def test_passage_gives_its_quantities_in_order() -> None:
    found = quantities(NLP(ARTICLE))
    assert [q.id for q in found] == [f"q{i + 1}" for i in range(len(found))]
    assert [q.span for q in found] == sorted(q.span for q in found)
    crates, age, price, need, cost, fall, span, grain, *rest = found
    assert (crates.low, crates.high, crates.unit, crates.of) == (1000, None, "crate", "spare parts and fuel")
    assert (age.low, age.unit, age.plain) == (52, "year", True)
    assert (price.low, price.high, price.unit, price.per) == (3e8, 6e8, "USD", Per(1e6, "shell"))
    assert price.approximate
    assert (need.low, need.unit, need.per) == (8e6, "shell", Per(1, "year"))
    assert (cost.low, cost.high, cost.unit, cost.per) == (None, 600, "USD", Per(1, "shell"))
    assert (fall.low, fall.unit, fall.change) == (0.12, "1", "down")
    assert (span.low, span.high, span.unit) == (20, 30, "year")
    assert (grain.low, grain.unit, grain.per, grain.of) == (2.5e6, "tonne", Per(1, "year"), "grain")
    assert [q.unit for q in rest] == ["ship"]


def test_text_is_the_article_at_the_span() -> None:
    for quantity in quantities(NLP(ARTICLE)):
        assert ARTICLE[slice(*quantity.span)] == quantity.text
        if quantity.of is not None:
            assert quantity.of in ARTICLE


def test_excluded_stretches_are_not_measured() -> None:
    caption = (ARTICLE.index("Photo 3"), len(ARTICLE))
    assert all(q.unit != "ship" for q in quantities(NLP(ARTICLE), excluded=[caption]))


def statement(id_: str, words: str) -> Statement:
    start = ARTICLE.index(words)
    return Statement(id_, None, "direct", words, (), (), ((start, start + len(words)),))


def test_quantity_belongs_to_the_innermost_statement() -> None:
    outer = statement("s1", ARTICLE[ARTICLE.index("Ostmark, which") : ARTICLE.index(" she said")])
    inner = statement("s2", "$600 or less per shell")
    by_unit = {(q.unit, q.high): q.statement for q in quantities(NLP(ARTICLE), statements=[outer, inner])}
    assert by_unit["shell", 8e6] == "s1"
    assert by_unit["USD", 600] == "s2"
    assert by_unit["crate", None] is None


def test_quantities_are_plain_json() -> None:
    found = [plain(q) for q in quantities(NLP(ARTICLE))]
    assert json.loads(json.dumps(found)) == found


def test_parser_finds_a_noun_that_spelling_does_not_show() -> None:
    words = ["They", "counted", "6", "badly", "damaged", "alumni", "offices", "and", "one", "poster", "admitted", "it"]
    tags = ["PRON", "VERB", "NUM", "ADV", "ADJ", "NOUN", "NOUN", "CCONJ", "NUM", "NOUN", "VERB", "PRON"]
    heads = [1, 1, 6, 4, 6, 6, 1, 10, 9, 10, 1, 10]
    labels = ["nsubj", "ROOT", "nummod", "advmod", "amod", "compound", "obj", "cc", "nummod", "nsubj", "conj", "obj"]
    doc = Doc(NLP.vocab, words=words, pos=tags, heads=heads, deps=labels)
    assert [(q.text, q.unit) for q in quantities(doc)] == [
        ("6 badly damaged alumni offices", "office"),
        ("one poster", "poster"),
    ]


def test_tags_end_what_a_share_is_of() -> None:
    words = [
        "Some",
        "50",
        "percent",
        "of",
        "people",
        "in",
        "town",
        "and",
        "9",
        "percent",
        "of",
        "staff",
        "chose",
        "her",
    ]
    tags = ["DET", "NUM", "NOUN", "ADP", "NOUN", "ADP", "NOUN", "CCONJ", "NUM", "NOUN", "ADP", "NOUN", "VERB", "PRON"]
    found = quantities(Doc(NLP.vocab, words=words, pos=tags))
    assert [(q.low, q.of) for q in found] == [(0.5, "people"), (0.09, "staff")]


@pytest.mark.parametrize("text", ["", " \n\n ", "No figures at all.", "$", "-", "between and to", "a half", "9" * 400])
def test_text_without_quantities_gives_none(text: str) -> None:
    assert quantities(NLP(text)) == []


def test_piled_up_magnitudes_stay_finite() -> None:
    found = quantities(NLP("5 " + "trillion " * 60 + "dollars"))
    assert all(q.low is not None and q.low < 1e30 for q in found)


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**15), st.sampled_from(["{:,}", "{:d}"]))
def test_any_integer_comes_back(value: int, style: str) -> None:
    (quantity,) = quantities(NLP(f"They moved {style.format(value)} kilograms."))
    assert (quantity.low, quantity.high, quantity.unit) == (value, value, "kilogram")


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["", " million", "bn", " trillion"]))
def test_any_amount_of_money_comes_back(value: object, magnitude: str) -> None:
    scale = {"": 1.0, " million": 1e6, "bn": 1e9, " trillion": 1e12}[magnitude]
    (quantity,) = quantities(NLP(f"They paid ${value:,}{magnitude} there."))
    assert quantity.low == pytest.approx(float(str(value)) * scale, rel=1e-12)
    assert quantity.unit == "USD"


PIECES = """more than|up to|about|between|and|from|to|or|-|–|$|US$|€|£|5|20|1,000|2.5|1990|.5|million|bn|k|m|%
percent|points|one|two|twenty|hundred|dozen|dozens of|thousands of|half|a|a third of|the|of|in|km|kg|mph|degrees|°C
year|years|-year-old|troops|shells|men|Article|Sept.|March|per|each|a day|rose|fell by|cut|minus|×10|/|(|)|,|.|’s
Varnes|or more|won|pounds|\n"""


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(PIECES.replace("\n", "|").split("|")), st.sampled_from([" ", ""])), max_size=12)
)
def test_no_text_breaks_it(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    for quantity in quantities(NLP(text)):
        assert text[slice(*quantity.span)] == quantity.text
        assert quantity.text.strip() == quantity.text
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
