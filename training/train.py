"""Train the reader: `python training/train.py --corpora DIR --base DIR --out DIR`.

Each step takes windows of PolNeAR (attribution, silver entities, tags and sentences) and windows of the treebanks
(gold trees, tags, lemmas, sentences), adds the losses and moves all weights once. A running average of the weights is
what is kept. Fixed seed; one process; a checkpoint after each epoch, from which `--resume` goes on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import cross_entropy
from transformers import AutoConfig, AutoModel

from corpora import IGNORE, Sample, all_samples, label_lists
from kentledge.parse.links import LINK_SCALE
from kentledge.parse.pieces import WINDOW, Pieces, Window, edges, feed, pieces_of
from kentledge.records import ROLES
from network import TOKEN_TASKS, Reader, crf_loss, reader_of, ready

BASE_SHA256 = {
    "bert": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",  # all-MiniLM-L6-v2
    "mpnet": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",  # all-mpnet-base-v2
}
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


def prepared(
    samples: list[Sample],
    lists: dict[str, list[str]],
    tokenizer: Tokenizer,
    soft: list[dict[str, Tensor] | None],
    trust: float,
) -> list[Item]:
    index = {task: {x: i for i, x in enumerate(labels)} for task, labels in lists.items()}
    items = []
    for s, known in zip(samples, soft, strict=True):
        labels = {}
        for task in (*TOKEN_TASKS, "deprel"):
            found = s.tags.get(task, [None] * len(s.words))
            labels[task] = np.array(
                [IGNORE if x is None else index[task].get(x, IGNORE) for x in found], dtype=np.int64
            )
        item = Item(s, pieces_of(s.words, tokenizer), labels)
        believe(item, known, trust)
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
    if batch[0][0].single is not None:
        found["attribution"] = chain_loss(net, batch, out, depth)
    if batch[0][0].sample.bio is not None:
        found["link"] = link_loss(batch, out)
        found["xpos"] = found.get("xpos", torch.zeros(())) * SILVER_TAGS
    if batch[0][0].sample.heads is not None:
        found.update(tree_losses(net, batch, out, depth))
    return found


def chain_loss(net: Reader, batch: list[tuple[Item, Window]], out: dict[str, Tensor], depth: int) -> Tensor:
    mask = torch.zeros(len(batch), depth, dtype=torch.bool)
    single = torch.zeros(len(batch), depth, len(ROLES), 3)
    pair = torch.zeros(len(batch), depth, len(ROLES), 3, 3)
    for row, (item, w) in enumerate(batch):
        assert item.single is not None
        assert item.pair is not None
        mask[row, : w.last - w.first] = True
        single[row, : w.last - w.first] = item.single[w.first : w.last]
        pair[row, : w.last - w.first] = item.pair[w.first : w.last]
    transitions, start = net.constrained()
    return crf_loss(out["bio"].unflatten(-1, (3, 3)), single, pair, mask, transitions, start) / mask.sum()


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


def fresh(base: Path, sizes: dict[str, int]) -> Reader:
    config = AutoConfig.from_pretrained(base)
    weights = base / "model.safetensors"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != BASE_SHA256.get(config.model_type):
        raise SystemExit(f"{weights}: sha256 is {digest}, expected {BASE_SHA256.get(config.model_type)}")
    # Attention dropout off: the fused attention kernel is six times as fast on a CPU, and hidden dropout remains.
    config.attention_probs_dropout_prob = 0.0
    encoder = ready(AutoModel.from_pretrained(base, config=config, add_pooling_layer=False))
    if config.model_type == "mpnet":
        # Its last layer norm leaves vectors of a standard deviation of 0.12, on which new heads would learn slowly.
        norm = encoder.encoder.layer[-1].output.LayerNorm
        with torch.no_grad():
            norm.weight.mul_(8)
            norm.bias.mul_(8)
    return Reader(encoder, sizes)


def continued(start: Path, base: Path, sizes: dict[str, int], layers: list[int]) -> Reader:
    """The reader of earlier weights, or of only some of their layers, to be trained on."""
    state = torch.load(start, weights_only=True)
    if layers:
        stem = "encoder.encoder.layer."
        state = {k: v for k, v in state.items() if not k.startswith(stem)} | {
            stem + k[len(stem) :].replace(str(old), str(new), 1): v
            for new, old in enumerate(layers)
            for k, v in state.items()
            if k.startswith(f"{stem}{old}.")
        }
    return reader_of(state, base, sizes, attention_probs_dropout_prob=0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2's weights and tokenizer")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=8.0, help="passes over PolNeAR")
    parser.add_argument("--tree-ratio", type=float, default=2.0, help="passes over the treebanks for each of PolNeAR")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=4096, help="pieces of PolNeAR a step")
    parser.add_argument("--average", type=float, default=0.998, help="decay of the running average of weights")
    parser.add_argument("--hide", type=float, default=0.0, help="share of input pieces hidden at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stop-after", type=int, default=0, help="stop after so many steps (to try out)")
    parser.add_argument("--start", type=Path, help="weights to go on from, in a new cycle of the learning rate")
    parser.add_argument("--layers", default="", help="of the weights to start from, keep only these layers, as 0,3")
    parser.add_argument("--soft", type=Path, help="a teacher's soft labels, from soften.py")
    parser.add_argument("--trust", type=float, default=0.5, help="share of the teacher's labels beside gold ones")
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run of the same settings")
    parser.add_argument("--threads", type=int, default=0, help="cores to use; all of them where not given")
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    cls, sep = edges(tokenizer)
    masked = tokenizer.token_to_id("<mask>") or tokenizer.token_to_id("[MASK]")
    news, trees = all_samples(args.corpora)
    lists = label_lists(trees + news)
    (args.out / "labels.json").write_text(json.dumps(lists, ensure_ascii=False, indent=0))
    sizes = {k: len(v) for k, v in lists.items()}
    if args.start:
        net = continued(args.start, args.base, sizes, [int(n) for n in args.layers.split(",") if n])
    else:
        net = fresh(args.base, sizes)
    soft = torch.load(args.soft, weights_only=True) if args.soft else [None] * (len(news) + len(trees))
    news_items = prepared(news, lists, tokenizer, soft[: len(news)], args.trust)
    tree_items = prepared(trees, lists, tokenizer, soft[len(news) :], 1.0)
    slow = [p for n, p in net.named_parameters() if p.requires_grad and n.startswith("encoder")]
    quick = [p for n, p in net.named_parameters() if p.requires_grad and not n.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate}, {"params": quick, "lr": args.head_rate}], weight_decay=0.01, fused=True
    )
    size = lambda items: sum(len(i.pieces.ids) for i in items)  # noqa: E731
    per_epoch = len(batches(cut(news_items, random.Random(0)), args.batch, random.Random(0)))
    total = round(per_epoch * args.epochs)
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
    for epoch in range(first_epoch, math.ceil(args.epochs)):
        for batch in batches(cut(news_items, rng), args.batch, rng):
            if not tree_queue:
                tree_queue = batches(cut(tree_items, rng), tree_batch, rng)
            found: dict[str, Tensor] = {}
            for b in (batch, tree_queue.pop()):
                part = losses(net, b, cls, sep, args.hide, masked)
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
            if step >= total:
                break
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
