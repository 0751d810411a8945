"""The summaries of a learner's ended sessions: worked out once a session, kept with it, read at once."""

from contextlib import suppress
from dataclasses import dataclass

from evaluator.scoring import score_transcript
from evaluator.strategy_table import counts
from poise.practice.after_events import SummaryEvent
from poise.practice.after_store import ended
from poise.practice.replay import Session
from poise.practice.services import Services
from poise.practice.session import load, view_of
from poise.practice.store import StoredAlreadyError

AT_ONCE = 60
"""Sessions that are judged while somebody waits: a few milliseconds each, more where a reply stayed unanswered."""


@dataclass(frozen=True)
class Summaries:
    """The summaries in the order in which the sessions were begun; `left` sessions are still to be read."""

    found: tuple[SummaryEvent, ...]
    left: int


def summaries(services: Services, learner: str | None = None, at_once: int = AT_ONCE) -> Summaries:
    """Return the summaries of a learner's ended sessions, and write those that are missing, `at_once` at most.

    A session that the LLM critic read later is summed up anew. Raises StoreError.
    """
    found: list[SummaryEvent] = []
    written = left = 0
    for one in ended(services.store, learner or services.learner):
        if one.summary is not None:
            found.append(one.summary)
        elif written < at_once:
            found.append(_written(services, one.id))
            written += 1
        else:
            left += 1
    return Summaries(tuple(found), left)


def summary(services: Services, session: Session) -> SummaryEvent:
    """Return the summary of an ended session as it is judged now."""
    transcript = view_of(services, session, reading=False).transcript
    scores = score_transcript(transcript, services.rubric, session.persona, services.judging)
    first = session.branch.turn if session.branch else 0
    replies = [reply for reply in scores.replies if reply.turn >= first]
    counted = counts(replies)
    mistakes = [id_ for reply in replies for id_ in reply.mistakes]
    assert session.outcome is not None
    return SummaryEvent(
        upto=session.number, persona=session.persona.id, level=session.level, outcome=session.outcome,
        good_end=session.outcome in session.persona.good_end, critic=services.judging, rubric=services.rubric.version,
        ended_at=session.turns[-1].timestamp or session.last_at, score=scores.score, passed=scores.passed,
        replies=len(replies), called_for={id_: count.called_for for id_, count in counted.items()},
        shown={id_: count.shown for id_, count in counted.items()},
        mistakes={id_: mistakes.count(id_) for id_ in sorted(set(mistakes))},
        mistaken=sum(bool(reply.mistakes) for reply in replies),
    )  # fmt: skip


def _written(services: Services, session_id: str) -> SummaryEvent:
    session = load(services, session_id)
    made = summary(services, session)
    if services.criticism is None or not services.criticism.pending(session_id):
        # With the time of the last event: a list by last use must not change because somebody looked at their progress.
        with suppress(StoredAlreadyError):
            services.store.append(session_id, made, session.last_at, expected=None, unless=lambda known: known == made)
    return made
