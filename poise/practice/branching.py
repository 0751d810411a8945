"""Rewind: a reply said again, or the coach's words played, in a session of its own. The first one stays as it is."""

from contextlib import suppress

from poise.conversation.errors import SessionError
from poise.practice.events import Branch, Recorded, ReplyEvent, StartEvent
from poise.practice.fork import coached_reply, forked, said_at
from poise.practice.replay import Session
from poise.practice.services import Services
from poise.practice.session import SessionView, load, view
from poise.practice.store import NO_SUCH, SessionSummary, StoredAlreadyError
from poise.practice.versions import house_versions


def branch(services: Services, session_id: str, turn: int, coached: str = "") -> SessionView:
    """Return a session that begins as this one does and stands just before its reply `turn`, with the mood of that moment.

    `coached` names the id whose wording by the coach is said there instead; that reply then waits for its answer. A branch
    of the same place in which nobody has spoken yet is returned again, so that a second press makes no second one. Raises
    SessionError where there is no such reply or wording; StoreError.
    """
    parent = load(services, session_id)
    if not services.store.owns(session_id):
        # A trainer may read what was shared; a copy of it would outlive its owner's erasing.
        raise SessionError(NO_SUCH)
    said = said_at(parent, turn)
    reply = coached_reply(parent, turn, coached) if coached else ""
    left = Branch(parent=parent.id, turn=turn, at=services.now(), said=said, coached=coached, versions=parent.versions)
    while True:
        there = services.store.branches(session_id)
        for known in there:
            if known.fork == turn and _untouched(load(services, known.id), coached):
                return view(services, known.id)
        # Another window may have made one since: then it is looked at too.
        with suppress(StoredAlreadyError):
            return view(services, _store(services, parent, left, reply, {known.id for known in there}))


def branches(services: Services, session_id: str) -> list[SessionSummary]:
    """Return the branches that left a session and in which somebody has spoken, the first reply's first. Raises StoreError."""
    found = services.store.branches(session_id)
    spoken = [one for one in found if one.fork is not None and one.exchanges >= one.fork // 2]
    return sorted(spoken, key=lambda one: (one.fork or 0, one.started_at))


def _store(services: Services, parent: Session, left: Branch, reply: str, beside: set[str]) -> str:
    versions = {**house_versions(services), "persona": parent.versions.get("persona", "")}
    first, *copied = forked(services.store.events(parent.id), left, versions)
    if reply:
        event = ReplyEvent(turn=left.turn, text=reply)
        copied.append(Recorded(number=len(copied) + 2, at=left.at, event=event))
    assert isinstance(first.event, StartEvent)
    session_id = services.new_id()
    services.store.create(session_id, first.event, first.at, copied, beside=beside)
    return session_id


def _untouched(session: Session, coached: str) -> bool:
    """Whether nothing happened in a branch after what it began with: the fork, or the coach's words and their answer."""
    left = session.branch
    if left is None or left.coached != coached or session.outcome is not None:
        return False
    return len(session.turns) <= left.turn - 1 + (2 if coached else 0)
