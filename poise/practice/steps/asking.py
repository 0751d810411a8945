"""What learners asked their trainers: every question in the store, with the session that it shares."""

from collections.abc import Iterator
from dataclasses import dataclass

from poise.practice.replay import replay
from poise.practice.step_events import AskEvent
from poise.practice.store import Store


@dataclass(frozen=True)
class Asked:
    """One question: in which session, by whom, about which customer, when (ISO 8601, UTC)."""

    session_id: str
    learner: str
    customer: str
    at: str
    question: str


def asked(store: Store) -> Iterator[Asked]:
    """Yield every question to a trainer, session after session in the order in which they began. Raises StoreError."""
    for session_id in store.session_ids("ask"):
        recorded = store.events(session_id)
        session = replay(session_id, recorded)
        for record in recorded:
            if isinstance(record.event, AskEvent):
                customer = session.persona.identity.name
                yield Asked(session_id, session.learner, customer, record.at, record.event.question)
