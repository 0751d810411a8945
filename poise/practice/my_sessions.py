"""A learner's sessions in a list: looked at, named, deleted."""

from dataclasses import dataclass

from evaluator.scoring import score_transcript
from poise.conversation.errors import SessionError
from poise.practice.help_events import Held
from poise.practice.services import Services
from poise.practice.session import load, view_of
from poise.practice.store import SessionSummary
from poise.roleplay.mood import Expression

MOST_LABEL = 80
"""Characters of a session's name."""


@dataclass(frozen=True)
class ListedSession:
    """One session in the list, with the customer's face as it ended and the score; None while it goes on or is not assessed.

    `held` is the help with which its replies were said.
    """

    summary: SessionSummary
    expression: Expression
    score: int | None
    held: Held


def listed(services: Services, summary: SessionSummary) -> ListedSession:
    """Return a session of the list with what only its events tell. Raises SessionError, StoreError."""
    now = view_of(services, load(services, summary.id), reading=False)
    if now.outcome is None:
        return ListedSession(summary, now.expression, None, now.held)
    score = score_transcript(now.transcript, services.rubric, now.persona, services.judging).score
    return ListedSession(summary, now.expression, None if score is None else round(score), now.held)


def name(services: Services, session_id: str, label: str) -> None:
    """Keep the learner's own name for a session, on one line; an empty one takes it away. Raises SessionError, StoreError."""
    words = " ".join(label.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").split())
    if len(words) > MOST_LABEL:
        raise SessionError(f"The name has {len(words)} characters; {MOST_LABEL} are the most. Shorten it")
    services.store.label(session_id, words)


def delete(services: Services, session_id: str) -> None:
    """Delete a session wholly: its row and its events. Its branches go on without it. Raises SessionError, StoreError."""
    services.store.delete(session_id)
    services.recall.forget(session_id)
