"""The reader's network: one encoder, several heads on the first piece of each word.

Everything that is scored pair by pair (heads of words, which cue a source or a content goes with) leaves the network
as one vector a word for each side; the pairing itself is a dot product that the program does after joining windows.
The attribution spans are three BIO chains, trained as linear-chain CRFs.
Further looks, as many as the weights have: one more layer each, over words instead of pieces, that is told what the
look before it believes of each word's chains, and amends it. Attribution alone uses them.
"""

from __future__ import annotations

import copy
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel
from transformers.models.bert.modeling_bert import BertSelfAttention
from transformers.models.mpnet.modeling_mpnet import MPNetModel, MPNetSelfAttention

ARC, LABEL, LINK = 256, 128, 128
TOKEN_TASKS = ("upos", "xpos", "lemma", "ner", "sent")


def ready(encoder: nn.Module) -> nn.Module:
    """The encoder, with MPNet's attention done by the fused kernel, three times as fast on a CPU.

    That kernel cannot train an additive bias, so MPNet's few biases of relative position stay as they are.
    """
    if isinstance(encoder, MPNetModel):
        encoder.encoder.relative_attention_bias.requires_grad_(False)
        for layer in encoder.encoder.layer:
            layer.attention.attn.__class__ = FusedAttention
    return encoder


class FusedAttention(MPNetSelfAttention):
    """MPNet's self-attention as one operation, without dropout."""

    def forward(
        self, hidden_states: Tensor, attention_mask: Tensor | None, position_bias: Tensor | None = None, **_: object
    ) -> tuple[Tensor, ...]:
        shape = (*hidden_states.shape[:-1], -1, self.attention_head_size)
        q, k, v = (f(hidden_states).view(shape).transpose(1, 2) for f in (self.q, self.k, self.v))
        # A look, which is over words, has no bias of position.
        biases = [b.to(q.dtype) for b in (position_bias, attention_mask) if b is not None]
        bias = sum(biases[1:], biases[0]) if biases else None
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        return (self.o(mixed.transpose(1, 2).flatten(2)),)


class PlainAttention(BertSelfAttention):
    """BERT's self-attention by plain products, a few windows at a time, so that their scores stay in the cache.

    To be trained with: on a CPU the gradient of the fused kernel takes three times as long for windows of 128 pieces,
    and half as long again for 256.
    """

    AT_ONCE = 8

    def forward(
        self, hidden_states: Tensor, attention_mask: Tensor | None = None, **_: object
    ) -> tuple[Tensor, Tensor | None]:
        shape = (*hidden_states.shape[:-1], -1, self.attention_head_size)
        q, k, v = (f(hidden_states).view(shape).transpose(1, 2) for f in (self.query, self.key, self.value))
        mixed = []
        for n in range(0, len(q), self.AT_ONCE):
            few = slice(n, n + self.AT_ONCE)
            scores = (q[few] * self.scaling) @ k[few].transpose(-1, -2)
            if attention_mask is not None:
                row = attention_mask[few, :, :1]  # all words see the same ones
                away = (~row).to(scores.dtype) * -1e4 if row.dtype == torch.bool else row.to(scores.dtype)
                scores = scores + away
            mixed.append((scores.softmax(-1).to(v.dtype) @ v[few]).transpose(1, 2).flatten(2))
        return torch.cat(mixed), None


def plainly(net: nn.Module) -> None:
    """Let all of BERT's self-attention in `net` be done as is best to train."""
    for part in net.modules():
        if type(part) is BertSelfAttention:
            part.__class__ = PlainAttention


def reader_of(state: dict[str, Tensor], base: Path, sizes: dict[str, int], **settings: object) -> Reader:
    """The reader that weights are of: the architecture that `base` names, with as many layers as they have."""
    config = AutoConfig.from_pretrained(base, **settings)
    config.num_hidden_layers = len({name.split(".")[3] for name in state if name.startswith("encoder.encoder.layer.")})
    net = Reader(ready(AutoModel.from_config(config, add_pooling_layer=False)), sizes)
    for _ in {name.split(".")[1] for name in state if name.startswith("looks.")}:
        net.look_again()
    net.load_state_dict(state)
    return net


class Look(nn.Module):
    """Amends the scores of the chains. It begins as a copy of another layer, and amends nothing at first."""

    def __init__(self, layer: nn.Module, d: int) -> None:
        super().__init__()
        self.layer = copy.deepcopy(layer)
        self.beliefs = nn.Linear(9, d, bias=False)
        self.amend = nn.Linear(d, 9)
        for weight in (self.beliefs.weight, self.amend.weight, self.amend.bias):
            nn.init.zeros_(weight)

    def forward(self, h: Tensor, chains: Tensor, words: Tensor) -> tuple[Tensor, Tensor]:
        """The words' vectors and the chains as this look leaves them.

        Shapes: h [windows, words, d], chains [windows, words, 9]; words [windows, words], 0 where there is none.
        """
        believed = torch.cat([chain.softmax(-1) for chain in chains.split(3, dim=-1)], dim=-1)
        away = (words == 0)[:, None, None, :].to(h.dtype) * -1e4
        found = self.layer(h + self.beliefs(believed), away)
        mixed = found[0] if isinstance(found, tuple) else found  # MPNet's layers return one thing in a tuple
        return mixed, chains + self.amend(mixed)


class Reader(nn.Module):
    """Input: arrays of `kentledge.parse.pieces.feed`. Output: a dict of [windows, words, …] float arrays."""

    def __init__(self, encoder: nn.Module, sizes: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        d = encoder.config.hidden_size
        self.features = nn.ModuleDict({k: nn.Embedding(4, d) for k in ("case", "gap", "quote")})
        for e in self.features.values():
            nn.init.zeros_(e.weight)
        self.dropout = nn.Dropout(dropout)
        self.tokens = nn.ModuleDict({k: nn.Linear(d, sizes[k]) for k in TOKEN_TASKS})
        self.bio = nn.Sequential(nn.Linear(d, d), nn.GELU(), nn.Dropout(dropout), nn.Linear(d, 9))
        self.arc_dep = nn.Sequential(nn.Linear(d, ARC), nn.GELU(), nn.Dropout(dropout), nn.Linear(ARC, ARC))
        self.arc_head = nn.Sequential(nn.Linear(d, ARC), nn.GELU(), nn.Dropout(dropout))
        self.root = nn.Linear(d, 1)
        self.label_dep = nn.Linear(d, LABEL)
        self.label_head = nn.Linear(d, LABEL)
        self.label_out = nn.Linear(LABEL, sizes["deprel"])
        # cue asks for its source (or none); content asks for its cue
        self.link = nn.ModuleDict(
            {k: nn.Linear(d, LINK) for k in ("cue_asks", "source_key", "content_asks", "cue_key")}
        )
        self.no_source = nn.Linear(d, 1)
        self.transitions = nn.Parameter(torch.zeros(3, 3, 3))  # role, from, to
        self.start = nn.Parameter(torch.zeros(3, 3))
        self.looks = nn.ModuleList()

    def look_again(self) -> None:
        """Add a look, which begins as a copy of the layer before it."""
        before = self.looks[-1].layer if self.looks else self.encoder.encoder.layer[-1]
        self.looks.append(Look(before, self.encoder.config.hidden_size))

    def forward(self, ids: Tensor, **others: Tensor) -> dict[str, Tensor]:
        return self.read(self.encoder.embeddings.word_embeddings(ids), **others)

    def read(
        self, vectors: Tensor, mask: Tensor, case: Tensor, gap: Tensor, quote: Tensor, words: Tensor
    ) -> dict[str, Tensor]:
        """The network from the pieces' vectors on: what is exported. The table of vectors stays outside of it."""
        embedded = vectors + self.features["case"](case) + self.features["gap"](gap) + self.features["quote"](quote)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state.float()
        at = words.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        h = self.dropout(hidden.gather(1, at))
        out = {k: head(h) for k, head in self.tokens.items()}
        out["bio"] = self.bio(h)
        seen = h
        for number, look in enumerate(self.looks):
            if self.training:
                out[f"bio_{number}"] = out["bio"]
            seen, out["bio"] = look(seen, out["bio"], words)
        out["arc_dep"] = self.arc_dep(h)
        out["arc_head"] = self.arc_head(h)
        out["root"] = self.root(h)
        out["label_dep"] = self.label_dep(h)
        out["label_head"] = self.label_head(h)
        for k, linear in self.link.items():
            out[k] = linear(h)
        out["no_source"] = self.no_source(h)
        return out

    def label_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """Scores of the dependency labels of words, given their own and their heads' label vectors."""
        scores: Tensor = self.label_out(nn.functional.gelu(dep + head))
        return scores

    def constrained(self) -> tuple[Tensor, Tensor]:
        """Transition scores with O→I ruled out; a window may begin inside a span."""
        forbidden = torch.zeros_like(self.transitions)
        forbidden[:, 0, 2] = -1e4
        return self.transitions + forbidden, self.start


def crf_loss(
    emissions: Tensor, single: Tensor, pair: Tensor, mask: Tensor, transitions: Tensor, start: Tensor
) -> Tensor:
    """Cross-entropy between a distribution over BIO chains and that of the network, summed (less a constant).

    The distribution is given by its marginals: `single` [B, T, R, 3] of each word, `pair` [B, T, R, 3, 3] from the
    word before to each word (the first is not looked at). With gold labels, which are sure, this is the negative
    log-likelihood. Shapes: emissions [B, T, R, 3], mask [B, T] (bool, true from the left), transitions [R, 3, 3].
    """
    m = mask[:, :, None, None]
    expected = (emissions * single * m).sum((1, 3)) + (transitions * pair[:, 1:] * m[:, 1:, ..., None]).sum((1, 3, 4))
    expected = expected + (start * single[:, 0]).sum(-1)
    return (torch.logsumexp(forward_scores(emissions, mask, transitions, start)[-1], -1) - expected).sum()


def forward_scores(emissions: Tensor, mask: Tensor, transitions: Tensor, start: Tensor) -> list[Tensor]:
    """Log-sums of all chains up to each word, [B, R, 3] a word; a masked word repeats those before it."""
    # Unbound once: the gradient of each emissions[:, t] would be as large as all of them.
    first, *others = emissions.unbind(1)
    alpha = start.unsqueeze(0) + first
    out = [alpha]
    for emission, there in zip(others, mask[:, 1:, None, None].unbind(1), strict=True):
        step = torch.logsumexp(alpha.unsqueeze(-1) + transitions.unsqueeze(0), dim=2) + emission
        alpha = torch.where(there, step, alpha)
        out.append(alpha)
    return out


def marginals(emissions: Tensor, transitions: Tensor, start: Tensor) -> tuple[Tensor, Tensor]:
    """Marginals of the BIO chains of one text: [T, R, 3] of each word, [T, R, 3, 3] from the word before to each.

    Shapes: emissions [T, R, 3], transitions [R, 3, 3], start [R, 3].
    """
    emissions = emissions.double().unsqueeze(0)
    transitions, start = transitions.double(), start.double()
    count = emissions.shape[1]
    forward = torch.stack(forward_scores(emissions, torch.ones(1, count, dtype=torch.bool), transitions, start), 1)[0]
    beta = torch.zeros_like(forward[0])
    backward = [beta]
    for t in range(count - 1, 0, -1):
        beta = torch.logsumexp(transitions + (emissions[0, t] + beta).unsqueeze(1), dim=2)
        backward.append(beta)
    behind = torch.stack(backward[::-1])
    whole = torch.logsumexp(forward[-1], -1)
    single = (forward + behind - whole[None, :, None]).exp()
    pair = torch.zeros(count, *transitions.shape, dtype=torch.double)
    pair[1:] = (
        forward[:-1].unsqueeze(-1)
        + transitions
        + (emissions[0, 1:] + behind[1:]).unsqueeze(2)
        - whole[None, :, None, None]
    ).exp()
    return single.float(), pair.float()
