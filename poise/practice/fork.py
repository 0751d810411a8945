"""What a branch takes over from its parent: the events before the reply that is said again, as they stand. Pure."""

from collections.abc import Sequence

from poise.conversation.errors import SessionError
from poise.conversation.transcript import AgentTurn
from poise.practice.events import Branch, CritiqueEvent, LineEvent, Recorded, ReplyEvent, StartEvent
from poise.practice.help_events import HelpEvent, HintEvent
from poise.practice.replay import Session


def forked(records: Sequence[Recorded], branch: Branch, versions: dict[str, str]) -> tuple[Recorded, ...]:
    """Return the events with which a branch begins: copies of its parent's before the turn, with their times, numbered anew.

    Replies, lines and readings of them are taken over, and with the lines mood and memory; so is the help of that time. What
    the learner said about the parent (disputes, steps), the coach's words and its end are not. `versions` is what the branch
    is played and judged with.
    """
    first = records[0]
    assert isinstance(first.event, StartEvent)
    start = first.event.model_copy(update={"branch": branch, "versions": versions})
    left = next((r.number for r in records if isinstance(r.event, ReplyEvent) and r.event.turn == branch.turn), None)
    kept = [record for record in records[1:] if _before(record, branch.turn) or _helped_before(record, left)]
    begun = first.model_copy(update={"event": start})
    return tuple(record.model_copy(update={"number": n}) for n, record in enumerate((begun, *kept), start=1))


def coached_reply(session: Session, turn: int, id_: str) -> str:
    """Return the reply `turn` with the coach's wording for `id_` in place of the learner's sentence.

    Raises SessionError where the coach has no words for it that may be shown.
    """
    said, worded = said_at(session, turn), session.wordings.get((turn, id_))
    if worded is None or not worded.text or not worded.sentence:
        raise SessionError("The coach has no other words for this reply. Say it again in your own")
    return said.replace(worded.sentence, worded.text, 1) if worded.sentence in said else worded.text


def said_at(session: Session, turn: int) -> str:
    """Return the learner's reply at a turn. Raises SessionError where there is none."""
    said = session.turns[turn - 1] if 0 < turn <= len(session.turns) else None
    if not isinstance(said, AgentTurn):
        raise SessionError("There is no such reply in this conversation. Reload the page")
    return said.text


def _before(record: Recorded, turn: int) -> bool:
    event = record.event
    return isinstance(event, ReplyEvent | LineEvent | CritiqueEvent | HintEvent) and event.turn < turn


def _helped_before(record: Recorded, number: int | None) -> bool:
    return isinstance(record.event, HelpEvent) and (number is None or record.number < number)
