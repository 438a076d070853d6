"""Evidence: the words must stand where a model says they do, in a file, in a ledger, or in another text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kentledge.ledger import Ledger
from kentledge.model import Model, Unverified, load, run
from kentledge.read import article_from_text, read
from kentledge.reading import Engine
from kentledge.report import model_forms

Written = Callable[[str], Model]

ARTICLE = """Port fees rise

VESPERA, The harbour takes $300 million to $600 million a year, Tomas Ekwall said. Ships pay $30,000 or less per ship.

“A toll of $300 is nothing,” he said.
"""
MODEL = """
article = "port.txt"
[quantities.fees]
range = [300e6, 600e6]
unit = "USD/year"
evidence = { EVIDENCE }
[outcomes.y]
formula = "fees"
unit = "USD/year"
"""
WORDS = "$300 million to $600 million a year"


@pytest.fixture
def port(tmp_path: Path) -> Path:
    path = tmp_path / "port.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def _cited(model: Model, **more: Path) -> list[tuple[str, tuple[int, int]]]:
    result = run(model, draws=100, sensitivity=False, **more)  # type: ignore[arg-type]
    return [(c.quote, c.span) for c in result.cited.values()]


def test_a_quote_is_found_in_the_article_and_leads_to_its_characters(written: Written, port: Path) -> None:
    ((quote, span),) = _cited(written(MODEL.replace("EVIDENCE", f'quote = "{WORDS}"')))
    assert quote == WORDS
    assert read(port).at(span) == WORDS


def test_a_span_is_held_to_its_quote(written: Written, port: Path) -> None:
    start = read(port).text.index(WORDS)
    good = f'quote = "{WORDS}", span = [{start}, {start + len(WORDS)}]'
    assert _cited(written(MODEL.replace("EVIDENCE", good))) == [(WORDS, (start, start + len(WORDS)))]
    with pytest.raises(Unverified) as refused:
        _cited(written(MODEL.replace("EVIDENCE", f'quote = "{WORDS}", span = [{start + 1}, {start + len(WORDS)}]')))
    assert "quantities.fees.evidence: the article's text at" in str(refused.value)


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        ('quote = "$400 million"', "“$400 million” is not in port.txt"),
        ('quote = "$300"', "“$300” is 2 times in port.txt"),
        (f'article = "gone.txt", quote = "{WORDS}"', "'gone.txt' is no file"),
        (f'article = "{"n" * 300}", quote = "{WORDS}"', "is no file"),
        ('quantity = "q1"', "is known only to a ledger"),
    ],
)
def test_words_that_cannot_be_verified_are_told_in_one_line(
    written: Written, port: Path, tmp_path: Path, evidence: str, words: str
) -> None:
    assert port.exists()
    with pytest.raises(Unverified) as refused:
        _cited(written(MODEL.replace("EVIDENCE", evidence)), ledger=tmp_path / "none.db")
    message = str(refused.value)
    assert message.startswith("quantities.fees.evidence: ")
    assert words in message
    assert "\n" not in message


def test_a_quantity_of_the_ledger_is_evidence_and_its_speaker_is_named(
    written: Written, tmp_path: Path, engine: Engine
) -> None:
    reading = engine.assess(article_from_text(ARTICLE))
    quantity = next(q for q in reading.quantities if q.low == 3e8 and q.high == 6e8)
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.store(reading)
    evidence = f'article = "{reading.article.id}", quantity = "{quantity.id}"'
    result = run(written(MODEL.replace("EVIDENCE", evidence)), sensitivity=False, ledger=tmp_path / "l.db")
    (cited,) = result.cited.values()
    assert (cited.quote, cited.span) == (quantity.text, quantity.span)
    assert cited.speaker == "Tomas Ekwall"
    assert "article’s figures are others" not in model_forms.as_text(result, width=200)
    other = MODEL.replace("EVIDENCE", evidence).replace("600e6", "700e6")
    changed = run(written(other), sensitivity=False, ledger=tmp_path / "l.db")
    assert f"The article’s figures are others: “{quantity.text}”" in model_forms.as_text(changed, width=500)
    with pytest.raises(Unverified, match="has no quantity q99"):
        run(written(MODEL.replace("EVIDENCE", evidence.replace(quantity.id, "q99"))), ledger=tmp_path / "l.db")
    with pytest.raises(Unverified, match="holds no article"):
        run(written(MODEL.replace("EVIDENCE", 'article = "a0", quantity = "q1"')), ledger=tmp_path / "l.db")


def test_quotes_are_looked_for_in_another_text_where_one_is_named(written: Written, port: Path, tmp_path: Path) -> None:
    start = read(port).text.index(WORDS)
    model = written(MODEL.replace("EVIDENCE", f'quote = "{WORDS}", span = [{start}, {start + len(WORDS)}]'))
    other = tmp_path / "other.txt"
    other.write_text("Another headline\n\nIt brings " + WORDS + ", they say.\n", encoding="utf-8")
    ((quote, span),) = _cited(model, article=other)
    assert read(other).at(span) == quote == WORDS
    assert span != (start, start + len(WORDS))
    other.write_text("Another headline\n\nIt brings nothing.\n", encoding="utf-8")
    with pytest.raises(Unverified, match=r"is not in .*other\.txt"):
        _cited(model, article=other)


def test_articles_of_an_extended_model_are_found_from_where_it_lies(
    written: Written, port: Path, tmp_path: Path
) -> None:
    assert port.exists()
    written(MODEL.replace("EVIDENCE", f'quote = "{WORDS}"'))
    (tmp_path / "sub").mkdir()
    over = tmp_path / "sub" / "over.toml"
    over.write_text("extends = '../model.toml'\ntitle = 'Over'\n", encoding="utf-8")
    assert [q for q, _ in _cited(load(over))] == [WORDS]


def test_evidence_that_bounds_one_side_needs_a_word_on_the_other(written: Written, port: Path) -> None:
    from kentledge.model import UnusableModel

    assert port.exists()
    text = MODEL.replace("range = [300e6, 600e6]", "at_most = 30000\nvalue = 30000")
    text = text.replace("EVIDENCE", 'quote = "$30,000 or less per ship"')
    with pytest.raises(UnusableModel, match="bounds one side only, so the other is the analyst's"):
        written(text)
    written(text.replace("[outcomes.y]", 'assumption = "guess: the bound"\n[outcomes.y]'))
