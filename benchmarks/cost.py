"""Time and memory of reading:

    OPENBLAS_NUM_THREADS=1 python benchmarks/cost.py ARTICLES.jsonl[.gz] [--reader NAME…] [--articles N]

For each reader, on one thread, over the same articles in turn (they are read again from the first where there are fewer
than N): milliseconds an article in the encoder, in everything after it up to who said what, and in the further stages
of an assessment; articles a second for who said what alone; and the memory of the process after every tenth of them.
"""

from __future__ import annotations

import argparse
import os
import time
from itertools import cycle, islice
from pathlib import Path

from kentledge.attribute import attributions
from kentledge.cli.lines import labelled_lines
from kentledge.parse.network import Floats, Ints, Run
from kentledge.parse.readers import readers
from kentledge.reading import Engine
from kentledge.records import Article


class Timed:
    """A network that counts the processor seconds it takes."""

    def __init__(self, run: Run) -> None:
        self.run, self.seconds = run, 0.0

    def __call__(self, arrays: dict[str, Ints]) -> dict[str, Floats]:
        began = time.process_time()
        found = self.run(arrays)
        self.seconds += time.process_time() - began
        return found


def resident() -> float:
    """Megabytes of memory that the process holds (Linux), or 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measured(reader: str, texts: list[str], count: int) -> str:
    engine = Engine(reader=reader, threads=1)
    network = engine.parser.network
    network.run = encoder = Timed(network.run)
    engine.assess(Article(id="", text=texts[0]))  # what is loaded on first use is no cost of reading
    encoder.seconds, began, memory = 0.0, time.process_time(), []
    for n, text in enumerate(islice(cycle(texts), count), 1):
        with engine.parser.passing():
            attributions(engine.parser(Article(id="", text=text)))
        if n % max(count // 10, 1) == 0:
            memory.append(f"{resident():.0f}")
    each = (time.process_time() - began) / count
    in_encoder = encoder.seconds / count
    began = time.process_time()
    for text in texts:
        engine.assess(Article(id="", text=text))
    whole = (time.process_time() - began) / len(texts)
    return (
        f"{reader:9} encoder {in_encoder * 1e3:.1f} ms, after it {(each - in_encoder) * 1e3:.1f} ms "
        f"({each / in_encoder - 1:.0%}), further stages {(whole - each) * 1e3:.1f} ms; {1 / each:.1f} articles/s; "
        f"memory {' '.join(memory)} MB"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description="Time and memory of reading.")
    arguments.add_argument("articles_file", type=Path, metavar="ARTICLES.jsonl")
    arguments.add_argument("--reader", nargs="+", default=list(readers()))
    arguments.add_argument("--articles", type=int, default=84)
    args = arguments.parse_args()
    texts = [text for text, _ in labelled_lines(args.articles_file)]
    for reader in args.reader:
        print(measured(reader, texts, args.articles), flush=True)


if __name__ == "__main__":
    main()
