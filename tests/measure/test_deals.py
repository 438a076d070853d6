"""Who gives what to whom, in return for what, and how real it is."""

from __future__ import annotations

import pytest
import spacy

from kentledge.measure import deals
from kentledge.parse import Parser
from kentledge.records import Article, Deal, Statement

PACT = (
    "Officials followed the claim that Norrland had sent more than 1,000 crates of spare parts to Ostmark for use at "
    "its ports.\n\nIn return, Norrland apparently wants Ostmark to transfer high-tech radar technology, such as a "
    "coastal sensor, as it is pushing to build up its fleet.\n\n“Ostmark is unlikely to provide something major in "
    "exchange for the spare parts. It may supply some energy and food assistance, or dated radar technology,” Orla "
    "Vint, a lecturer at Varnes College, said."
)


def found_in(parser: Parser, text: str) -> list[Deal]:
    return deals(parser(Article(id="", text=text)))


def told(deal: Deal) -> tuple[str, str, str, str | None, str]:
    return deal.giver, deal.receiver, deal.item, deal.in_return_for, deal.modality


def test_deals_of_a_passage_and_what_they_are_in_return_for(parser: Parser) -> None:
    sent, wanted, major, assistance = found_in(parser, PACT)
    crates = "more than 1,000 crates of spare parts"
    assert told(sent) == ("Norrland", "Ostmark", crates, None, "reported")
    assert told(wanted) == ("Ostmark", "Norrland", "high-tech radar technology", crates, "wanted")
    assert told(major) == ("Ostmark", "Norrland", "something major", "the spare parts", "doubted")
    assert assistance.giver == "Ostmark"
    assert (assistance.item or "").startswith("some energy and food assistance")
    assert assistance.modality == "thought possible"


def test_every_part_is_at_its_span(parser: Parser) -> None:
    for deal in found_in(parser, PACT):
        parts = [
            (deal.giver, deal.giver_span),
            (deal.receiver, deal.receiver_span),
            (deal.item, deal.item_span),
            (deal.in_return_for, deal.in_return_for_span),
        ]
        for words, span in parts:
            assert (words is None) == (span is None)
            assert span is None or PACT[slice(*span)] == words
        assert deal.cue is not None
        assert deal.span[0] <= deal.cue[0] < deal.cue[1] <= deal.span[1]


@pytest.mark.parametrize(
    ("text", "giver", "receiver", "item", "back", "modality"),
    [
        ("Varnes sold Ostmark 40 boats for 12 million crowns.",
         "Varnes", "Ostmark", "40 boats", "12 million crowns", "reported"),
        ("The company bought steel from Norrland.", "Norrland", "The company", "steel", None, "reported"),
        ("The boats were sent to Norrland by Ostmark.", "Ostmark", "Norrland", "The boats", None, "reported"),
        ("Norrland has signed a deal to supply Ostmark with gas.", "Norrland", "Ostmark", "gas", None, "reported"),
        ("Norrland seeks radar technology from Ostmark.",
         "Ostmark", "Norrland", "radar technology", None, "wanted"),
        ("The ministry asked Norrland for fuel.", "Norrland", "The ministry", "fuel", None, "wanted"),
        ("Ostmark offered Norrland 500 tonnes of grain in return for port rights.",
         "Ostmark", "Norrland", "500 tonnes of grain", "port rights", "offered"),
        ("Ostmark could buy shells from Norrland.", "Norrland", "Ostmark", "shells", None, "thought possible"),
        ("Ostmark will not sell radar to Norrland.", "Ostmark", "Norrland", "radar", None, "doubted"),
        ("Officials doubt that Norrland will export missiles to Ostmark.",
         "Norrland", "Ostmark", "missiles", None, "doubted"),
    ],
)  # fmt: skip
def test_verbs_of_giving_and_getting(
    parser: Parser, text: str, giver: str, receiver: str, item: str, back: str | None, modality: str
) -> None:
    assert [told(d) for d in found_in(parser, text)] == [(giver, receiver, item, back, modality)]


@pytest.mark.parametrize(
    "text",
    [
        "Norrland gave Ostmark a warning.",
        "The minister provided an explanation to the court.",
        "He sent her a letter.",
        "The pact gives some breathing space to the port.",
        "She received a call from Varnes.",
        "Joren Hale, a retired admiral, said joint patrols, alongside the railway, would give Varnes a foothold.",
    ],
)
def test_what_is_given_in_a_manner_of_speaking_is_no_deal(parser: Parser, text: str) -> None:
    assert found_in(parser, text) == []


def test_deal_belongs_to_the_statement_around_its_verb(parser: Parser) -> None:
    text = "Norrland will ship 40 boats to Ostmark, the port agency said."
    words = text[: text.index(", the")]
    statement = Statement("s1", None, "indirect", words, (), (), ((0, len(words)),))
    assert [d.statement for d in deals(parser(Article(id="", text=text)), statements=[statement])] == ["s1"]


def test_excluded_sentences_and_docs_without_a_parse_have_no_deals(parser: Parser) -> None:
    text = "Norrland has shipped 40 boats to Ostmark."
    assert deals(parser(Article(id="", text=text)), excluded=[(0, 5)]) == []
    assert deals(spacy.blank("en")(text)) == []
