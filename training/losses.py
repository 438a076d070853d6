"""What a batch costs, task by task."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from corpora import IGNORE
from items import Item, join, padded
from kentledge.parse.links import LINK_SCALE
from kentledge.parse.pieces import Window
from kentledge.records import ROLES
from network import TOKEN_TASKS, Reader, crf_loss

SILVER_TAGS = 0.3


def losses(
    net: Reader, batch: list[tuple[Item, Window]], cls: int, sep: int, hide: float = 0.0, mask: int = 0
) -> dict[str, Tensor]:
    x = join(batch, cls, sep)
    if hide:
        # Pieces hidden at random keep the heads from leaning on single words in the later passes.
        hidden = (torch.rand(x["ids"].shape) < hide) & (x["ids"] != cls) & (x["ids"] != sep) & (x["mask"] > 0)
        x["ids"] = x["ids"].masked_fill(hidden, mask)
    with torch.autocast("cpu", torch.bfloat16):
        raw = net(**x)
    out = {k: v.float() for k, v in raw.items()}
    depth = x["words"].shape[1]
    found: dict[str, Tensor] = {}
    for task in TOKEN_TASKS:
        gold = padded(batch, task, depth)
        if (gold != IGNORE).any():
            found[task] = cross_entropy(out[task].flatten(0, 1), gold.flatten(), ignore_index=IGNORE)
    if any(item.single is not None for item, _ in batch):
        found["attribution"] = chain_loss(net, batch, out, depth)
    if batch[0][0].sample.heads is not None:
        found.update(tree_losses(net, batch, out, depth))
    else:
        found["link"] = link_loss(batch, out)
        found["xpos"] = found.get("xpos", torch.zeros(())) * SILVER_TAGS
    return found


def chain_loss(net: Reader, batch: list[tuple[Item, Window]], out: dict[str, Tensor], depth: int) -> Tensor:
    """What the chains cost, over the windows of which something is believed."""
    known = [(row, item.single, item.pair, w) for row, (item, w) in enumerate(batch) if item.single is not None]
    mask = torch.zeros(len(known), depth, dtype=torch.bool)
    single = torch.zeros(len(known), depth, len(ROLES), 3)
    pair = torch.zeros(len(known), depth, len(ROLES), 3, 3)
    for n, (_, believed, steps, w) in enumerate(known):
        assert steps is not None
        mask[n, : w.last - w.first] = True
        single[n, : w.last - w.first] = believed[w.first : w.last]
        pair[n, : w.last - w.first] = steps[w.first : w.last]
    transitions, start = net.constrained()
    rows = torch.tensor([row for row, *_ in known])
    looks = [scores[rows].unflatten(-1, (3, 3)) for name, scores in out.items() if name.startswith("bio")]
    count = len(looks)  # all at once: the words are gone through one by one
    found = crf_loss(
        torch.cat(looks),
        single.repeat(count, 1, 1, 1),
        pair.repeat(count, 1, 1, 1, 1),
        mask.repeat(count, 1),
        transitions,
        start,
    )
    return found / count / mask.sum()


def link_loss(batch: list[tuple[Item, Window]], out: dict[str, Tensor]) -> Tensor:
    """Cross-entropy of each gold cue over the gold sources of the window, and of each gold content over its cues."""
    loss, links = torch.zeros(()), 0
    for row, (item, w) in enumerate(batch):
        for at, scores, target in (_sources_asked(item, w, row, out), _cues_asked(item, w, row, out)):
            if at:
                loss = loss + cross_entropy(scores, target, reduction="sum")
                links += at
    return loss / max(links, 1)


def _sources_asked(item: Item, w: Window, row: int, out: dict[str, Tensor]) -> tuple[int, Tensor, Tensor]:
    s = item.sample
    inside = lambda i: w.first <= i < w.last  # noqa: E731
    asked = [(n, c, t) for n, (c, t) in enumerate(s.cue_to_source) if inside(c) and (t < 0 or inside(t))]
    everywhere = sorted({t for _, t in s.cue_to_source if t >= 0})
    columns = [k for k, t in enumerate(everywhere) if inside(t)]
    where = {everywhere[k]: i for i, k in enumerate(columns)}
    if not asked:
        return 0, torch.zeros(()), torch.zeros(())
    at = torch.tensor([c - w.first for _, c, _ in asked])
    sources = torch.tensor([everywhere[k] - w.first for k in columns], dtype=torch.long)
    scores = out["cue_asks"][row, at] @ out["source_key"][row, sources].T / LINK_SCALE
    scores = torch.cat([scores, out["no_source"][row, at]], dim=1)
    gold = torch.tensor([where.get(t, len(columns)) for _, _, t in asked])
    target = torch.nn.functional.one_hot(gold, len(columns) + 1).float()
    if item.to_source is not None:
        rows = torch.tensor([n for n, _, _ in asked])
        taught = item.to_source[rows][:, [*columns, len(everywhere)]].float().softmax(-1)
        target = target.lerp(taught, item.trust)
    return len(asked), scores, target


def _cues_asked(item: Item, w: Window, row: int, out: dict[str, Tensor]) -> tuple[int, Tensor, Tensor]:
    s = item.sample
    inside = lambda i: w.first <= i < w.last  # noqa: E731
    cues = sorted({c for c, _ in s.cue_to_source if inside(c)})
    where = {c: i for i, c in enumerate(cues)}
    asked = [(c - w.first, where[t]) for c, t in s.content_to_cue if inside(c) and t in where]
    if not asked:
        return 0, torch.zeros(()), torch.zeros(())
    at = torch.tensor([c for c, _ in asked])
    keys = out["cue_key"][row, torch.tensor(cues) - w.first]
    return len(asked), out["content_asks"][row, at] @ keys.T / LINK_SCALE, torch.tensor([t for _, t in asked])


def tree_losses(net: Reader, batch: list[tuple[Item, Window]], out: dict[str, Tensor], depth: int) -> dict[str, Tensor]:
    heads = np.full((len(batch), depth), IGNORE, dtype=np.int64)
    sentence = np.full((len(batch), depth), -1, dtype=np.int64)
    sent_b = None
    for row, (item, w) in enumerate(batch):
        h = np.array(item.sample.heads[w.first : w.last]) - w.first  # type: ignore[index]
        tags = item.sample.tags["sent"]
        sent_b = np.cumsum([tags[i] == "B" for i in range(w.first, w.last)])
        n = w.last - w.first
        sentence[row, :n] = sent_b
        good = (h >= 0) & (h < n)
        h = np.where(h == np.arange(n), depth, h)  # a root points past the last word
        heads[row, :n] = np.where(good, h, IGNORE)
    same = torch.from_numpy((sentence[:, :, None] == sentence[:, None, :]) & (sentence[:, :, None] >= 0))
    same &= ~torch.eye(depth, dtype=torch.bool)
    arcs = out["arc_dep"] @ out["arc_head"].transpose(1, 2) / 16.0
    arcs = torch.cat([arcs.masked_fill(~same, -1e4), out["root"]], dim=2)
    gold = torch.from_numpy(heads)
    arc = cross_entropy(arcs.flatten(0, 1), gold.flatten(), ignore_index=IGNORE)
    labels = padded(batch, "deprel", depth)
    at = torch.where((gold < 0) | (gold == depth), torch.arange(depth).unsqueeze(0), gold)
    head_vectors = out["label_head"].gather(1, at.unsqueeze(-1).expand(-1, -1, out["label_head"].shape[-1]))
    scores = net.label_scores(out["label_dep"], head_vectors)
    labels = labels.masked_fill(gold == IGNORE, IGNORE)
    deprel = cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORE)
    return {"arc": arc, "deprel": deprel}
