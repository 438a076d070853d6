"""One article against another."""

from __future__ import annotations

import pytest
import spacy

from kentledge.measure import across, quantities
from kentledge.records import Article, Reading

NLP = spacy.blank("en")

FIRST = "Envoys met on Friday. They said Norrland has shipped more than 1,000 crates to Ostmark since March 2031."
SECOND = "The port agency spoke. It says that since March 2031 Norrland has shipped 3,000 crates to Ostmark."
LOWER = "The port agency spoke. It said that Norrland shipped only 400 crates to Ostmark since March 2031."


def reading(id_: str, text: str, published: str | None = None) -> Reading:
    return Reading(Article(id_, text, published=published), quantities=tuple(quantities(NLP(text))))


def test_a_bound_and_a_figure_above_it_can_both_hold() -> None:
    (found,) = across([reading("a", FIRST), reading("b", SECOND)])
    assert (found.articles, found.verdict) == (("a", "b"), "consistent")
    assert FIRST[slice(*found.evidence[0])] == "more than 1,000 crates"
    assert SECOND[slice(*found.evidence[1])] == "3,000 crates"


def test_a_figure_below_the_bound_differs() -> None:
    (found,) = across([reading("a", FIRST), reading("b", LOWER)])
    assert found.verdict == "inconsistent"
    assert "at least 1,000 crates" in found.says


@pytest.mark.parametrize(
    "other",
    [
        LOWER.replace("since March 2031", "in 2029"),
        LOWER.replace(" since March 2031", ""),
        LOWER.replace("Norrland", "Alder"),
        LOWER.replace("shipped", "stored"),
        LOWER.replace("Norrland shipped only 400 crates to Ostmark", "Ostmark shipped only 400 crates to Norrland"),
        LOWER.replace("Norrland shipped only", "Norrland may have shipped only"),
        LOWER.replace("only 400 crates", "only 400 barges"),
        LOWER.replace("400 crates to Ostmark", "400 crates to Ostmark by sea and shipped 700 crates"),
    ],
)
def test_figures_of_another_time_party_place_act_or_standing_are_not_compared(other: str) -> None:
    assert across([reading("a", FIRST), reading("b", other)]) == []


def test_an_article_is_not_compared_with_itself() -> None:
    assert across([reading("a", FIRST), reading("a", FIRST)]) == []


def test_a_time_is_resolved_by_the_day_of_publication() -> None:
    last = "Officials spoke. They said that Norrland shipped 900 crates to Ostmark last year."
    named = "Officials spoke. They said that in 2030 Norrland shipped 400 crates to Ostmark."
    (found,) = across([reading("a", last, "2031-04-02"), reading("b", named)])
    assert found.verdict == "inconsistent"
    assert across([reading("a", last, "2032-04-02"), reading("b", named)]) == []
    assert across([reading("a", last), reading("b", named)]) == []


def test_without_a_time_figures_hold_for_the_day_of_publication_only() -> None:
    text = "Officials spoke. They said that a storm in Tervo killed {} people near Alder."
    many, few = text.format(320), text.format(140)
    (found,) = across([reading("a", many, "2031-04-02"), reading("b", few, "2031-04-02")])
    assert found.verdict == "inconsistent"
    assert across([reading("a", many, "2031-04-02"), reading("b", few, "2031-04-03")]) == []
    assert across([reading("a", many), reading("b", few)]) == []
    hurt = few.replace("killed", "injured")
    assert across([reading("a", many, "2031-04-02"), reading("b", hurt, "2031-04-02")]) == []
