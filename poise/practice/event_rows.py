"""The rows of `events`: an event written as one, and read from it again."""

from pydantic import ValidationError
from sqlalchemy import Connection, Row, insert, select

from poise.conversation.errors import StoreError
from poise.practice.events import EndEvent, Event, LineEvent, Recorded, event_from_json
from poise.practice.tables import events


def insert_event(connection: Connection, session_id: str, number: int, event: Event, at: str) -> None:
    """Write one event as the row `number` of its session."""
    body = event.model_dump_json(by_alias=True)
    row = {"session_id": session_id, "number": number, "kind": event.kind, "at": at, "body": body}
    row["outcome"] = event.outcome if isinstance(event, LineEvent | EndEvent) else None
    connection.execute(insert(events).values(row))


def of_kind(connection: Connection, session_id: str, kind: str) -> tuple[Event, ...]:
    """Return the events of one kind that a session holds, the oldest first."""
    wanted = (events.c.session_id == session_id) & (events.c.kind == kind)
    query = select(events.c.body).where(wanted).order_by(events.c.number)
    return tuple(map(event_from_json, connection.execute(query).scalars()))


def recorded(row: Row[int, str, str]) -> Recorded:
    """Return the event of a row. Raises StoreError where this Poise cannot read it."""
    try:
        return Recorded.model_construct(number=row.number, at=row.at, event=event_from_json(row.body))
    except ValidationError as error:
        raise StoreError(
            f"Event {row.number} of this session cannot be read by this Poise (a newer one may have written it). "
            "Install that one, or start a new conversation"
        ) from error
