"""The weighted mean of two sets of weights: `python training/average.py A.pt B.pt OUT.pt --share 0.6` (of B).

What only one of them has, such as a second look, is taken as it is.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="share of the second")
    args = parser.parse_args()
    a, b = (torch.load(p, weights_only=True) for p in (args.first, args.second))
    # What both share, such as word vectors that were left as they are, stays as it is to the last bit.
    unlike = {k for k, v in a.items() if k in b and v.dtype.is_floating_point and not torch.equal(v, b[k])}
    mean = {k: v.lerp(b[k], args.share) if k in unlike else v for k, v in a.items()}
    torch.save(b | mean, args.out)
