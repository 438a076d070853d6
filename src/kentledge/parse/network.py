"""Runs the reader's network over a text's words, window by window, and joins what it says."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kentledge.errors import UnusablePipeline
from kentledge.parse.decode import Floats
from kentledge.parse.pieces import OVERLAP, Ints, Known, Window, Words, edges, feed, pieces_of, windows_of
from kentledge.parse.vectors import VECTORS, unpacked

Run = Callable[[dict[str, Ints]], dict[str, Floats]]
"""A network: the arrays of `pieces.feed` in, one [windows, words, …] array a head out."""

BATCH = 1
"""Windows that go through the network together: more is slower (the shorter ones are filled up) and costs memory."""
DEEP = 12
"""Words between a word and the edge of a window from which on it is seen as well as it can be."""


PAIRED = ("arc_dep", "arc_head", "cue_asks", "source_key", "content_asks", "cue_key")
"""Heads that score pairs of words. Two vectors may only be compared where one window has seen both words."""


def _keep_to(window: Window) -> int:
    return window.keep_to


@dataclass(frozen=True)
class Scores:
    """What the network says of a text.

    `scores[head]` has one row a word, the mean of what the windows that hold the word say, each counting by how deep
    the word is in it; heads that are only ever compared pair by pair are kept by window, and `pairs` compares them.
    """

    heads: dict[str, Floats]
    windows: tuple[Window, ...]
    paired: dict[str, tuple[Floats, ...]]  # head → the rows of each window, its margins included

    def __getitem__(self, head: str) -> Floats:
        return self.heads[head]

    def pairs(self, asks: str, asking: Ints, keys: str, asked: Ints) -> tuple[Floats, NDArray[np.bool_]]:
        """Dot products [asking, asked] of two heads at words, and whether one window has seen both words.

        The asking word's own window decides; where the other word is outside of it, the product says little.
        """
        out = np.zeros((len(asking), len(asked)), dtype=np.float32)
        together = np.zeros(out.shape, dtype=np.bool_)
        if not out.size:
            return out, together
        # Windows keep consecutive words: only those between the first and the last asking word matter.
        first = bisect_right(self.windows, int(asking.min()), key=_keep_to)
        last = bisect_right(self.windows, int(asking.max()), key=_keep_to)
        for k in range(first, last + 1):
            w = self.windows[k]
            rows = np.nonzero((asking >= w.keep_from) & (asking < w.keep_to))[0]
            columns = np.nonzero((asked >= w.first) & (asked < w.last))[0]
            if len(rows) and len(columns):
                left = self.paired[asks][k][asking[rows] - w.first]
                right = self.paired[keys][k][asked[columns] - w.first]
                out[np.ix_(rows, columns)] = left @ right.T
                together[np.ix_(rows, columns)] = True
        if not together.all():
            across = self._rows(asks, asking) @ self._rows(keys, asked).T
            out[~together] = across[~together]
        return out, together

    def among(self, asks: str, keys: str, first: int, last: int) -> Floats:
        """`pairs` of the words `first:last` with one another, as a sentence asks for them."""
        k = bisect_right(self.windows, first, key=_keep_to)
        w = self.windows[k]
        if w.first <= first and last <= min(w.keep_to, w.last):
            rows = slice(first - w.first, last - w.first)
            return np.asarray(self.paired[asks][k][rows] @ self.paired[keys][k][rows].T)
        within = np.arange(first, last)
        return self.pairs(asks, within, keys, within)[0]

    def _rows(self, head: str, words: Ints) -> Floats:
        """The rows of a paired head at words, each from the window that the word is deepest in."""
        out = np.zeros((len(words), self.paired[head][0].shape[1]), dtype=np.float32)
        if not len(words):
            return out
        first = bisect_right(self.windows, int(words.min()), key=_keep_to)
        last = bisect_right(self.windows, int(words.max()), key=_keep_to)
        for k in range(first, last + 1):
            w = self.windows[k]
            own = (words >= w.keep_from) & (words < w.keep_to)
            out[own] = self.paired[head][k][words[own] - w.first]
        return out


@dataclass(frozen=True)
class Small:
    """What decoding needs beside the network: the labels of each task, and the weights too small for the network."""

    labels: dict[str, list[str]]
    label_out: Floats  # [label vector, labels]
    label_bias: Floats
    transitions: Floats  # [role, from, to]
    start: Floats  # [role, state]
    version: str
    overlap: int = OVERLAP  # pieces that two windows share
    beside: str = ""  # the reader whose syntax is taken, and with whose attribution this one's is averaged
    share: float = 1.0  # what this one counts for there


def depth(window: Window, count: int) -> Floats:
    """How much a window's view of each of its words counts: the words to its nearer edge, DEEP at most.

    The text's own beginning and end are no edges, since nothing is missing beyond them. `count`: words of the text.
    """
    place = np.arange(window.last - window.first)
    before = place + 1 if window.first else np.full(len(place), DEEP)
    after = place[::-1] + 1 if window.last < count else np.full(len(place), DEEP)
    return np.asarray(np.minimum(np.minimum(before, after), DEEP), dtype=np.float32)


class Network:
    """The reader's network with its tokenizer."""

    def __init__(self, run: Run, tokenizer: Any, small: Small) -> None:
        self.run, self.tokenizer, self.small = run, tokenizer, small
        self._cls, self._sep = edges(tokenizer)
        self._known: Known = {}

    def scores(self, words: Words) -> Scores:
        """All heads over a text, window by window."""
        pieces = pieces_of(words, self.tokenizer, self._known)
        windows = windows_of(pieces.starts, overlap=self.small.overlap)
        heads: dict[str, Floats] = {}
        paired: dict[str, list[Floats]] = {name: [] for name in PAIRED}
        depths = [depth(w, len(words)) for w in windows]
        whole = np.zeros(len(words), dtype=np.float32)
        for w, deep in zip(windows, depths, strict=True):
            whole[w.first : w.last] += deep
        for begin in range(0, len(windows), BATCH):
            batch = windows[begin : begin + BATCH]
            found = self.run(feed(pieces, batch, self._cls, self._sep))
            for name, values in found.items():
                if name in paired:
                    paired[name] += [values[row, : w.last - w.first].copy() for row, w in enumerate(batch)]
                    continue
                if name not in heads:
                    heads[name] = np.zeros((len(words), *values.shape[2:]), dtype=np.float32)
                for row, (w, deep) in enumerate(zip(batch, depths[begin : begin + BATCH], strict=True)):
                    share = (deep / whole[w.first : w.last]).reshape(-1, *[1] * (values.ndim - 2))
                    heads[name][w.first : w.last] += values[row, : w.last - w.first] * share
        return Scores(heads, tuple(windows), {name: tuple(rows) for name, rows in paired.items()})


def loaded(place: Path, threads: int | None = None) -> Network:
    """The network whose weights lie in a folder, run by onnxruntime.

    Its tokenizer, and the vectors of its pieces, may lie in the folder above, where another reader shares them.

    Raises UnusablePipeline where a file is missing or broken.
    """
    import onnxruntime
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(_near(place, "tokenizer.json")))
        table = np.load(_near(place, VECTORS), mmap_mode="r")
        settings = json.loads((place / "labels.json").read_text(encoding="utf-8"))
        with np.load(place / "small.npz") as arrays:
            small = Small(
                labels=settings["labels"],
                label_out=arrays["label_out"],
                label_bias=arrays["label_bias"],
                transitions=arrays["transitions"],
                start=arrays["start"],
                version=settings["version"],
                overlap=settings.get("overlap", OVERLAP),
                beside=settings.get("beside", ""),
                share=settings.get("share", 1.0),
            )
        options = onnxruntime.SessionOptions()  # type: ignore[attr-defined]
        options.log_severity_level = 3
        # A laptop's other programs matter more than the last percent: no spinning threads.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        if threads:
            options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(  # type: ignore[attr-defined]
            str(place / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        raise UnusablePipeline(f"the reader's weights in {place} cannot be loaded: {first_line(error)}") from error
    names = [o.name for o in session.get_outputs()]

    def run(arrays: dict[str, Ints]) -> dict[str, Floats]:
        ids = arrays["ids"]
        others = {name: values for name, values in arrays.items() if name != "ids"}
        return dict(zip(names, session.run(names, {"vectors": unpacked(table, ids), **others}), strict=True))

    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Network(run, tokenizer, small)


def _near(place: Path, name: str) -> Path:
    """A file of a reader's folder, or of the folder above."""
    return place / name if (place / name).exists() else place.parent / name


def first_line(error: BaseException) -> str:
    """The first line of an error's message, or the error's name."""
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__
