"""Soft labels of a larger reader: `python training/soften.py WEIGHTS.pt LABELS.json BASE OUT.pt --corpora DIR`.

For every document of the training corpora, treebanks included, what the teacher believes of each word: the marginals
of its three BIO chains, word by word and from each word to the next, and how it shares out each known link. A smaller
reader that learns from these beside the gold labels learns how sure the teacher is, and what it finds where there are
no gold labels. (Knowledge distillation: Hinton, Vinyals and Dean 2015; for linear chains: Wang et al. 2020,
"Structure-level knowledge distillation for multilingual sequence labeling".)
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from corpora import all_samples
from kentledge.parse.links import LINK_SCALE, UNSEEN
from kentledge.parse.network import Network, Small
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
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Network(run, tokenizer, small)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("weights", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    args = parser.parse_args()
    network = torch_network(args.weights, args.labels, args.base)
    transitions = torch.from_numpy(network.small.transitions)
    start = torch.from_numpy(network.small.start)
    out: list[dict[str, Tensor]] = []
    began = time.time()
    news, trees = all_samples(args.corpora)
    for n, sample in enumerate(news + trees):
        scores = network.scores(sample.words)
        emissions = torch.from_numpy(scores["bio"]).unflatten(-1, (3, 3))
        single, pair = marginals(emissions, transitions, start)
        found = {"single": single.half(), "pair": pair.half()}
        if sample.cue_to_source:
            cues = np.array([c for c, _ in sample.cue_to_source])
            sources = np.array(sorted({s for _, s in sample.cue_to_source if s >= 0}), dtype=np.int64)
            to_source, seen = scores.pairs("cue_asks", cues, "source_key", sources)
            asked = np.concatenate([to_source / LINK_SCALE - UNSEEN * ~seen, scores["no_source"][cues]], axis=1)
            found["to_source"] = torch.from_numpy(asked).half()
        out.append(found)
        if n % 50 == 0:
            print(f"{n} of {len(news) + len(trees)}, {time.time() - began:.0f} s", flush=True)
    torch.save(out, args.out)


if __name__ == "__main__":
    main()
