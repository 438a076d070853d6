"""Only the heads of syntax learn anew: `python training/syntax.py START.pt LABELS.json BASE OUT.pt --corpora DIR`.

A cycle without treebanks moves the encoder away from what the heads of syntax had learned to read. Here they learn it
again from the treebanks, while the encoder and all that attribution needs stay as they are to the last bit.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch

from corpora import TREEBANKS, treebank
from items import batches, cut, prepared, tokenizer_of
from kentledge.parse.pieces import edges
from losses import losses
from network import reader_of
from train import WEIGHTS

TASKS = ("arc", "deprel", "upos", "xpos", "lemma")
HEADS = ("tokens.upos", "tokens.xpos", "tokens.lemma", "arc_", "root", "label_")
BATCH = 4096


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("start", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=53)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    lists = json.loads(args.labels.read_text(encoding="utf-8"))
    state = torch.load(args.start, weights_only=True)
    net = reader_of(state, args.base, {k: len(v) for k, v in lists.items()}, attention_probs_dropout_prob=0.0)
    net.eval()  # no dropout: what goes in is as it will be
    for name, parameter in net.named_parameters():
        parameter.requires_grad_(name.startswith(HEADS))
    tokenizer = tokenizer_of(args.base)
    cls, sep = edges(tokenizer)
    trees = [sample for name in TREEBANKS for sample in treebank(args.corpora / name)]
    items = prepared(trees, lists, tokenizer, {}, 1.0)
    total = args.passes * len(batches(cut(items, random.Random(0)), BATCH, random.Random(0)))
    optimizer = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=args.rate, weight_decay=0.01)
    shape = lambda step: min(1.0, (step + 1) / 20) * max(0.0, 1 - step / total)  # noqa: E731
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, shape)
    began, step = time.time(), 0
    for _ in range(args.passes):
        for batch in batches(cut(items, rng), BATCH, rng):
            part = losses(net, batch, cls, sep)
            loss = torch.stack([WEIGHTS[task] * part[task] for task in TASKS]).sum()
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            step += 1
            if step % 20 == 0:
                print(f"{step}/{total} {time.time() - began:.0f}s loss {float(loss.detach()):.3f}", flush=True)
    torch.save(net.state_dict(), args.out)


if __name__ == "__main__":
    main()
