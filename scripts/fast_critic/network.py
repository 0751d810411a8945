"""The network behind the learned part: the first layers of a sentence encoder, with a head on words and one on the whole."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from poise.conversation.ids import OBSERVED

LAYERS = 2
_FAR = -1e4


class Network(nn.Module):
    """Reads token ids and gives, for every id, a logit for the reply and one for each word.

    The logit of the reply is the log-sum-exp of its words' (an act is shown where some words show it) plus what the first
    token and the mean of the reply say (what no single word shows).
    """

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
        self.encoder.encoder.layer = self.encoder.encoder.layer[:LAYERS]
        width = self.encoder.config.hidden_size
        self.by_word = nn.Linear(width, len(OBSERVED))
        self.whole = nn.Linear(2 * width, len(OBSERVED))
        self.drop = nn.Dropout(0.1)
        nn.init.constant_(self.by_word.bias, -3.0)

    def forward(self, ids: Tensor, owners: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return the logits of the replies (replies x ids) and of their words (replies x tokens x ids)."""
        mask = torch.ones_like(ids) if mask is None else mask
        seen = self.encoder(input_ids=ids, token_type_ids=owners, attention_mask=mask).last_hidden_state
        seen = self.drop(seen)
        words = self.by_word(seen)
        mine = (owners * mask).unsqueeze(-1).to(seen.dtype)
        strongest = torch.logsumexp(words * mine + _FAR * (1 - mine), 1)
        mean = (seen * mine).sum(1) / mine.sum(1).clamp(min=1)
        return strongest + self.whole(torch.cat([seen[:, 0], mean], -1)), words
