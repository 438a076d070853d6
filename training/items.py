"""Samples as the network takes them: cut into pieces, with labels as numbers, in windows and batches."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from corpora import IGNORE, Sample
from kentledge.parse.pieces import WINDOW, Pieces, Window, feed, pieces_of
from kentledge.records import ROLES
from network import TOKEN_TASKS


@dataclass
class Item:
    """A sample cut into pieces, with its labels as numbers, and what is to be believed of its attributions.

    `single` [words, roles, 3] and `pair` [words, roles, 3, 3] are marginals of the BIO chains (see `crf_loss`), gold,
    soft or a mixture of both; `to_source` the teacher's scores of each cue's sources, and `trust` its share.
    """

    sample: Sample
    pieces: Pieces
    labels: dict[str, np.ndarray]
    single: Tensor | None = None
    pair: Tensor | None = None
    to_source: Tensor | None = None
    trust: float = 0.0


def tokenizer_of(base: Path) -> Tokenizer:
    """The tokenizer of a folder of base weights, for texts of any length."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def prepared(
    samples: list[Sample],
    lists: dict[str, list[str]],
    tokenizer: Tokenizer,
    soft: dict[str, dict[str, Tensor]],
    trust: float,
) -> list[Item]:
    """The samples with labels as numbers; `soft` is what a teacher believes, by the sample's name (see `believe`)."""
    index = {task: {x: i for i, x in enumerate(labels)} for task, labels in lists.items()}
    items = []
    for s in samples:
        labels = {}
        for task in (*TOKEN_TASKS, "deprel"):
            found = s.tags.get(task, [None] * len(s.words))
            labels[task] = np.array(
                [IGNORE if x is None else index[task].get(x, IGNORE) for x in found], dtype=np.int64
            )
        item = Item(s, pieces_of(s.words, tokenizer), labels)
        believe(item, soft.get(s.name), trust)
        items.append(item)
    return items


def believe(item: Item, soft: dict[str, Tensor] | None, trust: float) -> None:
    """Set what is believed of the item's attributions: gold, the teacher's, or `trust` of the teacher's beside gold."""
    bio = item.sample.bio
    if bio is not None:
        gold = torch.nn.functional.one_hot(torch.tensor([bio[r] for r in ROLES]).T, 3).half()
        steps = torch.zeros(len(gold), len(ROLES), 3, 3, dtype=torch.half)
        steps[1:] = gold[:-1].unsqueeze(-1) * gold[1:].unsqueeze(-2)
        item.single, item.pair = gold, steps
    if soft is not None:
        single, pair = soft["single"], soft["pair"]
        if item.single is not None and item.pair is not None:
            single, pair = item.single.lerp(single, trust), item.pair.lerp(pair, trust)
        item.single, item.pair, item.to_source, item.trust = single, pair, soft.get("to_source"), trust


def cut(items: list[Item], rng: random.Random, size: int = WINDOW) -> list[tuple[Item, Window]]:
    """All items as windows that do not overlap, at a random phase, so that each epoch sees other edges."""
    out = []
    for item in items:
        starts = item.pieces.starts
        first, room = 0, rng.randint(size // 4, size - 2)
        while first < len(starts) - 1:
            last = int(np.searchsorted(starts, starts[first] + room, side="right")) - 1
            last = min(max(last, first + 1), len(starts) - 1)
            out.append((item, Window(first, last, first, last)))
            first, room = last, size - 2
    return out


def batches(windows: list[tuple[Item, Window]], pieces: int, rng: random.Random) -> list[list[tuple[Item, Window]]]:
    """Batches of about `pieces` pieces, of windows of like length."""
    rng.shuffle(windows)
    length = lambda iw: int(iw[0].pieces.starts[iw[1].last] - iw[0].pieces.starts[iw[1].first])  # noqa: E731
    out: list[list[tuple[Item, Window]]] = []
    for chunk in range(0, len(windows), 256):
        now: list[tuple[Item, Window]] = []
        widest = 0
        for iw in sorted(windows[chunk : chunk + 256], key=length):
            widest = max(widest, length(iw) + 2)
            if now and widest * (len(now) + 1) > pieces:
                out.append(now)
                now, widest = [], length(iw) + 2
            now.append(iw)
        if now:
            out.append(now)
    rng.shuffle(out)
    return out


def join(batch: list[tuple[Item, Window]], cls: int, sep: int) -> dict[str, Tensor]:
    feeds = [feed(item.pieces, [w], cls, sep) for item, w in batch]
    out = {}
    for k in feeds[0]:
        width = max(f[k].shape[1] for f in feeds)
        out[k] = torch.from_numpy(np.stack([np.pad(f[k][0], (0, width - f[k].shape[1])) for f in feeds]))
    return out


def padded(batch: list[tuple[Item, Window]], task: str, depth: int) -> Tensor:
    rows = [
        np.pad(i.labels[task][w.first : w.last], (0, depth - w.last + w.first), constant_values=IGNORE)
        for i, w in batch
    ]
    return torch.from_numpy(np.stack(rows))
