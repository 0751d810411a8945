"""What went before a reply, as far as the fast critic looks: the last few turns, read once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from evaluator.fast.rules import Hit, Weights, apply
from evaluator.fast.text import Reading, read
from evaluator.fast.visible import visible
from poise.conversation.ids import MARKS, Mark
from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn

WINDOW = 8
"""Turns that are looked at: enough to know what was said, and the same work in the 1,000th turn as in the 8th."""
_SHOUT = re.compile(r"\b[A-Z]{3,}\b")
_OPEN_END = re.compile(
    r"(?:\b(?:and|but|so|because|then|the|a|an|to|there's|said|was|is|with|of|my|your|when|if|that|which|who)|,|\.\.\.)$"
)
_OPEN_SENTENCE = re.compile(r"[.!?]\s+[A-Z][^.!?]{15,}[\w,]$")


@dataclass(frozen=True)
class Situation:
    """The state of the conversation in which a reply was given.

    `said` holds the word stems of the customer's turns in the window; `agent_before` the agent's earlier replies, newest first;
    `unfinished` says that the customer was still talking; `texts` is all that was said.
    """

    customer: Reading | None
    marks: Mapping[Mark, Hit]
    angry: bool
    abusive: bool
    unfinished: bool
    said: frozenset[str]
    agent_before: tuple[Reading, ...]
    texts: str

    @property
    def customer_turns_only(self) -> bool:
        """Whether the agent has not spoken yet."""
        return not self.agent_before


# A line is looked at again with each of the next few replies.
_read = lru_cache(maxsize=256)(read)


def look_at(context: Sequence[Turn], weights: Weights) -> Situation:
    """Return the situation after `context`; only the last turns are read."""
    window = [turn for turn in context[-WINDOW:] if isinstance(turn, CustomerTurn | AgentTurn)]
    lines = [_read(turn.text) for turn in window if isinstance(turn, CustomerTurn)]
    replies = tuple(_read(turn.text) for turn in reversed(window) if isinstance(turn, AgentTurn))
    last = lines[-1] if lines else None
    marks = _marks(last.written, weights) if last is not None else {}
    content = last is not None and _over(marks, "accepts", weights)
    abusive = last is not None and _over(marks, "abusive", weights)
    stop = weights.sets["stop_words"]
    return Situation(
        customer=last,
        marks=marks,
        angry=abusive
        or (last is not None and _over(marks, "angry", weights))
        or (not content and any(_is_angry(line.written, weights) for line in lines[:-1])),
        abusive=abusive,
        unfinished=last is not None and not abusive and _unfinished(last),
        said=frozenset(stem for line in lines for stem in stems(line.words(), stop)),
        agent_before=replies,
        texts=" ".join(visible(turn.text)[0] for turn in window),
    )


def marks_of(line: Reading, weights: Weights) -> dict[Mark, Hit]:
    """Return what each mark's rule finds in a customer's line."""
    found = {mark: apply(weights.marks[mark], line) for mark in MARKS}
    return found | {"angry": _with_shouting(found["angry"], line)}


@lru_cache(maxsize=256)
def _marks(text: str, weights: Weights) -> Mapping[Mark, Hit]:
    return marks_of(_read(text), weights)


def _is_angry(text: str, weights: Weights) -> bool:
    """Return whether a customer's line is angry or abusive."""
    found = _marks(text, weights)
    return _over(found, "abusive", weights) or _over(found, "angry", weights)


def stems(words: Sequence[str], stop: frozenset[str]) -> list[str]:
    """Return the word stems and numbers that carry content, in order."""
    return [stem(word) for word in words if word not in stop and (len(word) > 2 or word[0].isdigit())]


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a rough stem: without the usual endings, at most six letters."""
    word = word.removesuffix("'s").rstrip(".,:")
    for ending in ("ings", "ing", "ies", "ed", "es", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:6]


def _over(found: Mapping[Mark, Hit], mark: Mark, weights: Weights) -> bool:
    return found[mark].p >= weights.marks[mark].threshold


def _with_shouting(hit: Hit, line: Reading) -> Hit:
    loud = len(_SHOUT.findall(line.original))
    return Hit(max(hit.p, 0.5, min(0.9, 0.3 + 0.2 * loud)), hit.span) if loud else hit


def _unfinished(line: Reading) -> bool:
    text = line.original.rstrip()
    return bool(_OPEN_END.search(line.plain.rstrip()) or _OPEN_SENTENCE.search(text)) and len(text.split()) >= 6
