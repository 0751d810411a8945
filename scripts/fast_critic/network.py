"""The network behind the learned part: the first layers of a sentence encoder, with a head on words and one on the whole."""

import math
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from poise.conversation.ids import OBSERVED

_FAR = -1e4


class Network(nn.Module):
    """Reads token ids and gives, for every id, a logit for the reply and one for each word.

    The logit of the reply is the log-sum-exp of its words' (an act is shown where some words show it) plus what the first
    token and the mean of the reply say (what no single word shows). The words are read after one layer; only the first token
    goes through the second, which costs a sixth of a whole layer.
    """

    def __init__(self, base: Path) -> None:
        super().__init__()
        encoder = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
        self.embeddings, self.words_layer, self.whole_layer = encoder.embeddings, *encoder.encoder.layer[:2]
        self.heads = encoder.config.num_attention_heads
        width = encoder.config.hidden_size
        self.by_word = nn.Linear(width, len(OBSERVED))
        self.whole = nn.Linear(2 * width, len(OBSERVED))
        self.drop = nn.Dropout(0.1)
        nn.init.constant_(self.by_word.bias, -3.0)

    def forward(self, ids: Tensor, owners: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return the logits of the replies (replies x ids) and of their words (replies x tokens x ids)."""
        mask = torch.ones_like(ids) if mask is None else mask
        far = ((1 - mask) * _FAR)[:, None, None, :].to(self.by_word.weight.dtype)
        seen = self.words_layer(self.embeddings(input_ids=ids, token_type_ids=owners), attention_mask=far)
        seen = seen[0] if isinstance(seen, tuple) else seen
        first = self.drop(self._first(seen, far)[:, 0])
        seen = self.drop(seen)
        words = self.by_word(seen)
        mine = (owners * mask).unsqueeze(-1).to(seen.dtype)
        strongest = torch.logsumexp(words * mine + _FAR * (1 - mine), 1)
        mean = (seen * mine).sum(1) / mine.sum(1).clamp(min=1)
        return strongest + self.whole(torch.cat([first, mean], -1)), words

    def _first(self, seen: Tensor, far: Tensor) -> Tensor:
        """Return the second layer for the first token alone (replies x 1 x width): nobody asks what it makes of the others."""
        layer, size, length = self.whole_layer, seen.shape[0], seen.shape[1]
        own, first = layer.attention.self, seen[:, :1]

        def heads(values: Tensor, long: int) -> Tensor:
            return values.view(size, long, self.heads, -1).transpose(1, 2)

        asked, keys, values = heads(own.query(first), 1), heads(own.key(seen), length), heads(own.value(seen), length)
        weights = torch.softmax(asked @ keys.transpose(-1, -2) / math.sqrt(asked.shape[-1]) + far, -1)
        looked = (weights @ values).transpose(1, 2).reshape(size, 1, -1)
        attended = layer.attention.output(looked, first)
        return layer.output(layer.intermediate(attended), attended)
