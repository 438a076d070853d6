"""Score the reader's syntax on treebanks: `python benchmarks/treebank.py FILE.conllu.gz… [--reader NAME]`.

Gold tokens, as parsers are usually compared: once with the treebank's sentences, once with the reader's own. Heads and
labels count on all words, punctuation included; labels with their subtypes. Entities have no gold here.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from kentledge.parse.network import Network
from kentledge.parse.syntax import sentence_starts, syntax
from kentledge.parse.together import network_of

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from corpora import Sample, treebank


def figures(network: Network, samples: list[Sample], gold_sentences: bool) -> dict[str, float]:
    """Percentages over all words: UAS, LAS, UPOS, XPOS, lemma; and the F1 of sentence starts."""
    hits = dict.fromkeys(("uas", "las", "upos", "xpos", "lemma"), 0)
    words = starts_hit = starts_gold = starts_found = 0
    for sample in samples:
        scores = network.scores(sample.words)
        gold = [t == "B" for t in sample.tags["sent"]]
        own = sentence_starts(sample.words, scores, network.small)
        found = syntax(sample.words, scores, network.small, gold if gold_sentences else own)
        starts_hit += sum(a and b for a, b in zip(gold, own, strict=True))
        starts_gold, starts_found = starts_gold + sum(gold), starts_found + sum(own)
        assert sample.heads is not None
        words += len(sample.words)
        for i, head in enumerate(sample.heads):
            label = "root" if found.deps[i] == "ROOT" else found.deps[i]
            same = found.heads[i] == head
            hits["uas"] += same
            hits["las"] += same and label == sample.tags["deprel"][i]
            hits["upos"] += found.pos[i] == sample.tags["upos"][i]
            hits["xpos"] += found.tags[i] == sample.tags["xpos"][i]
            hits["lemma"] += found.lemmas[i] == sample.lemmas[i]
    out = {k: round(100 * n / words, 2) for k, n in hits.items()}
    out["sentence F1"] = round(200 * starts_hit / (starts_gold + starts_found), 2)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--reader", default="accurate", help="name of a reader, or a folder of weights")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    network = network_of(args.reader)
    out = {}
    for file in args.files:
        samples = treebank(file)
        for gold in (True, False):
            name = f"{file.name.split('.')[0]}, {'gold' if gold else 'own'} sentences"
            out[name] = figures(network, samples, gold)
            if not args.json:
                print(f"{name:45}", "  ".join(f"{k} {v:.2f}" for k, v in out[name].items()), flush=True)
    if args.json:
        print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
