"""The reader as a spaCy component: fills tags, lemmas, trees, sentences, entities, and the attribution spans.

After it, `doc._.attribution` holds `AttributionSpans` over `doc._.reader_words` (the token index of each word), and
`doc.spans["source" | "cue" | "content"]` the same spans for anyone's use.
"""

from __future__ import annotations

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IS_SPACE, LEMMA, POS, TAG
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from kentledge.parse.doc import words_of
from kentledge.parse.network import Network, Scores, Small
from kentledge.parse.pieces import PARAGRAPH, Words
from kentledge.parse.spans import AttributionSpans, attribution_spans
from kentledge.parse.syntax import syntax
from kentledge.parse.together import network_of
from kentledge.records import ROLES, Span

_IOB = {"O": 2, "B": 3, "I": 1}
"""spaCy's numbers for outside, begin and inside."""

if not Doc.has_extension("attribution"):
    Doc.set_extension("attribution", default=None)
    Doc.set_extension("reader_words", default=())
    Doc.set_extension("excluded", default=())
    Doc.set_extension("headline", default=())


class ReaderComponent:
    """Callable on a tokenised Doc. With `syntax=False` only the attribution spans are added."""

    def __init__(self, network: Network, syntax: bool = True) -> None:
        self.network, self.syntax = network, syntax

    def __call__(self, doc: Doc) -> Doc:
        words, index = words_of(doc)
        excluded = within(doc, index, doc._.excluded)
        labels = Filler(doc) if self.syntax else None
        main = np.nonzero(~excluded)[0]
        attribution = None
        for places in apart(main, within(doc, index, doc._.headline)[main]):
            read = chosen(words, places)
            scores = self.network.scores(read)
            found = attribution_spans(read, scores, self.network.small)
            attribution = found if attribution is None else attribution.followed_by(found, len(main[main < places[0]]))
            if labels:
                labels.fill(read, [index[i] for i in places], scores, self.network.small)
        if labels:
            # A caption is parsed by itself: it interrupts the article, and the article does not explain it.
            for stretch in runs(np.nonzero(excluded)[0]):
                part = chosen(words, stretch)
                labels.fill(part, [index[i] for i in stretch], self.network.scores(part), self.network.small)
            labels.write()
        doc._.reader_words = tuple(index[i] for i in main)
        doc._.attribution = attribution
        if attribution is not None:
            show_spans(doc, attribution)
        return doc


@Language.factory("kentledge_reader", default_config={"syntax": True})
def make_reader(nlp: Language, name: str, syntax: bool) -> ReaderComponent:  # noqa: ARG001
    """The component by name, for anyone's own spaCy pipeline: `nlp.add_pipe("kentledge_reader")`."""
    return ReaderComponent(network_of("accurate"), syntax)


def within(doc: Doc, index: list[int], spans: tuple[Span, ...]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which words stand in one of the spans of the article."""
    out = np.zeros(len(index), dtype=np.bool_)
    if not spans:
        return out
    at = np.array([doc[i].idx for i in index], dtype=np.int64)
    for start, end in spans:
        out |= (at >= start) & (at < end)
    return out


def apart(
    indices: np.ndarray[tuple[int], np.dtype[np.int64]], headline: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> list[np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """The places of words before, in and after the headline: a headline and the report do not explain each other."""
    if not len(indices):
        return []
    return np.split(indices, np.nonzero(np.diff(headline))[0] + 1)


def runs(indices: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Stretches of consecutive numbers."""
    if not len(indices):
        return []
    return np.split(indices, np.nonzero(np.diff(indices) > 1)[0] + 1)


def chosen(words: Words, indices: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Words:
    """The words at the given places; where words were left out between two, a paragraph ends."""
    gaps = words.gaps[indices].copy()
    gaps[1:][np.diff(indices) > 1] = PARAGRAPH
    return Words(tuple(words.forms[i] for i in indices), gaps)


class Filler:
    """Collects the labels of all stretches of a Doc and writes them at once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        count = len(doc)
        self.tags, self.pos, self.deps, self.lemmas = (["" for _ in range(count)] for _ in range(4))
        self.heads = list(range(count))
        self.ents = ["O"] * count

    def fill(self, words: Words, index: list[int], scores: Scores, small: Small) -> None:
        """Take in one stretch: its words, where they stand in the Doc, and the network's scores."""
        found = syntax(words, scores, small)
        for i, k in enumerate(index):
            self.tags[k], self.pos[k], self.lemmas[k] = found.tags[i], found.pos[i], found.lemmas[i]
            self.heads[k], self.deps[k], self.ents[k] = index[found.heads[i]], found.deps[i], found.entities[i]

    def write(self) -> None:
        """Set all labels on the Doc; white space hangs on the word before it."""
        doc = self.doc
        blank = np.nonzero(doc.to_array([IS_SPACE]))[0].tolist()
        for i in blank:
            self.tags[i], self.pos[i], self.lemmas[i] = "_SP", "SPACE", doc[i].text
            self.heads[i] = self.heads[i - 1] if i and doc[i - 1].is_space else max(i - 1, 0)
            self.deps[i] = "dep" if i else "ROOT"
        iob = [_IOB[e[0]] for e in self.ents]
        for i in range(len(iob)):
            # An inside without a beginning begins.
            same = i and iob[i - 1] != 2 and self.ents[i - 1][2:] == self.ents[i][2:]
            if iob[i] == 1 and not same:
                iob[i] = 3
        ids = _Ids(doc.vocab.strings)
        columns = [
            [ids[t] for t in self.tags],
            [ids[p] for p in self.pos],
            [ids[d] for d in self.deps],
            [ids[x] for x in self.lemmas],
            [(h - i) % (1 << 64) for i, h in enumerate(self.heads)],
            iob,
            [ids[e[2:]] if e != "O" else 0 for e in self.ents],
        ]
        array = np.array(columns, dtype=np.uint64).T
        doc.from_array([TAG, POS, DEP, LEMMA, HEAD, ENT_IOB, ENT_TYPE], np.ascontiguousarray(array))  # type: ignore[arg-type]


class _Ids(dict[str, int]):
    """The numbers that a vocabulary has for strings, each added on first use."""

    def __init__(self, strings: StringStore) -> None:
        self.strings = strings

    def __missing__(self, string: str) -> int:
        self[string] = number = self.strings.add(string)
        return number


def show_spans(doc: Doc, attribution: AttributionSpans) -> None:
    """Put the spans into `doc.spans`, where other tools look for them."""
    index = doc._.reader_words
    for role in ROLES:
        doc.spans[role] = [
            Tokens(doc, index[first], index[last - 1] + 1, label=role.upper())
            for first, last in getattr(attribution, role)
        ]
