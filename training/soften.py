"""Soft labels of a larger reader: `python training/soften.py TEACHER OUT.pt --corpora DIR`.

For every document of the training corpora, the treebanks and the unlabelled articles included, what the teacher
believes of each word: the marginals of its three BIO chains, word by word and from each word to the next, and how it
shares out each known link. A smaller reader that learns from these beside the gold labels learns how sure the teacher
is, what it finds where there are no gold labels, and what of the gold labels is chance. (Knowledge distillation:
Hinton, Vinyals and Dean 2015; for linear chains: Wang et al. 2020, "Structure-level knowledge distillation for
multilingual sequence labeling".)

The teacher is a folder of a reader that `export.py` wrote, or weights that `train.py` wrote, with their labels.json and
the folder of their base weights.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from corpora import Sample, all_samples, unlabelled
from items import tokenizer_of
from kentledge.parse.links import LINK_SCALE, UNSEEN
from kentledge.parse.network import Network, Small, loaded
from kentledge.parse.pieces import OVERLAP
from network import marginals, reader_of


def torch_network(weights: Path, labels: Path, base: Path) -> Network:
    """The reader run by PyTorch, for weights that are not exported."""
    lists = json.loads(labels.read_text(encoding="utf-8"))
    net = reader_of(torch.load(weights, weights_only=True), base, {k: len(v) for k, v in lists.items()})
    net.eval()

    def run(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            out = net(**{k: torch.from_numpy(v) for k, v in arrays.items()})
        return {k: v.float().numpy() for k, v in out.items()}

    transitions, start = (x.detach().numpy() for x in net.constrained())
    small = Small(
        lists,
        net.label_out.weight.detach().numpy().T,
        net.label_out.bias.detach().numpy(),
        transitions,
        start,
        weights.stem,
    )
    return Network(run, tokenizer_of(base), small)


def softened(network: Network, sample: Sample) -> dict[str, Tensor]:
    """What the network believes of a document: "single", "pair" and, where it has cues, "to_source" (see `Item`)."""
    scores = network.scores(sample.words)
    emissions = torch.from_numpy(scores["bio"]).unflatten(-1, (3, 3))
    small = network.small
    single, pair = marginals(emissions, torch.from_numpy(small.transitions), torch.from_numpy(small.start))
    found = {"single": single.half(), "pair": pair.half()}
    if sample.cue_to_source:
        cues = np.array([c for c, _ in sample.cue_to_source])
        sources = np.array(sorted({s for _, s in sample.cue_to_source if s >= 0}), dtype=np.int64)
        to_source, seen = scores.pairs("cue_asks", cues, "source_key", sources)
        asked = np.concatenate([to_source / LINK_SCALE - UNSEEN * ~seen, scores["no_source"][cues]], axis=1)
        found["to_source"] = torch.from_numpy(asked).half()
    return found


class _Worker:
    """What each process has: the samples, which it has from its parent, and a network of its own."""

    samples: list[Sample]
    network: Network

    @classmethod
    def begin(cls, args: argparse.Namespace) -> None:
        torch.set_num_threads(1)
        if args.teacher.is_dir():
            network = loaded(args.teacher, 1)
        else:
            network = torch_network(args.teacher, args.labels, args.base)
        network.small = replace(network.small, overlap=args.overlap)
        cls.network = network

    @classmethod
    def soften(cls, number: int) -> tuple[int, dict[str, np.ndarray]]:
        return number, {k: v.numpy() for k, v in softened(cls.network, cls.samples[number]).items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("teacher", type=Path, help="folder of a reader, or weights of train.py")
    parser.add_argument("out", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--labels", type=Path, help="labels.json of weights of train.py")
    parser.add_argument("--base", type=Path, help="folder of the base of weights of train.py")
    parser.add_argument("--overlap", type=int, default=OVERLAP, help="pieces that two windows share")
    parser.add_argument("--workers", type=int, default=2, help="processes, each with one thread")
    args = parser.parse_args()
    if not args.teacher.is_dir() and not (args.labels and args.base):
        parser.error("weights need --labels and --base")
    news, trees = all_samples(args.corpora, 1)
    _Worker.samples = samples = news + trees + unlabelled([])
    out: dict[str, dict[str, Tensor]] = {}
    began = time.time()
    with multiprocessing.get_context("fork").Pool(args.workers, _Worker.begin, (args,)) as pool:
        for n, (number, found) in enumerate(pool.imap_unordered(_Worker.soften, range(len(samples)))):
            out[samples[number].name] = {k: torch.from_numpy(v) for k, v in found.items()}
            if n % 50 == 0:
                print(f"{n} of {len(samples)}, {time.time() - began:.0f} s", flush=True)
    torch.save(out, args.out)


if __name__ == "__main__":
    main()
