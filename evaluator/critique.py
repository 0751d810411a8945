"""What to show for one reply: what it showed, what was missing, what went wrong, each with the words that prove it."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from evaluator.contradictions import Contradiction
from evaluator.observed import chosen
from evaluator.rubric import Rubric
from evaluator.scoring import ReplyScore, Scores, score_transcript
from poise.conversation.ids import REPLY_STRATEGIES, Stage
from poise.conversation.persona import Persona
from poise.conversation.stage import Critic
from poise.conversation.transcript import CustomerTurn, Transcript

Contradictions = Mapping[int, tuple[Contradiction, ...]]
"""What contradicts the briefing, by turn number."""
_LONGEST = 160


class Remark(BaseModel):
    """One observation in words. `words` say why it matters; `advice` what to try (empty for what was shown).

    `quote` is verbatim; `quoted` says whose words it is, or that there are none.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    words: str
    advice: str = ""
    quote: str = ""
    quoted: Literal["reply", "customer", "nobody"] = "nobody"


class Critique(BaseModel):
    """The critique of one reply; `turn` counts utterances from 1. `score` is None where `reason` says why.

    `shown` is what this reply showed, due or not; `earned_before` the names of due strategies that an earlier reply of this stage
    showed; `not_assessed` the reason of every id that nobody could judge; `contradictions` what does not fit the briefing, which
    is told and never scored.
    """

    model_config = ConfigDict(frozen=True)

    turn: int
    critic: Critic
    stage: Stage
    score: float | None
    reason: str
    shown: tuple[Remark, ...]
    earned_before: tuple[str, ...]
    missed: tuple[Remark, ...]
    mistakes: tuple[Remark, ...]
    not_assessed: dict[str, str]
    contradictions: tuple[Contradiction, ...] = ()


def critiques(
    transcript: Transcript,
    rubric: Rubric,
    persona: Persona | None = None,
    critic: Critic = "fast",
    contradictions: Contradictions | None = None,
) -> dict[int, Critique]:
    """Return the critique of every observed reply, by its turn number. Pure."""
    return critiques_of(transcript, rubric, score_transcript(transcript, rubric, persona, critic), contradictions)


def critiques_of(
    transcript: Transcript, rubric: Rubric, scores: Scores, contradictions: Contradictions | None = None
) -> dict[int, Critique]:
    """Return the critiques for scores that were computed already."""
    listed = contradictions or {}
    return {
        reply.turn: _critique(transcript, rubric, reply, scores.critic, listed.get(reply.turn, ()))
        for reply in scores.replies
    }


def customer_words(transcript: Transcript, turn: int) -> str:
    """Return the words of the customer's last line before `turn`: all of it, or its beginning up to a word border."""
    lines = (t.text for t in reversed(transcript.turns[: turn - 1]) if isinstance(t, CustomerTurn))
    text = next(lines, "").strip()
    return text if len(text) <= _LONGEST else text[: text.rfind(" ", 0, _LONGEST)] if " " in text[:_LONGEST] else text


def _critique(
    transcript: Transcript, rubric: Rubric, reply: ReplyScore, critic: Critic, listed: tuple[Contradiction, ...]
) -> Critique:
    seen = chosen(transcript.turns[reply.turn - 1], critic)
    shown = seen.decided() if seen else frozenset()
    before = customer_words(transcript, reply.turn)
    return Critique(
        turn=reply.turn,
        critic=critic,
        stage=reply.stage,
        score=reply.score,
        reason=reply.reason,
        shown=tuple(_remark(transcript, rubric, reply.turn, id_, critic) for id_ in REPLY_STRATEGIES if id_ in shown),
        earned_before=tuple(rubric.entry(id_).name for id_ in reply.earned_before),
        missed=tuple(_missing(rubric, id_, before) for id_ in reply.missed),
        mistakes=tuple(_remark(transcript, rubric, reply.turn, id_, critic) for id_ in reply.mistakes),
        not_assessed=dict(seen.not_assessed) if seen else {},
        contradictions=listed,
    )


def _remark(transcript: Transcript, rubric: Rubric, turn: int, id_: str, critic: Critic) -> Remark:
    entry = rubric.entry(id_)
    seen = chosen(transcript.turns[turn - 1], critic)
    own, theirs = (seen.evidence.get(id_), seen.provoked_by.get(id_)) if seen else (None, None)
    return Remark(
        id=id_,
        name=entry.name,
        words=entry.why,
        advice=entry.missed if entry.kind == "mistake" else "",
        quote=own or theirs or "",
        quoted="reply" if own else "customer" if theirs else "nobody",
    )


def _missing(rubric: Rubric, id_: str, before: str) -> Remark:
    entry = rubric.entry(id_)
    return Remark(
        id=id_, name=entry.name, words=entry.why, advice=entry.missed, quote=before,
        quoted="customer" if before else "nobody",
    )  # fmt: skip
