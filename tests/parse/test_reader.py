"""The shipped reader on the project's own labelled texts. The floors are a few points below what it reaches."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from corpora import treebank
from kentledge.errors import UnusablePipeline
from kentledge.parse import Parser
from kentledge.parse.network import loaded
from kentledge.parse.readers import folder_of
from kentledge.records import Article
from treebank import figures

FIXTURES = Path(__file__).parents[1] / "fixtures"
TEXT = (
    "Mira Halvorsen, a spokeswoman for the harbour board, said on Tuesday that 12 ships had arrived.\n\n"
    "“We don’t know more,” she added."
)


def test_the_doc_is_the_text_and_every_label_is_set(parser: Parser) -> None:
    doc = parser(Article(id="x", text=TEXT))
    assert doc.text == TEXT
    assert doc.has_annotation("TAG")
    assert doc.has_annotation("DEP")
    assert all(t.pos_ and t.tag_ and t.dep_ for t in doc)
    assert all(t.lemma_ for t in doc)
    assert [s.text.strip() for s in doc.sents][-1] == "“We don’t know more,” she added."


def test_the_tree_tells_subject_from_verb_and_entities_are_found(parser: Parser) -> None:
    doc = parser(Article(id="x", text=TEXT))
    said = next(t for t in doc if t.text == "said")
    assert said.pos_ == "VERB"
    assert said.lemma_ == "say"
    assert [t.text for t in said.children if t.dep_ == "nsubj"] == ["Mira"]
    assert "Mira Halvorsen" in [e.text for e in doc.ents if e.label_ == "PERSON"]
    assert "Tuesday" in [e.text for e in doc.ents if e.label_ == "DATE"]


def test_spans_are_there_for_other_tools(parser: Parser) -> None:
    doc = parser(Article(id="x", text=TEXT))
    assert "she" in [s.text for s in doc.spans["source"]]
    assert {"said", "added"} <= {w for s in doc.spans["cue"] for w in s.text.split()}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "!", "\n\nword", "a" * 5000, "😀 é ‮x", "\x0b\t\x0c"])
def test_any_text_can_be_parsed(parser: Parser, text: str) -> None:
    assert parser(Article(id="x", text=text)).text == text


def test_it_works_in_anyones_own_spacy_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kentledge_reader")
    doc = nlp("Orla Finch said the bridge would open in May.")
    assert [s.text for s in doc.spans["source"]] == ["Orla Finch"]
    assert doc[2].head == doc[2]


def test_another_pipeline_can_give_syntax_and_entities(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PRODUCT", "pattern": "bridge"}])  # type: ignore[attr-defined]
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "other")
    doc: Doc = Parser(str(tmp_path / "other"))(Article(id="x", text="Orla Finch said the bridge would open in May."))
    assert [e.label_ for e in doc.ents] == ["PRODUCT"]
    assert [s.text for s in doc.spans["source"]] == ["Orla Finch"]
    assert not doc[0].tag_


def test_a_pipeline_or_weights_that_are_not_there_are_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnusablePipeline) as error:
        Parser("no_such_pipeline")
    assert "no_such_pipeline" in str(error.value)
    assert "\n" not in str(error.value)
    with pytest.raises(UnusablePipeline):
        Parser(reader=str(tmp_path))


def test_tags_and_trees_reach_their_floor_on_hand_labelled_sentences() -> None:
    found = figures(loaded(folder_of("accurate")), treebank(FIXTURES / "tags.conllu"), gold_sentences=True)
    assert found["upos"] > 97
    assert found["uas"] > 94
    assert found["las"] > 91


def test_a_reader_that_is_not_installed_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "large").mkdir()  # a folder of the same name is no reader
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("kentledge.parse.readers.find_spec", lambda _: None)
    with pytest.raises(UnusablePipeline, match="not installed"):
        folder_of("large")
    with pytest.raises(UnusablePipeline, match="no reader named 'huge'"):
        folder_of("huge")
