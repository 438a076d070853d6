"""Train the reader: `python training/train.py --corpora DIR --base DIR --out DIR`.

Each step takes windows of PolNeAR (attribution, silver entities, tags and sentences) and windows of the treebanks
(gold trees, tags, lemmas, sentences), adds the losses and moves all weights once. A running average of the weights is
what is kept. Fixed seed; one process; a checkpoint every five minutes, from which `--resume` goes on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from torch import Tensor
from transformers import AutoConfig, AutoModel

from corpora import all_samples, label_lists, unlabelled
from items import Item, batches, cut, prepared, tokenizer_of
from kentledge.parse.pieces import Window, edges
from losses import losses
from network import Reader, reader_of, ready

BASE_SHA256 = {
    "bert": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",  # all-MiniLM-L6-v2
    "mpnet": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",  # all-mpnet-base-v2
}
SAVE_EVERY = 300.0
"""Seconds of training that an interruption costs at most."""
TABLE = "encoder.embeddings.word_embeddings.weight"
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
    net: Reader, batch: list[tuple[Item, Window]], cls: int, sep: int, hide: float, mask: int
) -> dict[str, Tensor]:
    """Add the gradients of a batch to what is there, and return its losses."""
    part = losses(net, batch, cls, sep, hide, mask)
    torch.stack([WEIGHTS[k] * v for k, v in part.items()]).sum().backward()
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
    parser.add_argument(
        "--tree-ratio", type=float, default=2.0, help="passes over the treebanks for each of PolNeAR (0: none)"
    )
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=4096, help="pieces of PolNeAR a step")
    parser.add_argument("--average", type=float, default=0.998, help="decay of the running average of weights")
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
    args = parser.parse_args()
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
        net = fresh(args.base, sizes)
    while len(net.looks) < args.looks:
        net.look_again()
    vectors = net.encoder.embeddings.word_embeddings.weight
    if args.words:
        with torch.no_grad():
            vectors.copy_(torch.load(args.words, weights_only=True)[TABLE])
        # An adversarial step moves them for the time being, and asks for their gradient.
        vectors.requires_grad_(bool(args.against))
    learnt = [(n, p) for n, p in net.named_parameters() if p.requires_grad and not (args.words and p is vectors)]
    soft = torch.load(args.soft, weights_only=True) if args.soft else {}
    news_items = prepared(news, lists, tokenizer, soft, args.trust)
    tree_items = prepared(trees, lists, tokenizer, soft, 1.0)
    slow = [p for n, p in learnt if n.startswith("encoder")]
    quick = [p for n, p in learnt if not n.startswith("encoder")]
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
    moving = [k for k, v in average.items() if v.dtype.is_floating_point and not (args.words and k == TABLE)]
    step, first_epoch, passed = 0, 0, 0
    if args.resume and (args.out / "last.pt").exists():
        saved = torch.load(args.out / "last.pt", weights_only=False)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        average, step, first_epoch, passed = saved["average"], saved["step"], saved["epoch"], saved["passed"]
        rng.setstate(saved["rng"])
        torch.set_rng_state(saved["torch"])
    tree_queue: list[list[tuple[Item, Window]]] = []
    began, sums, seen = time.time(), {}, 0
    kept = began
    net.train()

    def keep(epoch: int, passed: int, drawn: object) -> None:
        """Save all that is needed to go on after `passed` batches of an epoch that was drawn from the state `drawn`."""
        state = {
            "net": net.state_dict(),
            "average": average,
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "torch": torch.get_rng_state(),
        }
        place = {"step": step, "epoch": epoch, "passed": passed, "rng": drawn}
        torch.save(state | place, args.out / "next.pt")
        (args.out / "next.pt").replace(args.out / "last.pt")

    for epoch in range(first_epoch, math.ceil(args.epochs)):
        drawn = rng.getstate()
        for number, batch in enumerate(batches(cut(news_items, rng), args.batch, rng)):
            if tree_batch and not tree_queue:
                tree_queue = batches(cut(tree_items, rng), tree_batch, rng)
            both = [batch, tree_queue.pop()] if tree_batch else [batch]
            if number < passed:
                continue
            found: dict[str, Tensor] = {}
            for b in both:
                part = learn(net, b, cls, sep, args.hide, masked)
                if args.against and b is batch:
                    with misled(net, args.against):
                        learn(net, b, cls, sep, args.hide, masked)
                for k, v in part.items():
                    found[k] = found.get(k, torch.zeros(())) + v
            torch.nn.utils.clip_grad_norm_([p for _, p in learnt], 1.0)
            optimizer.step()
            net.zero_grad(set_to_none=True)
            schedule.step()
            step += 1
            decay = min(args.average, step / (step + 10))
            with torch.no_grad():
                now = net.state_dict()
                for k in moving:
                    average[k].lerp_(now[k], 1 - decay)
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
            if time.time() - kept > SAVE_EVERY:
                keep(epoch, number + 1, drawn)
                kept = time.time()
        passed, kept = 0, time.time()
        keep(epoch + 1, 0, rng.getstate())
        torch.save(average, args.out / "average.pt")
        print(f"epoch {epoch + 1} saved at {time.time() - began:.0f}s", flush=True)


if __name__ == "__main__":
    main()
