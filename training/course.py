"""The weights on their way: where they begin, how they are moved, their running mean, and what a checkpoint keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from network import Reader, reader_of, ready

BASE_SHA256 = {
    "bert": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",  # all-MiniLM-L6-v2
    "mpnet": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",  # all-mpnet-base-v2
}
TABLE = "encoder.embeddings.word_embeddings.weight"


class Course:
    """One cycle of the learning rate over a reader's weights: up over its first 6 %, then evenly down to nothing.

    Its running mean of the weights is what is kept in the end. `table` tells that the word vectors stay as they are.
    """

    def __init__(self, net: Reader, total: int, rate: float, head_rate: float, decay: float, table: bool) -> None:
        self.net, self.decay, self.step = net, decay, 0
        vectors = net.encoder.embeddings.word_embeddings.weight
        learnt = [(n, p) for n, p in net.named_parameters() if p.requires_grad and not (table and p is vectors)]
        self.learnt: list[nn.Parameter] = [p for _, p in learnt]
        groups = [
            {"params": [p for n, p in learnt if n.startswith("encoder")], "lr": rate},
            {"params": [p for n, p in learnt if not n.startswith("encoder")], "lr": head_rate},
        ]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        shape: Callable[[int], float] = lambda n: min(1.0, (n + 1) / (0.06 * total)) * max(0.0, 1 - n / total)  # noqa: E731
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, shape)
        self.average: dict[str, Tensor] = {k: v.detach().clone() for k, v in net.state_dict().items()}
        self.moving = [k for k, v in self.average.items() if v.dtype.is_floating_point and not (table and k == TABLE)]

    def move(self) -> None:
        """Move the weights by the gradients that are there, and the mean after them."""
        torch.nn.utils.clip_grad_norm_(self.learnt, 1.0)
        self.optimizer.step()
        self.net.zero_grad(set_to_none=True)
        self.schedule.step()
        self.step += 1
        decay = min(self.decay, self.step / (self.step + 10))
        with torch.no_grad():
            now = self.net.state_dict()
            for k in self.moving:
                self.average[k].lerp_(now[k], 1 - decay)

    def state(self) -> dict[str, Any]:
        """All that is needed to go on from here."""
        return {
            "net": self.net.state_dict(),
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "torch": torch.get_rng_state(),
            "step": self.step,
        }

    def go_on(self, saved: dict[str, Any]) -> None:
        """Go on from what `state` told."""
        self.net.load_state_dict(saved["net"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.schedule.load_state_dict(saved["schedule"])
        self.average, self.step = saved["average"], saved["step"]
        torch.set_rng_state(saved["torch"])


def fresh(base: Path, sizes: dict[str, int], dropout: float = 0.1) -> Reader:
    """A reader that begins with a folder of base weights. Exits where they are not the ones that are known.

    `dropout` is that of the encoder's hidden vectors; the heads keep theirs.
    """
    config = AutoConfig.from_pretrained(base)
    weights = base / "model.safetensors"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != BASE_SHA256.get(config.model_type):
        raise SystemExit(f"{weights}: sha256 is {digest}, expected {BASE_SHA256.get(config.model_type)}")
    # Attention dropout off: the fused attention kernel is six times as fast on a CPU, and hidden dropout remains.
    config.attention_probs_dropout_prob = 0.0
    config.hidden_dropout_prob = dropout
    encoder = ready(AutoModel.from_pretrained(base, config=config, add_pooling_layer=False))
    if config.model_type == "mpnet":
        # Its last layer norm leaves vectors of a standard deviation of 0.12, on which new heads would learn slowly.
        norm = encoder.encoder.layer[-1].output.LayerNorm
        with torch.no_grad():
            norm.weight.mul_(8)
            norm.bias.mul_(8)
    return Reader(encoder, sizes)


def continued(start: Path, base: Path, sizes: dict[str, int], layers: list[int]) -> Reader:
    """The reader of earlier weights, or of only some of their layers and without their looks, to be trained on."""
    state = torch.load(start, weights_only=True)
    if layers:
        stem = "encoder.encoder.layer."
        state = {k: v for k, v in state.items() if not k.startswith((stem, "looks."))} | {
            stem + k[len(stem) :].replace(str(old), str(new), 1): v
            for new, old in enumerate(layers)
            for k, v in state.items()
            if k.startswith(f"{stem}{old}.")
        }
    return reader_of(state, base, sizes, attention_probs_dropout_prob=0.0)
