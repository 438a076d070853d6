"""The reader's network: one encoder, several heads on the first piece of each word.

Everything that is scored pair by pair (heads of words, which cue a source or a content goes with) leaves the network
as one vector a word for each side; the pairing itself is a dot product that the program does after joining windows.
The attribution spans are three BIO chains, trained as linear-chain CRFs.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

ARC, LABEL, LINK = 256, 128, 128
TOKEN_TASKS = ("upos", "xpos", "lemma", "ner", "sent")


class Reader(nn.Module):
    """Input: arrays of `kentledge.parse.pieces.feed`. Output: a dict of [windows, words, …] float arrays."""

    def __init__(self, config: BertConfig, sizes: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        d = config.hidden_size
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

    def forward(
        self, ids: Tensor, mask: Tensor, case: Tensor, gap: Tensor, quote: Tensor, words: Tensor
    ) -> dict[str, Tensor]:
        embedded = self.encoder.embeddings.word_embeddings(ids)
        embedded = embedded + self.features["case"](case) + self.features["gap"](gap) + self.features["quote"](quote)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state.float()
        at = words.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        h = self.dropout(hidden.gather(1, at))
        out = {k: head(h) for k, head in self.tokens.items()}
        out["bio"] = self.bio(h)
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


def crf_loss(emissions: Tensor, gold: Tensor, mask: Tensor, transitions: Tensor, start: Tensor) -> Tensor:
    """Negative log-likelihood of BIO chains, summed.

    Shapes: emissions [B, T, R, 3], gold [B, T, R], mask [B, T] (bool, true from the left), transitions [R, 3, 3].
    """
    gold = gold.clamp(min=0)
    unary = emissions.gather(-1, gold.unsqueeze(-1)).squeeze(-1)  # B,T,R
    roles = torch.arange(emissions.shape[2])
    steps = transitions[roles, gold[:, :-1], gold[:, 1:]]
    m = mask.unsqueeze(-1).float()
    score = (unary * m).sum(1) + (steps * m[:, 1:]).sum(1) + start[roles, gold[:, 0]]
    alpha = start.unsqueeze(0) + emissions[:, 0]
    for t in range(1, emissions.shape[1]):
        step = torch.logsumexp(alpha.unsqueeze(-1) + transitions.unsqueeze(0), dim=2) + emissions[:, t]
        alpha = torch.where(mask[:, t, None, None], step, alpha)
    return (torch.logsumexp(alpha, -1) - score).sum()
