"""A shipped reader as weights to train on from: `python training/widen.py READER_FOLDER BASE OUT.pt`.

What ships is quantised to 8 bits; widened again to 32, and run without quantising what goes in, it scores the same. So
further cycles of training can start from what ships, and need not begin with the base weights.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from kentledge.parse.vectors import VECTORS, unpacked
from network import reader_of


def widened(folder: Path, base: Path) -> dict[str, Tensor]:
    """The state of `network.Reader` that the MiniLM reader in `folder` was exported from, as far as 8 bits tell."""
    graph = onnx.load(str(folder / "reader.onnx")).graph
    stored = {t.name: numpy_helper.to_array(t) for t in graph.initializer}

    def matrix(name: str) -> np.ndarray:
        name = name.removesuffix("_quantized")
        whole = stored[f"{name}_quantized"].astype(np.float32) - stored[f"{name}_zero_point"]
        wide: np.ndarray = whole * stored[f"{name}_scale"]
        return wide

    # Vectors stand under their own names, tables too; matrices under the name of the product that takes them.
    state = {n: v for n, v in stored.items() if n.startswith("net.") and v.dtype == np.float32}
    state = {n: v for n, v in state.items() if not n.endswith("_scale")}
    tables = [n for n in stored if n.startswith("net.") and n.endswith("_quantized")]
    state |= {n.removesuffix("_quantized"): matrix(n) for n in tables}
    alone = {n.output[0]: n.input for n in graph.node if n.op_type == "DequantizeLinear"}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            state[_named(node.name) + ".weight"] = matrix(node.input[1]).T
        elif node.op_type == "MatMul" and node.input[1] in alone:
            whole, scale = (stored[name] for name in alone[node.input[1]][:2])
            state[_named(node.name) + ".weight"] = (whole.astype(np.float32) * scale).T
    state = {n.removeprefix("net.").replace("second.", "looks.0."): v for n, v in state.items()}
    lists = json.loads((folder / "labels.json").read_text(encoding="utf-8"))["labels"]
    small = np.load(folder / "small.npz")
    state |= {"label_out.weight": small["label_out"].T, "label_out.bias": small["label_bias"], "start": small["start"]}
    state["transitions"] = np.where(small["transitions"] < -1e3, 0.0, small["transitions"])
    own = folder / VECTORS if (folder / VECTORS).exists() else folder.parent / VECTORS
    table = np.load(own)
    state["encoder.embeddings.word_embeddings.weight"] = unpacked(table, np.arange(len(table)))
    tensors = {n: torch.from_numpy(np.array(v, dtype=np.float32)) for n, v in state.items()}
    reader_of(tensors, base, {k: len(v) for k, v in lists.items()})  # raises where anything lacks or is left over
    return tensors


def _named(node: str) -> str:
    """The module that a product belongs to, from the path that the exporter gave it."""
    parts = node.removeprefix("/net").removeprefix("/").removesuffix("_quant").removesuffix("/MatMul").split("/")
    if parts[0] in ("encoder", "second") or parts[0].startswith("looks."):
        return ".".join(parts)
    if len(parts) > 1:  # a Sequential: its own name, then that of the layer within
        return parts[-1]
    if parts[0] in ("upos", "xpos", "lemma", "ner", "sent"):
        return f"tokens.{parts[0]}"
    return f"link.{parts[0]}" if parts[0].endswith(("_asks", "_key")) else parts[0]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    torch.save(widened(args.folder, args.base), args.out)
