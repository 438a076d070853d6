"""One article against another."""

from __future__ import annotations

import spacy

from kentledge.measure import across, quantities
from kentledge.records import Article, Reading

NLP = spacy.blank("en")

FIRST = "Envoys met on Friday. They said Norrland had sent more than 1,000 crates to Ostmark since March."
SECOND = "The port agency counted the freight. It put the crates that went from Norrland to Ostmark at 3,000 crates."
LOWER = "The port agency counted the freight. It said that Norrland has shipped only 400 crates to Ostmark."
ELSEWHERE = "In the south, Tervo received 200 crates from Alder."


def reading(id_: str, text: str) -> Reading:
    return Reading(Article(id_, text), quantities=tuple(quantities(NLP(text))))


def test_a_bound_and_a_figure_above_it_can_both_hold() -> None:
    (found,) = across([reading("a", FIRST), reading("b", SECOND)])
    assert (found.articles, found.verdict) == (("a", "b"), "consistent")
    assert FIRST[slice(*found.evidence[0])] == "more than 1,000 crates"
    assert SECOND[slice(*found.evidence[1])] == "3,000 crates"


def test_a_figure_below_the_bound_differs() -> None:
    (found,) = across([reading("a", FIRST), reading("b", LOWER)])
    assert found.verdict == "inconsistent"
    assert "at least 1,000 crates" in found.says


def test_figures_about_other_names_are_not_compared() -> None:
    assert across([reading("a", FIRST), reading("b", ELSEWHERE)]) == []


def test_an_article_is_not_compared_with_itself() -> None:
    assert across([reading("a", FIRST), reading("a", FIRST)]) == []
