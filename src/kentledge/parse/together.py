"""Two readers as one: syntax is the first one's, attribution the mean of what both say.

Readers from unlike base weights err on unlike words. Each has its own tokenizer, windows and vectors; what they are
averaged by is the text's words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kentledge.parse.decode import Floats
from kentledge.parse.network import Network, Scores, loaded
from kentledge.parse.pieces import Ints, Words
from kentledge.parse.readers import folder_of

ATTRIBUTION = ("bio", "no_source")
LINKS = ("cue_asks", "content_asks")


def mean(first: Floats, second: Floats, share: float) -> Floats:
    """The weighted mean of two arrays of one shape; `share` is the second's."""
    return np.asarray((1 - share) * first + share * second, dtype=np.float32)


@dataclass(frozen=True)
class MeanScores(Scores):
    """What two networks say of a text: the first one's scores, those of attribution averaged with the `other`'s."""

    other: Scores
    share: float

    def pairs(self, asks: str, asking: Ints, keys: str, asked: Ints) -> tuple[Floats, NDArray[np.bool_]]:
        """As `Scores.pairs`; both words were seen together where a window of either network has seen them."""
        out, together = super().pairs(asks, asking, keys, asked)
        if asks not in LINKS:
            return out, together
        others, also = self.other.pairs(asks, asking, keys, asked)
        return mean(out, others, self.share), together | also


def network_of(reader: str, threads: int | None = None) -> Network:
    """The network of a reader, by name or folder, with the one beside it where its weights name one.

    Raises UnusablePipeline where there is no such reader, or a file of it is missing or broken.
    """
    network = loaded(folder_of(reader), threads)
    if not network.small.beside:
        return network
    return Together(loaded(folder_of(network.small.beside), threads), network, network.small.share)


class Together(Network):
    """Two networks read as one; `share` is what the second counts for in attribution, between 0 and 1."""

    def __init__(self, first: Network, second: Network, share: float) -> None:
        a, b = first.small, second.small
        small = replace(
            a,
            transitions=mean(a.transitions, b.transitions, share),
            start=mean(a.start, b.start, share),
            version=f"{b.version} with {a.version}",
        )
        super().__init__(first.run, first.tokenizer, small)
        self.first, self.second, self.share = first, second, share

    def scores(self, words: Words) -> MeanScores:
        """Both networks' scores of a text."""
        one, other = self.first.scores(words), self.second.scores(words)
        heads = one.heads | {name: mean(one[name], other[name], self.share) for name in ATTRIBUTION}
        return MeanScores(heads, one.windows, one.paired, other, self.share)
