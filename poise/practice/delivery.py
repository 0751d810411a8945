"""Statements on their way to the learning record store: kept in the session's own events until the store has taken them.

Nothing waits in memory: what was asked for and not yet taken is found in the store of sessions again, after a crash as well, and
goes with the session when that is deleted.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from poise.conversation.errors import SessionError
from poise.practice.after_events import DeliveredEvent, DeliveryEvent, DeliveryFailedEvent
from poise.practice.after_store import ended_ids
from poise.practice.events import Event
from poise.practice.export.record_store import DeliveryError, RecordStore, send
from poise.practice.export.told import told
from poise.practice.export.xapi import statements
from poise.practice.services import Services
from poise.practice.session import load
from poise.practice.store import StoredAlreadyError

Send = Callable[[RecordStore, tuple[dict[str, object], ...]], None]


@dataclass(frozen=True)
class Delivery:
    """How a session's statements fare: asked for or not, taken or not, and why not yet. `alone`: others may be taken."""

    asked: DeliveryEvent | None = None
    taken: bool = False
    problem: str = ""
    alone: bool = False


def wanted(services: Services, session_id: str) -> bool:
    """Whether a record store is set and is to have this session: one that only tries a customer out is nobody's practice."""
    if services.settings.record_store is None:
        return False
    found = services.store.summary(session_id)
    return found is not None and not found.trial


def delivery(services: Services, session_id: str) -> Delivery:
    """Return how the statements of a session fare. Raises SessionError, StoreError."""
    asked, taken, problem = None, False, ""
    for record in services.store.events(session_id):
        event = record.event
        if isinstance(event, DeliveryEvent):
            asked = asked or event
        elif isinstance(event, DeliveryFailedEvent):
            problem = event.problem
        elif isinstance(event, DeliveredEvent):
            taken = True
    return Delivery(asked, taken, "" if taken else problem)


def deliver(services: Services, session_id: str, send_now: Send = send) -> Delivery:
    """Send a session's statements unless the record store has them, and return how they fare; nothing where none is set.

    They are stored before they are first sent, and sent again as they were stored. Raises SessionError while the session
    goes on, and where it only tries a customer out.
    """
    record_store, now = services.settings.record_store, delivery(services, session_id)
    if record_store is None or now.taken:
        return now
    if not wanted(services, session_id):
        raise SessionError("This conversation only tried a customer out, so nothing of it is sent. Name another one")
    if now.asked is None:
        made = statements(told(services, session_id), services.settings.xapi_home_page)
        now = Delivery(DeliveryEvent(to=record_store.address, statements=made))
        _note(services, session_id, DeliveryEvent(to=record_store.address, statements=made))
    assert now.asked is not None
    try:
        send_now(record_store, now.asked.statements)
    except DeliveryError as error:
        if str(error) != now.problem:
            _note(services, session_id, DeliveryFailedEvent(problem=str(error), tried_at=services.now()))
        return Delivery(now.asked, problem=str(error), alone=error.alone)
    _note(services, session_id, DeliveredEvent(to=record_store.address, taken_at=services.now()))
    return Delivery(now.asked, taken=True)


def waiting(services: Services) -> list[str]:
    """Return the ids of the ended sessions whose statements the record store does not have, the oldest first."""
    taken = set(services.store.session_ids("delivered"))
    return [session_id for session_id in ended_ids(services.store) if session_id not in taken]


def deliver_waiting(services: Services, send_now: Send = send) -> tuple[int, int, str]:
    """Send what waits; return how many sessions the store took, how many still wait, and why.

    Where the record store cannot be reached, or takes nothing from us, the first failure ends the round.
    """
    if services.settings.record_store is None:
        return 0, 0, ""
    ids, taken, problem = waiting(services), 0, ""
    for session_id in ids:
        found = deliver(services, session_id, send_now)
        taken, problem = taken + found.taken, problem or found.problem
        if not found.taken and not found.alone:
            break
    return taken, len(ids) - taken, problem


def _note(services: Services, session_id: str, event: Event) -> None:
    # With the time of the session's last event: a list by last use must not change because a server was away.
    # Where another process sends the same, it is noted once; a failure may come again.
    again = isinstance(event, DeliveryFailedEvent)
    with suppress(StoredAlreadyError):
        services.store.append(
            session_id, event, load(services, session_id).last_at, expected=None, unless=lambda _known: not again
        )
