"""The words behind a number, looked up: in the article's file, or in the ledger's copy of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kentledge.files import found_at
from kentledge.model.errors import Unverified
from kentledge.model.parts import Input, Link, Model
from kentledge.model.units import Units, same
from kentledge.records import Article, Quantity, Reading, Span


@dataclass(frozen=True, slots=True)
class Cited:
    """Evidence that stands: `quote` is the article's text at `span`."""

    article: str
    title: str
    source: str
    span: Span
    quote: str
    speaker: str | None = None
    stated: Quantity | None = None


def verified(model: Model, *, ledger: Path | None = None, article: Path | None = None) -> dict[str, Cited]:
    """Every piece of evidence of the model, by its place in the file.

    With `article`, quotes are looked for in that text instead of the articles that the model names. Raises Unverified,
    naming the place, where an article is not found or the words are not there.
    """
    sources = _Sources(model.path.parent, ledger, article)
    return {link.where: sources.cited(link) for link in links(model)}


def links(model: Model) -> list[Link]:
    """Every link of the model, once."""
    origins = [i.origin for s in model.scenarios for i in s.inputs] + [j.origin for j in model.judgements]
    return list(dict.fromkeys(link for origin in origins for link in origin.evidence))


class _Sources:
    def __init__(self, folder: Path, ledger: Path | None, article: Path | None) -> None:
        self._folder, self._ledger, self._instead = folder, ledger, article
        self._read: dict[str, tuple[Article, Reading | None, str]] = {}

    def cited(self, link: Link) -> Cited:
        article, reading, source = self._article(link)
        quantity = self._quantity(link, reading) if link.quantity is not None and self._instead is None else None
        span = quantity.span if quantity else self._span(link, article)
        quote = article.at(span)
        if link.quote is not None and quote != link.quote and quote not in link.quote and link.quote not in quote:
            raise Unverified(
                f"{link.where}: quantity {link.quantity} reads “{_short(quote)}”, not “{_short(link.quote)}”"
            )
        title = article.title or Path(source).name
        speaker = _speaker(reading, quantity)
        return Cited(article.id, " ".join(title.split()), source, span, quote, speaker, quantity)

    def _article(self, link: Link) -> tuple[Article, Reading | None, str]:
        key = str(self._instead) if self._instead else link.article
        if key not in self._read:
            self._read[key] = self._found(key, link)
        return self._read[key]

    def _found(self, key: str, link: Link) -> tuple[Article, Reading | None, str]:
        from kentledge.errors import UnreadableInput
        from kentledge.read import read

        path = self._instead or Path(key)
        if self._instead is None and not path.is_absolute() and found_at(self._folder / path):
            path = self._folder / path
        if found_at(path) == "file" or self._instead:
            try:
                return read(path), None, str(self._instead or key)
            except UnreadableInput as error:
                raise Unverified(f"{link.where}: its article cannot be read: {error}") from None
        return self._kept(key, link)

    def _kept(self, key: str, link: Link) -> tuple[Article, Reading | None, str]:
        """The article of that id in the ledger."""
        from kentledge.ledger import Ledger, UnknownArticle, default_path

        path = self._ledger or default_path()
        told = f"{link.where}: {key[:80]!a} is no file"
        if found_at(path) is None:
            raise Unverified(f"{told}, and there is no ledger at {path} that could hold an article of that name")
        with Ledger.open(path, create=False) as ledger:
            try:
                reading = ledger.reading(key)
            except UnknownArticle:
                raise Unverified(f"{told}, and the ledger {path} holds no article of that name") from None
        return reading.article, reading, key

    def _quantity(self, link: Link, reading: Reading | None) -> Quantity | None:
        if reading is None:
            if link.quote is not None:
                return None  # the words themselves are the proof; only a ledger knows quantities by their ids
            raise Unverified(
                f"{link.where}: quantity {link.quantity} is known only to a ledger; read the article "
                "into one, or quote it"
            )
        for quantity in reading.quantities:
            if quantity.id == link.quantity:
                return quantity
        raise Unverified(f"{link.where}: the ledger's reading of {link.article} has no quantity {link.quantity}")

    def _span(self, link: Link, article: Article) -> Span:
        quote = link.quote
        if quote is None:
            raise Unverified(f"{link.where}: quotes no words that could be looked for in another article")
        if link.span is not None and article.at(link.span) == quote:
            return link.span
        if link.span is not None and self._instead is None:
            there = article.at(link.span)
            raise Unverified(
                f"{link.where}: the article's text at {list(link.span)} is “{_short(there)}”, not “{_short(quote)}”"
            )
        count = article.text.count(quote)
        if count != 1:
            found = "not in" if not count else f"{count} times in"
            where = self._instead or link.article
            raise Unverified(
                f"{link.where}: “{_short(quote)}” is {found} {where}; quote the words as they stand there, once"
            )
        start = article.text.index(quote)
        return start, start + len(quote)


def _speaker(reading: Reading | None, quantity: Quantity | None) -> str | None:
    if reading is None or quantity is None:
        return None
    said = {s.id: s.speaker for s in reading.statements}.get(quantity.statement or "")
    return next((s.name for s in reading.speakers if s.id == said), None)


def departures(inputs: Iterable[Input], cited: Mapping[str, Cited], units: Units) -> dict[str, str]:
    """For quantities whose numbers are not those that the ledger read in their evidence: what the article says."""
    from kentledge.model.errors import UnusableModel

    found = {}
    for i in inputs:
        for link in i.origin.evidence:
            stated = cited[link.where].stated
            if stated is None or i.stated is None:
                continue
            try:
                scaled = units.scaled(unit_text(stated), "ledger")
            except UnusableModel:
                continue
            if not same(scaled.unit, i.unit.unit):
                continue
            pairs = zip((stated.low, stated.high), i.stated, strict=True)
            if any(
                a is not None and abs(a * scaled.root - b * i.unit.root) > 1e-6 * abs(b * i.unit.root) for a, b in pairs
            ):
                found[i.name] = stated.text
    return found


def unit_text(quantity: Quantity) -> str:
    """A quantity's unit and rate as a model file writes them: "USD per 1e6 shell"."""
    unit = quantity.unit or "1"
    if quantity.per is None:
        return unit
    words = {1.0: "", 1e3: "thousand ", 1e6: "million ", 1e9: "billion "}
    return f"{unit} per {words.get(quantity.per.value, f'{quantity.per.value:g} ')}{quantity.per.unit}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 70 else words[:67] + "..."
