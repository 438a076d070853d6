"""Train the reader: `python training/train.py --corpora DIR --base DIR --out DIR`.

Each step takes windows of PolNeAR (attribution, silver entities, tags and sentences) and windows of the treebanks
(gold trees, tags, lemmas, sentences), adds the losses and moves all weights once. A running average of the weights is
what is kept. Fixed seed; one process; a checkpoint after each epoch, from which `--resume` goes on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import cross_entropy
from transformers import BertConfig, BertModel

from corpora import IGNORE, Sample, label_lists, polnear, treebank
from kentledge.parse.pieces import WINDOW, Pieces, Window, feed, pieces_of
from kentledge.records import ROLES
from network import TOKEN_TASKS, Reader, crf_loss

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = {
    "attribution": 1.0,
    "link": 0.5,
    "arc": 1.0,
    "deprel": 0.5,
    "upos": 0.3,
    "xpos": 0.5,
    "lemma": 0.2,
    "ner": 0.5,
    "sent": 0.5,
}
SILVER_TAGS = 0.3
MASK = 103
"""The piece [MASK] in the base vocabulary."""


@dataclass
class Item:
    """A sample cut into pieces, with its labels as numbers."""

    sample: Sample
    pieces: Pieces
    labels: dict[str, np.ndarray]


def prepared(samples: list[Sample], lists: dict[str, list[str]], tokenizer: Tokenizer) -> list[Item]:
    index = {task: {x: i for i, x in enumerate(labels)} for task, labels in lists.items()}
    items = []
    for s in samples:
        labels = {}
        for task in (*TOKEN_TASKS, "deprel"):
            found = s.tags.get(task, [None] * len(s.words))
            labels[task] = np.array(
                [IGNORE if x is None else index[task].get(x, IGNORE) for x in found], dtype=np.int64
            )
        items.append(Item(s, pieces_of(s.words, tokenizer), labels))
    return items


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


def losses(net: Reader, batch: list[tuple[Item, Window]], cls: int, sep: int, hide: float = 0.0) -> dict[str, Tensor]:
    x = join(batch, cls, sep)
    if hide:
        # Pieces hidden at random keep the heads from leaning on single words in the later passes.
        hidden = (torch.rand(x["ids"].shape) < hide) & (x["ids"] != cls) & (x["ids"] != sep) & (x["mask"] > 0)
        x["ids"] = x["ids"].masked_fill(hidden, MASK)
    with torch.autocast("cpu", torch.bfloat16):
        raw = net(**x)
    out = {k: v.float() for k, v in raw.items()}
    depth = x["words"].shape[1]
    found: dict[str, Tensor] = {}
    for task in TOKEN_TASKS:
        gold = padded(batch, task, depth)
        if (gold != IGNORE).any():
            found[task] = cross_entropy(out[task].flatten(0, 1), gold.flatten(), ignore_index=IGNORE)
    if batch[0][0].sample.bio is not None:
        found.update(attribution_losses(net, batch, out, depth))
        found["xpos"] = found.get("xpos", torch.zeros(())) * SILVER_TAGS
    if batch[0][0].sample.heads is not None:
        found.update(tree_losses(net, batch, out, depth))
    return found


def attribution_losses(
    net: Reader, batch: list[tuple[Item, Window]], out: dict[str, Tensor], depth: int
) -> dict[str, Tensor]:
    gold = np.zeros((len(batch), depth, 3), dtype=np.int64)
    mask = np.zeros((len(batch), depth), dtype=bool)
    link = torch.zeros(())
    links = 0
    for row, (item, w) in enumerate(batch):
        s = item.sample
        assert s.bio is not None
        mask[row, : w.last - w.first] = True
        for r, role in enumerate(ROLES):
            gold[row, : w.last - w.first, r] = s.bio[role][w.first : w.last]
        inside = lambda i, w=w: w.first <= i < w.last  # noqa: E731
        cues = [
            (c - w.first, t - w.first if t >= 0 else -1)
            for c, t in s.cue_to_source
            if inside(c) and (t < 0 or inside(t))
        ]
        if cues:
            sources = np.nonzero(gold[row, : w.last - w.first, 0] == 1)[0]
            where = {int(x): i for i, x in enumerate(sources)}
            pairs = [(c, where.get(t, len(sources)) if t >= 0 else len(sources)) for c, t in cues]
            at = torch.tensor([c for c, _ in pairs])
            scores = out["cue_asks"][row, at] @ out["source_key"][row, torch.from_numpy(sources)].T / 11.3
            scores = torch.cat([scores, out["no_source"][row, at]], dim=1)
            link = link + cross_entropy(scores, torch.tensor([t for _, t in pairs]), reduction="sum")
            links += len(pairs)
        contents = [(c - w.first, t - w.first) for c, t in s.content_to_cue if inside(c) and inside(t)]
        if contents:
            cue_at = np.nonzero(gold[row, : w.last - w.first, 1] == 1)[0]
            where = {int(x): i for i, x in enumerate(cue_at)}
            contents = [(c, where[t]) for c, t in contents if t in where]
            if contents:
                at = torch.tensor([c for c, _ in contents])
                scores = out["content_asks"][row, at] @ out["cue_key"][row, torch.from_numpy(cue_at)].T / 11.3
                link = link + cross_entropy(scores, torch.tensor([t for _, t in contents]), reduction="sum")
                links += len(contents)
    transitions, start = net.constrained()
    words = int(mask.sum())
    emissions = out["bio"].unflatten(-1, (3, 3))
    crf = crf_loss(emissions, torch.from_numpy(gold), torch.from_numpy(mask), transitions, start) / words
    return {"attribution": crf, "link": link / max(links, 1)}


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


def fresh(base: Path, sizes: dict[str, int]) -> Reader:
    weights = base / "model.safetensors"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != BASE_SHA256:
        raise SystemExit(f"{weights}: sha256 is {digest}, expected {BASE_SHA256}")
    config = BertConfig.from_pretrained(base)
    # Attention dropout off: the fused attention kernel is six times as fast on a CPU, and hidden dropout remains.
    config.attention_probs_dropout_prob = 0.0
    net = Reader(config, sizes)
    net.encoder = BertModel.from_pretrained(base, config=config, add_pooling_layer=False)
    return net


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2's weights and tokenizer")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8, help="passes over PolNeAR")
    parser.add_argument("--tree-ratio", type=float, default=2.0, help="passes over the treebanks for each of PolNeAR")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=4096, help="pieces of PolNeAR a step")
    parser.add_argument("--average", type=float, default=0.998, help="decay of the running average of weights")
    parser.add_argument("--hide", type=float, default=0.0, help="share of input pieces hidden at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stop-after", type=int, default=0, help="stop after so many steps (to try out)")
    parser.add_argument("--start", type=Path, help="weights to go on from, in a new cycle of the learning rate")
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run of the same settings")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    c = args.corpora
    news = polnear(c / "polnear/train.jsonl.gz", c / "polnear/train.corenlp.conllu.gz")
    trees = treebank(c / "ewt/en_ewt-ud-train.conllu.gz") + treebank(c / "gum/en_gum-ud-train.conllu.gz")
    lists = label_lists(trees + news)
    (args.out / "labels.json").write_text(json.dumps(lists, ensure_ascii=False, indent=0))
    net = fresh(args.base, {k: len(v) for k, v in lists.items()})
    if args.start:
        net.load_state_dict(torch.load(args.start, weights_only=True))
    news_items, tree_items = prepared(news, lists, tokenizer), prepared(trees, lists, tokenizer)
    slow = [p for n, p in net.named_parameters() if n.startswith("encoder")]
    quick = [p for n, p in net.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate}, {"params": quick, "lr": args.head_rate}], weight_decay=0.01
    )
    size = lambda items: sum(len(i.pieces.ids) for i in items)  # noqa: E731
    per_epoch = len(batches(cut(news_items, random.Random(0)), args.batch, random.Random(0)))
    total = per_epoch * args.epochs
    tree_batch = int(args.tree_ratio * size(tree_items) / per_epoch)
    print(f"{size(news_items)} + {size(tree_items)} pieces, {total} steps of {args.batch} + {tree_batch}", flush=True)
    shape = lambda step: min(1.0, (step + 1) / (0.06 * total)) * max(0.0, 1 - step / total)  # noqa: E731
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, shape)
    average = {k: v.detach().clone() for k, v in net.state_dict().items()}
    step, first_epoch = 0, 0
    if args.resume and (args.out / "last.pt").exists():
        saved = torch.load(args.out / "last.pt", weights_only=False)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        average, step, first_epoch = saved["average"], saved["step"], saved["epoch"]
        rng.setstate(saved["rng"])
    tree_queue: list[list[tuple[Item, Window]]] = []
    began, sums, seen = time.time(), {}, 0
    net.train()
    for epoch in range(first_epoch, args.epochs):
        for batch in batches(cut(news_items, rng), args.batch, rng):
            if not tree_queue:
                tree_queue = batches(cut(tree_items, rng), tree_batch, rng)
            found: dict[str, Tensor] = {}
            for b in (batch, tree_queue.pop()):
                part = losses(net, b, cls, sep, args.hide)
                torch.stack([WEIGHTS[k] * v for k, v in part.items()]).sum().backward()
                for k, v in part.items():
                    found[k] = found.get(k, torch.zeros(())) + v.detach()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            step += 1
            decay = min(args.average, step / (step + 10))
            with torch.no_grad():
                for k, v in net.state_dict().items():
                    if v.dtype.is_floating_point:
                        average[k].lerp_(v, 1 - decay)
            for k, v in found.items():
                sums[k] = sums.get(k, 0.0) + float(v)
            seen += 1
            if step % 25 == 0:
                shown = " ".join(f"{k} {v / seen:.3f}" for k, v in sorted(sums.items()))
                print(f"{step}/{total} {time.time() - began:.0f}s {shown}", flush=True)
                sums, seen = {}, 0
            if args.stop_after and step >= args.stop_after:
                return
        state = {
            "net": net.state_dict(),
            "average": average,
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
        }
        torch.save({**state, "step": step, "epoch": epoch + 1, "rng": rng.getstate()}, args.out / "last.pt")
        torch.save(average, args.out / "average.pt")
        print(f"epoch {epoch + 1} saved at {time.time() - began:.0f}s", flush=True)


if __name__ == "__main__":
    main()
