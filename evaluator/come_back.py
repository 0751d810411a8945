"""Whether this customer would come back, by how the conversation left them. Pure; the numbers stand in `scoring.yaml`."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from evaluator.observed import decided
from evaluator.scoring_table import ComeBackLines
from poise.conversation.stage import Critic
from poise.conversation.transcript import AgentTurn, CustomerTurn, Transcript

Verdict = Literal["yes", "perhaps", "no", "not_assessed"]
Reason = Literal[
    "calm", "upset", "angry", "remedy_agreed", "settled", "nothing_agreed", "promises_kept", "promise_broken",
    "walked_out", "handed_over", "ended_by_agent", "turn_limit", "no_anger_stored",
]  # fmt: skip

_AGREES = frozenset({"accept", "choose"})
_PROMISES = frozenset({"timeframe", "follow_up"})
_ENDINGS: dict[str, Reason] = {
    "walked_out": "walked_out",
    "escalated": "handed_over",
    "ended_by_agent": "ended_by_agent",
    "turn_limit": "turn_limit",
}


class ComeBack(BaseModel):
    """The verdict and its reasons, the anger first. `anger` is the last line's, 0–100, None where none is stored."""

    model_config = ConfigDict(frozen=True)

    verdict: Verdict
    reasons: tuple[Reason, ...]
    anger: int | None


def would_come_back(transcript: Transcript, lines: ComeBackLines, critic: Critic = "fast") -> ComeBack:
    """Return whether the customer would come back: from final anger, promises, an agreed remedy and how it ended.

    `no` where they walked out, are still angry, or are not calm after a broken promise; `yes` where they are calm, no promise
    was broken and the matter is agreed or settled; else `perhaps`. Without a stored anger of the last line it is not assessed.
    """
    spoken = [turn for turn in transcript.turns if isinstance(turn, CustomerTurn)]
    anger = spoken[-1].anger if spoken else None
    if anger is None:
        return ComeBack(verdict="not_assessed", reasons=("no_anger_stored",), anger=None)
    reasons = (
        _feeling(anger, lines),
        _matter(transcript, spoken),
        *_promises(transcript, spoken, critic),
        *((_ENDINGS[transcript.outcome],) if transcript.outcome in _ENDINGS else ()),
    )
    return ComeBack(verdict=_verdict(frozenset(reasons)), reasons=reasons, anger=anger)


def _verdict(reasons: frozenset[Reason]) -> Verdict:
    calm, broken = "calm" in reasons, "promise_broken" in reasons
    if "walked_out" in reasons or "angry" in reasons or (broken and not calm):
        return "no"
    return "yes" if calm and not broken and "nothing_agreed" not in reasons else "perhaps"


def _feeling(anger: int, lines: ComeBackLines) -> Reason:
    if anger <= lines.calm_to:
        return "calm"
    return "angry" if anger >= lines.angry_from else "upset"


def _matter(transcript: Transcript, spoken: list[CustomerTurn]) -> Reason:
    """Return whether a remedy was agreed and not taken back, the matter settled without one, or nothing."""
    agreed = False
    for turn in spoken:
        agreed = (agreed and not _broken(turn)) or _agrees(turn)
    if agreed:
        return "remedy_agreed"
    return "settled" if transcript.outcome == "resolved" else "nothing_agreed"


def _promises(transcript: Transcript, spoken: list[CustomerTurn], critic: Critic) -> tuple[Reason, ...]:
    """Return whether promises held; nothing where none was seen, or where nobody read whether one was broken."""
    if any(_broken(turn) for turn in spoken):
        return ("promise_broken",)
    made = any(_PROMISES & decided(turn, critic) for turn in transcript.turns if isinstance(turn, AgentTurn))
    unread = any((turn.marks or {}).get("reports_broken_promise") is None for turn in spoken)
    return ("promises_kept",) if made and not unread else ()


def _agrees(turn: CustomerTurn) -> bool:
    return turn.act in _AGREES or bool((turn.marks or {}).get("accepts"))


def _broken(turn: CustomerTurn) -> bool:
    taken_back = any(cause.id == "broken_promise" for cause in turn.causes)
    return taken_back or bool((turn.marks or {}).get("reports_broken_promise"))
