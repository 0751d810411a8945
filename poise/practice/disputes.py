"""A learner disagrees with what a critic found: kept as an event, put before a trainer, and never a change of any score."""

from collections.abc import Iterator

from evaluator.observed import chosen
from evaluator.rulings import DisputeLine
from poise.conversation.errors import SessionError
from poise.conversation.ids import OBSERVED
from poise.conversation.observation import Observations
from poise.conversation.stage import Critic
from poise.conversation.transcript import AgentTurn
from poise.practice.events import LEAST_REASON, MOST_REASON, DisputeEvent
from poise.practice.replay import Session, replay
from poise.practice.services import Services
from poise.practice.session import SessionView, view
from poise.practice.store import Store, StoredAlreadyError


def dispute(
    services: Services, session_id: str, turn: int, id_: str, reason: str, shown: bool | None = None
) -> SessionView:
    """Store that the learner disagrees with what was decided of `id_` in the reply `turn`, and why.

    `shown` is what the learner saw decided, where the caller knows it. Raises SessionError, and stores nothing, where the reason
    is too short or too long, nothing or something else is decided there, or the learner has said so already; StoreError.
    """
    words = _checked(reason)
    current = view(services, session_id)
    seen, critic = _decision(current, turn, services.judging)
    decided = seen.shown(id_) if seen is not None and id_ in OBSERVED else None
    if decided is None:
        raise SessionError("Nothing was decided about this, so there is nothing to disagree with. Reload the page")
    if shown not in (None, decided):
        raise SessionError("This reply was read again meanwhile, and the finding is another now. Reload the page")
    event = DisputeEvent(turn=turn, id=id_, critic=critic, decided=decided, says=not decided, reason=words)
    said = (turn, id_, decided)
    try:
        services.store.append(
            session_id, event, services.now(), expected=None,
            unless=lambda known: (known.turn, known.id, known.decided) == said,
        )  # fmt: skip
    except StoredAlreadyError:
        raise SessionError("You have disagreed with this already; a trainer can rule on it") from None
    return view(services, session_id)


def disputes(store: Store) -> Iterator[DisputeLine]:
    """Yield every dispute in the store, session after session, as a trainer rules on it. Raises StoreError."""
    for session_id in store.session_ids("dispute"):
        session = replay(session_id, store.events(session_id))
        for event in sorted(session.disputes.values(), key=lambda one: (one.turn, OBSERVED.index(one.id))):
            yield _line(session, event)


def _checked(reason: str) -> str:
    # A terminal or a page may hand over half a character; it could not be stored.
    words = reason.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").strip()
    if len(words) < LEAST_REASON:
        raise SessionError(
            f"A reason takes at least {LEAST_REASON} characters. Say in a few words what speaks against it"
        )
    if len(words) > MOST_REASON:
        raise SessionError(f"The reason has {len(words):,} characters; {MOST_REASON} are the most. Shorten it")
    return words


def _decision(current: SessionView, turn: int, judging: Critic) -> tuple[Observations | None, Critic]:
    """Return what was decided about a reply, and by which critic."""
    said = current.transcript.turns[turn - 1] if 0 < turn <= len(current.transcript.turns) else None
    if not isinstance(said, AgentTurn):
        raise SessionError("There is no such reply in this conversation. Reload the page")
    seen = chosen(said, judging)
    return seen, "llm" if seen is not None and seen is said.observations.llm else "fast"


def _line(session: Session, event: DisputeEvent) -> DisputeLine:
    said = session.turns[event.turn - 1]
    both = said.observations if isinstance(said, AgentTurn) else None
    seen = both and (both.llm if event.critic == "llm" else both.fast)
    quote = seen.evidence.get(event.id) or seen.provoked_by.get(event.id) or "" if seen else ""
    return DisputeLine(
        id=f"{session.id}:{event.turn}", scenario=session.id, about=event.id, critic=event.critic, decided=event.decided,
        learner_says=event.says, reason=event.reason, quote=quote, context=session.turns[: event.turn - 1], reply=said.text,
    )  # fmt: skip
