"""Parse: one pass of the reader over an article gives an ordinary spaCy Doc.

`Parser()` loads the reader once; `parser(article)` reads an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from kentledge.errors import UnusablePipeline
from kentledge.records import Article, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kentledge.parse.network import Network

__all__ = ["Parser"]

FORGOTTEN = 64
"""Articles after which the words that they brought are forgotten: each new word costs, and so does keeping them all."""


class Parser:
    """Reads articles into spaCy Docs with syntax, entities and attribution spans.

    `pipeline` names any installed spaCy pipeline (or a folder holding one) that is to give syntax and entities instead
    of the reader; the attribution spans are always the reader's. `weights` is a folder of other reader weights,
    `threads` how many threads the network may use (all cores where None).
    Raises UnusablePipeline where either cannot be loaded.
    """

    def __init__(self, pipeline: str | None = None, *, reader: str = "accurate", threads: int | None = None) -> None:
        from spacy.lang.en import English
        from spacy.language import Language

        from kentledge.parse.component import ReaderComponent
        from kentledge.parse.network import first_line
        from kentledge.parse.together import network_of

        network = network_of(reader, threads)
        self.version = network.small.version
        self._reader = ReaderComponent(network, syntax=pipeline is None)
        if pipeline is None:
            self._nlp: Language = English()
        else:
            import spacy

            try:
                self._nlp = spacy.load(pipeline)
            except Exception as error:
                raise UnusablePipeline(
                    f"the spaCy pipeline {pipeline!r} cannot be loaded: {first_line(error)}"
                ) from error
            self.version += f" with {self._nlp.meta['name']} {self._nlp.meta['version']}"
        self._nlp.max_length = 20_000_000
        self._zone = ExitStack()
        self._passed = 0

    @contextmanager
    def passing(self) -> Iterator[None]:
        """A context in which Docs are made, used and forgotten: new words do not pile up in the vocabulary."""
        if self._passed % FORGOTTEN == 0:
            self._zone.close()
            self._zone.enter_context(self._nlp.memory_zone())
        self._passed += 1
        yield

    @property
    def network(self) -> Network:
        """The network behind the reader."""
        return self._reader.network

    def __call__(self, article: Article) -> Doc:
        """The article as a Doc; `doc.text` is `article.text`, so token offsets are article offsets."""
        doc = self._nlp.make_doc(article.text)
        doc._.excluded = (*(e.span for e in article.excluded), *_dateline(article))
        doc._.headline = (article.title_span,) if article.title_span else ()
        for _, component in self._nlp.pipeline:
            doc = component(doc)
        return self._reader(doc)


_AFTER_PLACE = re.compile(
    r"(?:,?\s+(?:[^\W\d_]{3,9}\.?\s+\d{1,2}|\d{1,2}\s+[^\W\d_]{3,9})\.?(?:,?\s+\d{4})?\.?)?"
    r"\s*(?:\([^)\n]{1,40}\)|/[^/\n]{1,30}/)?\s*(?:[-—–―,:]{1,2}|(?<=/)\.)\s*"
)


def _dateline(article: Article) -> tuple[Span, ...]:
    """The dateline with all that parts it from the first sentence: no part of what anyone said."""
    if article.dateline_span is None:
        return ()
    start, end = article.dateline_span
    rest = _AFTER_PLACE.match(article.text, end)
    return ((start, rest.end() if rest else end),)
