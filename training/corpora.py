"""Reads the corpora into `Sample`s: words with whatever labels a corpus has for them.

PolNeAR gives attributions, and through CoreNLP's annotation of the same articles silver entities, tags, lemmas and
sentences; the invented articles beside this file give attributions in words that are rare in PolNeAR; the treebanks
give gold tags, lemmas, trees and sentences. A label that a corpus lacks is IGNORE there.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc

from kentledge.parse.doc import words_of
from kentledge.parse.pieces import GLUED, PARAGRAPH, SPACE, Words
from kentledge.records import ROLES
from marked import Attributed, marked

IGNORE = -100
INVENTED = Path(__file__).parent / "invented"
TREEBANKS = ("ewt/en_ewt-ud-train.conllu.gz", "gum/en_gum-ud-train.conllu.gz")
NEWSLIKE = ("newsgroup", "weblog", "GUM_news", "GUM_interview", "GUM_bio", "GUM_speech")
"""Kinds of the treebanks' documents that are written much like news."""
UNLABELLED = Path(__file__).parent / "unlabelled"
ENTITIES = {
    "PERSON": "PERSON",
    "ORGANIZATION": "ORG",
    "LOCATION": "LOC",
    "MISC": "MISC",
    "DATE": "DATE",
    "DURATION": "DATE",
    "SET": "DATE",
    "TIME": "TIME",
    "MONEY": "MONEY",
    "PERCENT": "PERCENT",
    "NUMBER": "CARDINAL",
    "ORDINAL": "ORDINAL",
}


@dataclass
class Sample:
    """One document: words, and per task one label a word (strings; None where unknown)."""

    name: str
    words: Words
    tags: dict[str, list[str | None]] = field(default_factory=dict)
    lemmas: list[str] = field(default_factory=list)  # gold, where known
    heads: list[int] | None = None  # index of the head word, own index for a root
    bio: dict[str, list[int]] | None = None  # role -> 0 O, 1 B, 2 I
    cue_to_source: list[tuple[int, int]] = field(default_factory=list)  # first words; -1 where there is no source
    content_to_cue: list[tuple[int, int]] = field(default_factory=list)


def edit_script(form: str, lemma: str) -> str:
    """How to get from a form to its lemma: characters to cut from the end of the lower-cased form, text to add.

    A leading "=" keeps the case of the form (names); forms that no suffix edit explains become a whole-word rule.
    """
    keep = "=" if lemma[:1].isupper() else ""
    base = form if keep else form.lower()
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    if shared == 0 and base != lemma:
        return f"!{lemma}"
    return f"{keep}{len(base) - shared}+{lemma[shared:]}"


def _conllu(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Sentences of a CoNLL-U file: their comment lines and their rows."""
    comments: list[str] = []
    rows: list[list[str]] = []
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("#"):
                comments.append(line)
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                yield comments, rows
                comments, rows = [], []
    if rows:
        yield comments, rows


def treebank(path: Path) -> list[Sample]:
    """A gold treebank, one sample a document."""
    samples: list[Sample] = []
    forms: list[str] = []
    gaps: list[int] = []
    tags: dict[str, list[str | None]] = {}
    heads: list[int] = []
    lemmas: list[str] = []
    name = ""

    def flush() -> None:
        if forms:
            words = Words(tuple(forms), np.array(gaps, dtype=np.int64))
            samples.append(Sample(name, words, {k: list(v) for k, v in tags.items()}, list(lemmas), list(heads)))
        for collected in (forms, gaps, heads, lemmas):
            collected.clear()
        tags.clear()
        tags.update({k: [] for k in ("upos", "xpos", "lemma", "deprel", "sent")})

    flush()
    for comments, rows in _conllu(path):
        gap = SPACE
        for c in comments:
            if c.startswith("# newdoc"):
                flush()
                name = c.split("=")[-1].strip()
            elif c.startswith("# newpar"):
                gap = PARAGRAPH
        if not forms:
            gap = PARAGRAPH
        base, glue_until = len(forms), 0
        range_gap = SPACE
        rows_in = [r for r in rows if "." not in r[0]]
        for row in rows_in:
            if "-" in row[0]:
                glue_until = int(row[0].split("-")[1])
                range_gap = GLUED if "SpaceAfter=No" in row[9] else SPACE
                continue
            i = int(row[0])
            forms.append(row[1])
            gaps.append(gap)
            if i < glue_until:
                gap = GLUED
            elif i == glue_until:
                gap = range_gap
            else:
                gap = GLUED if "SpaceAfter=No" in row[9] else SPACE
            head = int(row[6])
            heads.append(base + head - 1 if head else len(forms) - 1)
            lemmas.append(row[2])
            tags["upos"].append(row[3])
            tags["xpos"].append(row[4])
            tags["lemma"].append(edit_script(row[1], row[2]))
            tags["deprel"].append(row[7])
            tags["sent"].append("B" if i == 1 else "I")
    flush()
    return samples


def _silver(path: Path) -> dict[str, list[list[list[str]]]]:
    """CoreNLP's rows by document and sentence."""
    by_doc: dict[str, list[list[list[str]]]] = {}
    name = ""
    for comments, rows in _conllu(path):
        for c in comments:
            if c.startswith("# newdoc"):
                name = c.split("=")[-1].strip()
        by_doc.setdefault(name, []).append(rows)
    return by_doc


def _attribution_labels(
    sample: Sample, attributions: list[dict[str, list[list[int]]]], at: np.ndarray, end: np.ndarray
) -> None:
    n = len(sample.words)
    bio = {role: [0] * n for role in ROLES}
    firsts: list[dict[str, list[int]]] = []
    for a in attributions:
        first: dict[str, list[int]] = {}
        for role in ROLES:
            for s, e in a[role]:
                inside = np.nonzero((at < e) & (end > s))[0]
                if not len(inside):
                    continue
                first.setdefault(role, []).append(int(inside[0]))
                bio[role][inside[0]] = 1
                for i in inside[1:]:
                    if bio[role][i] == 0:
                        bio[role][i] = 2
        firsts.append(first)
    sample.bio = bio
    for first in firsts:
        if "cue" not in first:
            continue
        cue = first["cue"][0]
        sample.cue_to_source.append((cue, first["source"][0] if "source" in first else -1))
        sample.content_to_cue.extend((c, cue) for c in first.get("content", []))


def polnear(articles: Path, corenlp: Path) -> list[Sample]:
    """PolNeAR's articles with attributions and CoreNLP's silver labels."""
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return attributed([(r["doc"], r["text"], r["attributions"]) for r in rows], _silver(corenlp))


def attributed(articles: list[Attributed], silver: dict[str, list[list[list[str]]]]) -> list[Sample]:
    """Articles with attributions, and silver labels for those that have some, in Kentledge's own tokens."""
    nlp = spacy.blank("en")
    samples: list[Sample] = []
    for name, text, attributions in articles:
        doc: Doc = nlp.make_doc(text)
        words, index = words_of(doc)
        at = np.array([doc[i].idx for i in index])
        end = np.array([doc[i].idx + len(doc[i]) for i in index])
        sample = Sample(name, words)
        _attribution_labels(sample, attributions, at, end)
        _silver_labels(sample, silver.get(name), at, end)
        samples.append(sample)
    return samples


def _silver_labels(sample: Sample, sentences: list[list[list[str]]] | None, at: np.ndarray, end: np.ndarray) -> None:
    n = len(sample.words)
    xpos: list[str | None] = [None] * n
    if sentences is None:
        sample.tags = {"xpos": xpos}
        return
    ner: list[str | None] = ["O"] * n
    sent: list[str | None] = ["I"] * n
    exact = {(int(s), int(e)): i for i, (s, e) in enumerate(zip(at, end, strict=True))}
    for rows in sentences:
        previous = "O"
        for k, row in enumerate(rows):
            misc = dict(p.split("=", 1) for p in row[9].split("|") if "=" in p)
            s, e = int(misc["start"]), int(misc["end"])
            label = ENTITIES.get(misc.get("NER", "O"), "O")
            inside = np.nonzero((at < e) & (end > s))[0]
            if k == 0 and len(inside):
                sent[inside[0]] = "B"
            for j in inside:
                if label != "O" and ner[j] == "O":
                    ner[j] = ("I-" if previous == label else "B-") + label
                    previous = label
            if label == "O":
                previous = "O"
            i = exact.get((s, e))
            if i is not None and row[4] not in ("_", ""):
                xpos[i] = row[4]
    sample.tags = {"xpos": xpos, "ner": ner, "sent": sent}


def label_lists(samples: list[Sample]) -> dict[str, list[str]]:
    """The labels of each task that occur often enough to learn, most frequent first."""
    floors = {"lemma": 8, "deprel": 5, "xpos": 5}
    counts: dict[str, Counter[str]] = {}
    for sample in samples:
        for task, labels in sample.tags.items():
            counts.setdefault(task, Counter()).update(x for x in labels if x is not None)
    return {task: [x for x, n in c.most_common() if n >= floors.get(task, 1)] for task, c in counts.items()}


def unlabelled(trees: list[Sample]) -> list[Sample]:
    """Texts for a teacher to label: invented articles without labels, and the treebanks' documents of like kinds."""
    nlp = spacy.blank("en")
    articles = [article for path in sorted(UNLABELLED.glob("*.txt")) for article in marked(path)]
    alike = [Sample(s.name, s.words) for s in trees if any(kind in s.name for kind in NEWSLIKE)]
    return [Sample(name, words_of(nlp.make_doc(text))[0]) for name, text, _ in articles] + alike


def all_samples(folder: Path, invented: int = 0) -> tuple[list[Sample], list[Sample]]:
    """The training halves of all corpora: articles with attributions, and the treebanks' documents.

    `invented` tells how many times the invented articles are among the former.
    """
    news = polnear(folder / "polnear/train.jsonl.gz", folder / "polnear/train.corenlp.conllu.gz")
    if invented:
        articles = [article for path in sorted(INVENTED.glob("*.txt")) for article in marked(path)]
        news += attributed(articles, {}) * invented
    trees = [treebank(folder / name) for name in TREEBANKS]
    return news, trees[0] + trees[1]
