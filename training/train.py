"""Train the reader: `python training/train.py --corpora DIR --base DIR --out DIR`.

Each step takes windows of PolNeAR (attribution, silver entities, tags and sentences) and windows of the treebanks
(gold trees, tags, lemmas, sentences), adds the losses and moves all weights once. A running average of the weights is
what is kept. Fixed seed; one process; a checkpoint every five minutes, from which `--resume` goes on.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from torch import Tensor

from corpora import all_samples, label_lists, unlabelled
from course import TABLE, Course, continued, fresh
from items import Item, batches, cut, prepared, tokenizer_of
from kentledge.parse.pieces import WINDOW, Window, edges
from losses import losses
from network import Reader, plainly

SAVE_EVERY = 300.0
"""Seconds of training that an interruption costs at most."""
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


def learn(
    net: Reader, batch: list[tuple[Item, Window]], cls: int, sep: int, hide: float, mask: int, weight: float = 1.0
) -> dict[str, Tensor]:
    """Add the gradients of a batch, times `weight`, to what is there, and return its losses."""
    part = losses(net, batch, cls, sep, hide, mask)
    (torch.stack([WEIGHTS[k] * v for k, v in part.items()]).sum() * weight).backward()
    return {k: v.detach() for k, v in part.items()}


@contextmanager
def misled(net: Reader, length: float) -> Iterator[None]:
    """The word vectors moved, for the time being, to where the loss grows fastest (Miyato, Dai and Goodfellow 2017)."""
    weight = net.encoder.embeddings.word_embeddings.weight
    away = weight.grad / weight.grad.norm().clamp_min(1e-12) * length
    with torch.no_grad():
        weight.add_(away)
    try:
        yield
    finally:
        with torch.no_grad():
            weight.sub_(away)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2's weights and tokenizer")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=8.0, help="passes over PolNeAR")
    parser.add_argument(
        "--tree-ratio", type=float, default=2.0, help="passes over the treebanks for each of PolNeAR (0: none)"
    )
    parser.add_argument(
        "--tree-weight", type=float, default=1.0, help="what a batch of the treebanks counts for beside one of PolNeAR"
    )
    parser.add_argument("--trees-fade", action="store_true", help="let that fall evenly to nothing by the end")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=4096, help="pieces of PolNeAR a step")
    parser.add_argument("--average", type=float, default=0.998, help="decay of the running average of weights")
    parser.add_argument("--dropout", type=float, default=0.1, help="in the encoder, where it begins from base weights")
    parser.add_argument(
        "--narrow", type=float, default=0.0, help="share of the passes whose windows are a third as long"
    )
    parser.add_argument("--hide", type=float, default=0.0, help="share of input pieces hidden at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stop-after", type=int, default=0, help="stop after so many steps (to try out)")
    parser.add_argument("--start", type=Path, help="weights to go on from, in a new cycle of the learning rate")
    parser.add_argument("--layers", default="", help="of the weights to start from, keep only these layers, as 0,3")
    parser.add_argument("--words", type=Path, help="weights whose word vectors are taken, and left as they are")
    parser.add_argument("--invented", type=int, default=0, help="times a pass sees the invented articles")
    parser.add_argument("--unlabelled", action="store_true", help="unlabelled articles too, as the teacher sees them")
    parser.add_argument("--looks", type=int, default=0, help="how many further looks, added where there are fewer")
    parser.add_argument("--against", type=float, default=0.0, help="length of the adversarial step, 0 for none")
    parser.add_argument("--soft", type=Path, help="a teacher's soft labels, from soften.py")
    parser.add_argument("--trust", type=float, default=0.5, help="share of the teacher's labels beside gold ones")
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run of the same settings")
    parser.add_argument("--threads", type=int, default=0, help="cores to use; all of them where not given")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    if args.threads:
        torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = tokenizer_of(args.base)
    cls, sep = edges(tokenizer)
    masked = tokenizer.token_to_id("<mask>") or tokenizer.token_to_id("[MASK]")
    news, trees = all_samples(args.corpora, args.invented)
    if args.unlabelled:
        news += unlabelled(trees)
    lists = label_lists(trees + news)
    (args.out / "labels.json").write_text(json.dumps(lists, ensure_ascii=False, indent=0))
    sizes = {k: len(v) for k, v in lists.items()}
    if args.start:
        net = continued(args.start, args.base, sizes, [int(n) for n in args.layers.split(",") if n])
    else:
        net = fresh(args.base, sizes, args.dropout)
    while len(net.looks) < args.looks:
        net.look_again()
    plainly(net)
    vectors = net.encoder.embeddings.word_embeddings.weight
    if args.words:
        with torch.no_grad():
            vectors.copy_(torch.load(args.words, weights_only=True)[TABLE])
        # An adversarial step moves them for the time being, and asks for their gradient.
        vectors.requires_grad_(bool(args.against))
    soft = torch.load(args.soft, weights_only=True) if args.soft else {}
    news_items = prepared(news, lists, tokenizer, soft, args.trust)
    # Where unlabelled texts are read, the treebanks' news is among them.
    tree_items = prepared(trees, lists, tokenizer, {} if args.unlabelled else soft, 1.0)
    size = lambda items: sum(len(i.pieces.ids) for i in items)  # noqa: E731
    per_epoch = len(batches(cut(news_items, random.Random(0)), args.batch, random.Random(0)))
    total = round(per_epoch * args.epochs)
    tree_batch = int(args.tree_ratio * size(tree_items) / per_epoch)
    print(f"{size(news_items)} + {size(tree_items)} pieces, {total} steps of {args.batch} + {tree_batch}", flush=True)
    course = Course(net, total, args.rate, args.head_rate, args.average, bool(args.words))
    first_epoch, passed = 0, 0
    if args.resume and (args.out / "last.pt").exists():
        saved = torch.load(args.out / "last.pt", weights_only=False)
        course.go_on(saved)
        first_epoch, passed = saved["epoch"], saved["passed"]
        rng.setstate(saved["rng"])
    tree_queue: list[list[tuple[Item, Window]]] = []
    began, sums, seen = time.time(), {}, 0
    kept = began
    net.train()

    def keep(epoch: int, passed: int, drawn: object) -> None:
        """Save all that is needed to go on after `passed` batches of an epoch that was drawn from the state `drawn`."""
        place = {"epoch": epoch, "passed": passed, "rng": drawn}
        torch.save(course.state() | place, args.out / "next.pt")
        (args.out / "next.pt").replace(args.out / "last.pt")

    for epoch in range(first_epoch, math.ceil(args.epochs)):
        drawn = rng.getstate()
        width = WINDOW // 3 if epoch < args.narrow * args.epochs else WINDOW
        for number, batch in enumerate(batches(cut(news_items, rng, width), args.batch, rng)):
            if tree_batch and not tree_queue:
                tree_queue = batches(cut(tree_items, rng, width), tree_batch, rng)
            both = [batch, tree_queue.pop()] if tree_batch else [batch]
            if number < passed:
                continue
            found: dict[str, Tensor] = {}
            fading = 1 - course.step / total if args.trees_fade else 1.0
            for b, weight in zip(both, (1.0, args.tree_weight * fading), strict=False):
                part = learn(net, b, cls, sep, args.hide, masked, weight)
                if args.against and b is batch:
                    with misled(net, args.against):
                        learn(net, b, cls, sep, args.hide, masked)
                for k, v in part.items():
                    found[k] = found.get(k, torch.zeros(())) + v
            course.move()
            for k, v in found.items():
                sums[k] = sums.get(k, 0.0) + float(v)
            seen += 1
            if course.step % 25 == 0:
                shown = " ".join(f"{k} {v / seen:.3f}" for k, v in sorted(sums.items()))
                print(f"{course.step}/{total} {time.time() - began:.0f}s {shown}", flush=True)
                sums, seen = {}, 0
            if args.stop_after and course.step >= args.stop_after:
                return
            if course.step >= total:
                break
            if time.time() - kept > SAVE_EVERY:
                keep(epoch, number + 1, drawn)
                kept = time.time()
        passed, kept = 0, time.time()
        keep(epoch + 1, 0, rng.getstate())
        torch.save(course.average, args.out / "average.pt")
        print(f"epoch {epoch + 1} saved at {time.time() - began:.0f}s", flush=True)


if __name__ == "__main__":
    main()
