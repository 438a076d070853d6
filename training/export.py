"""Export trained weights as the package ships them: `python training/export.py WEIGHTS.pt LABELS.json BASE OUT`.

The network goes to ONNX, layer norms are fused, and the matrices are quantised to 8 bits (dynamically,
per channel); the vectors of the pieces go to vectors.npy, unless the folder above holds the same ones; what decoding
needs beside them goes to small.npz and labels.json. Of an MPNet encoder only the weights, not
what comes in, are quantised in the second half of each feed-forward block, whose inputs have outliers: in 8 bits they
cost four points of F1.

With `--beside accurate` the reader is one that is read together with another: only what it says of attribution is
exported, and labels.json names the other and `--share`, what this one counts for.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import PretrainedConfig

from kentledge.parse.network import PAIRED
from kentledge.parse.pieces import OVERLAP
from kentledge.parse.together import ATTRIBUTION
from kentledge.parse.vectors import VECTORS, packed
from network import Reader, reader_of

INPUTS = ("vectors", "mask", "case", "gap", "quote", "words")


class Ordered(torch.nn.Module):
    """The network with its outputs as a tuple, as the exporter wants them."""

    def __init__(self, net: Reader, names: list[str]) -> None:
        super().__init__()
        self.net, self.names = net, names

    def forward(self, *arrays: torch.Tensor) -> tuple[torch.Tensor, ...]:
        out = self.net.read(*arrays)
        return tuple(out[n] for n in self.names)


def export(
    weights: Path,
    labels: Path,
    base: Path,
    out: Path,
    quantise: bool,
    bits: int,
    reduce_range: bool,
    settings: dict[str, object],
) -> None:
    lists = json.loads(labels.read_text(encoding="utf-8"))
    lists = lists.get("labels", lists)  # of a run of training, or of a reader
    state = torch.load(weights, weights_only=True)
    net = reader_of(state, base, {k: len(v) for k, v in lists.items()}, attn_implementation="eager")
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    example = {k: torch.ones((2, 12), dtype=torch.int64) for k in INPUTS}
    example["words"] = torch.tensor([[1, 2, 3, 5, 7], [1, 2, 4, 0, 0]])
    example["vectors"] = torch.zeros((2, 12, net.encoder.config.hidden_size))
    names = sorted(net.read(**example))
    if settings.get("beside"):
        names = [n for n in names if n in ATTRIBUTION or (n in PAIRED and not n.startswith("arc"))]
    axes = {k: {0: "windows", 1: "words" if k == "words" or k in names else "pieces"} for k in (*INPUTS, *names)}
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            Ordered(net, names),
            tuple(example[k] for k in INPUTS),
            str(plain),
            input_names=list(INPUTS),
            output_names=names,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        fuse(plain, fused, net.encoder.config)
        target = out / "reader.onnx"
        if quantise and bits == 4:
            quantise_blocks(fused, target)
        elif quantise:
            wide = outlying(fused)
            quantize_dynamic(
                fused,
                target,
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=reduce_range,
                extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
                op_types_to_quantize=["MatMul", "Gemm", "Attention", "Gather", "EmbedLayerNormalization"],
                nodes_to_exclude=wide,
            )
            quantise_weights(target, wide)
        else:
            shutil.copy(fused, target)
    transitions, start = net.constrained()
    np.savez(
        out / "small.npz",
        label_out=net.label_out.weight.detach().numpy().T,
        label_bias=net.label_out.bias.detach().numpy(),
        transitions=transitions.detach().numpy(),
        start=start.detach().numpy(),
    )
    table = packed(net.encoder.embeddings.word_embeddings.weight.detach().numpy())
    shared = out.parent / VECTORS
    if not (shared.exists() and np.array_equal(np.load(shared), table)):
        np.save(out / VECTORS, table)
    version = hashlib.sha256((out / "reader.onnx").read_bytes() + table.tobytes()).hexdigest()[:12]
    text = json.dumps({"version": version, **settings, "labels": lists}, ensure_ascii=False, indent=0)
    (out / "labels.json").write_text(text + "\n", encoding="utf-8")
    if not (out.parent / "tokenizer.json").exists():
        shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
    print(f"{version}: {sum(f.stat().st_size for f in out.iterdir()) / 1e6:.1f} MB in {out}")


def quantise_blocks(source: Path, target: Path) -> None:
    """Store the matrices in 4 bits with a scale for each 32 weights; what they are multiplied with is in 8 bits."""
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    quantizer = MatMulNBitsQuantizer(str(source), bits=4, block_size=32, is_symmetric=True, accuracy_level=4)
    quantizer.process()
    quantizer.model.save_model_to_file(str(target), use_external_data_format=False)


def outlying(model: Path) -> list[str]:
    """The names of the products with the second matrix of each feed-forward block."""
    nodes = onnx.load(str(model)).graph.node
    return [n.name for n in nodes if n.name.endswith("output/dense/MatMul") and "attention" not in n.name]


def quantise_weights(model: Path, names: list[str]) -> None:
    """Store the matrices of these products in 8 bits, per column, to be widened again when the model runs."""
    if not names:
        return
    whole = onnx.load(str(model))
    graph = whole.graph
    tensors = {t.name: t for t in graph.initializer}
    widened = []
    for node in (n for n in graph.node if n.name in names):
        name = node.input[1]
        matrix = numpy_helper.to_array(tensors[name])
        scale = np.maximum(np.abs(matrix).max(axis=0), 1e-12) / 127
        graph.initializer.remove(tensors[name])
        graph.initializer.append(numpy_helper.from_array(np.rint(matrix / scale).astype(np.int8), f"{name}_8"))
        graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}_scale"))
        widened.append(helper.make_node("DequantizeLinear", [f"{name}_8", f"{name}_scale"], [name], axis=1))
    for node in reversed(widened):
        graph.node.insert(0, node)
    onnx.checker.check_model(whole)
    onnx.save(whole, str(model))


def fuse(source: Path, target: Path, config: PretrainedConfig) -> None:
    """Fuse GELU and layer norms into onnxruntime's own operators.

    Attention, and what is added before a layer norm, stay as they are: fused and quantised they are a tenth slower on a
    CPU, and a little less exact.
    """
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    options = FusionOptions("bert")
    options.enable_attention = options.enable_skip_layer_norm = False
    fused = optimizer.optimize_model(
        str(source),
        "bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        optimization_options=options,
        opt_level=0,
    )
    print({k: v for k, v in fused.get_fused_operator_statistics().items() if v})
    fused.save_model_to_file(str(target))
    onnx.checker.check_model(str(target))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("weights", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--full", action="store_true", help="leave the weights in 32 bits")
    parser.add_argument("--bits", type=int, choices=[4, 8], default=8, help="bits of a matrix's weights")
    parser.add_argument("--full-range", action="store_true", help="8 bits, not 7: saturates on processors without VNNI")
    parser.add_argument("--overlap", type=int, default=OVERLAP, help="pieces that two windows share")
    parser.add_argument("--beside", help="the reader that this one is to be read together with")
    parser.add_argument("--share", type=float, default=0.7, help="what it counts for there, between 0 and 1")
    args = parser.parse_args()
    settings: dict[str, object] = {"overlap": args.overlap}
    if args.beside:
        settings |= {"beside": args.beside, "share": args.share}
    export(
        args.weights,
        args.labels,
        args.base,
        args.out,
        quantise=not args.full,
        bits=args.bits,
        reduce_range=not args.full_range,
        settings=settings,
    )
