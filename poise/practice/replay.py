"""A session given back by its events. Pure: the same events give the same session, always."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from evaluator.contradictions import Contradiction
from poise.conversation.errors import StoreError
from poise.conversation.hearing import Hearing
from poise.conversation.ids import Level, Outcome
from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn, BothObservations, Transcript, Turn
from poise.practice.after_events import AfterEvent
from poise.practice.events import (
    TURNING,
    Branch,
    Closing,
    CritiqueEvent,
    DisputeEvent,
    EndEvent,
    LineEvent,
    Recorded,
    ReplyEvent,
    StartEvent,
    WordingEvent,
)
from poise.practice.help_events import Held, Help, HelpEvent, HintEvent
from poise.practice.step_events import AskEvent, DebriefReadEvent, NotesEvent, Step, StepEvent
from poise.roleplay.mood import Mood

_Beside = StepEvent | DebriefReadEvent | NotesEvent | AskEvent | HelpEvent | HintEvent | AfterEvent


@dataclass(frozen=True)
class Session:
    """Where a session stands after event `number`. `seen` counts its turning events, which a writer hands back to the store.

    `turns` holds what was said, a reply that no line answers yet included; `hearings` says by turn number what was heard in an
    answered reply; `criticised` holds the turn numbers of replies that the LLM critic has dealt with; `critic_faults` says
    of which it could tell nothing, and why, `contradictions` what in one does not fit the briefing;
    `disputes` and `wordings` go by turn number and id, `steps` by the step after the end; `branch` says where a branch came from;
    `debrief_read`: the learner has opened it;
    `help` is the help that holds, `held` that with which the replies were said; `closes` how a pending reply closes the contact.
    """

    id: str
    persona: Persona
    level: Level
    learner: str
    seed: int
    turn_limit: int
    versions: dict[str, str]
    started_at: str
    last_at: str
    turns: tuple[Turn, ...]
    mood: Mood
    hearings: dict[int, Hearing]
    criticised: frozenset[int] = frozenset()
    critic_faults: dict[int, str] = field(default_factory=dict)
    contradictions: dict[int, tuple[Contradiction, ...]] = field(default_factory=dict)
    disputes: dict[tuple[int, str], DisputeEvent] = field(default_factory=dict)
    wordings: dict[tuple[int, str], WordingEvent] = field(default_factory=dict)
    notes: str = ""
    steps: dict[Step, StepEvent] = field(default_factory=dict)
    debrief_read: bool = False
    asked: tuple[AskEvent, ...] = ()
    outcome: Outcome | None = None
    branch: Branch | None = None
    help: Help = field(default_factory=Help)
    held: Held = field(default_factory=Held)
    closes: Closing | None = None
    exchanges: int = 0
    number: int = 1
    seen: int = 1

    @property
    def pending(self) -> str | None:
        """The stored reply that no line answers yet."""
        last = self.turns[-1]
        return last.text if isinstance(last, AgentTurn) else None

    @property
    def message(self) -> StepEvent | None:
        """The follow-up message that went out after the end, None where there is none."""
        step = self.steps.get("follow_up")
        return step if step is not None and step.follow_up is not None else None

    @property
    def transcript(self) -> Transcript:
        """What was said so far, in the form in which conversations are stored and judged."""
        return Transcript(
            id=self.id,
            persona=self.persona.id,
            level=self.level,
            language="en",
            turns=self.turns,
            outcome=self.outcome,
            versions=self.versions,
        )


def replay(session_id: str, recorded: Sequence[Recorded]) -> Session:
    """Return the session that the events, in order, lead to. Raises StoreError where they do not begin with a start."""
    first = recorded[0].event if recorded else None
    if not isinstance(first, StartEvent):
        raise StoreError(f"Session {session_id} does not begin with a start. The store was changed by hand; begin anew")
    session = _started(session_id, first, recorded[0].at)
    for record in recorded[1:]:
        session = after(session, record)
    return session


def _started(session_id: str, start: StartEvent, at: str) -> Session:
    return Session(
        id=session_id,
        persona=start.persona,
        level=start.level,
        learner=start.learner,
        seed=start.seed,
        turn_limit=start.turn_limit,
        versions=start.versions,
        started_at=at,
        last_at=at,
        turns=(start.opening.model_copy(update={"timestamp": at}),),
        mood=start.mood,
        hearings={},
        branch=start.branch,
        help=start.help,
    )


def after(session: Session, record: Recorded) -> Session:
    """Return the session with one more event."""
    event = record.event
    moved = replace(session, last_at=record.at, number=record.number, seen=session.seen + (event.kind in TURNING))
    if isinstance(event, ReplyEvent):
        turns = (*moved.turns, AgentTurn(text=event.text, timestamp=record.at))
        return replace(moved, turns=turns, held=moved.held.replied(moved.help), closes=event.closes)
    if isinstance(event, LineEvent):
        return _answered(moved, event, record.at)
    if isinstance(event, CritiqueEvent):
        return _criticised(moved, event)
    if isinstance(event, DisputeEvent):
        return replace(moved, disputes=_disputed(moved.disputes, event))
    if isinstance(event, WordingEvent):
        return replace(moved, wordings={(event.turn, event.id): event, **moved.wordings})
    if isinstance(event, EndEvent):
        return replace(moved, outcome=moved.outcome or event.outcome)
    if isinstance(event, _Beside):
        return _beside(moved, event)
    raise StoreError(f"Session {session.id} starts twice. The store was changed by hand; begin anew")


def _beside(session: Session, event: _Beside) -> Session:
    if isinstance(event, StepEvent):
        # Two windows may take the same step: what was written first stands.
        return replace(session, steps={event.step: event, **session.steps})
    if isinstance(event, DebriefReadEvent):
        return replace(session, debrief_read=True)
    if isinstance(event, NotesEvent):
        return replace(session, notes=event.text)
    if isinstance(event, HelpEvent):
        return replace(session, help=event.help)
    if isinstance(event, HintEvent):
        return replace(session, held=session.held.hinted(event))
    return replace(session, asked=(*session.asked, event)) if isinstance(event, AskEvent) else session


def _answered(session: Session, event: LineEvent, at: str) -> Session:
    turns = _observed(session.turns, event.turn - 2, BothObservations(fast=event.observations))
    return replace(
        session,
        turns=(*turns, event.line.model_copy(update={"timestamp": at})),
        mood=event.mood,
        hearings={**session.hearings, event.turn - 1: event.hearing},
        outcome=event.outcome,
        exchanges=session.exchanges + 1,
        closes=None,
    )


def _criticised(session: Session, event: CritiqueEvent) -> Session:
    criticised = session.criticised | {event.turn}
    if not event.observations.probabilities():
        # A critic that failed leaves the fast one's word standing; the reason is told beside it.
        faults = {**session.critic_faults, event.turn: event.reason or "nothing was assessed"}
        return replace(session, criticised=criticised, critic_faults=faults)
    if event.turn > len(session.turns) and session.message is not None and session.message.follow_up is not None:
        told = {"read": event.observations, "contradictions": event.contradictions}
        read = session.message.model_copy(update={"follow_up": session.message.follow_up.model_copy(update=told)})
        return replace(session, criticised=criticised, steps={**session.steps, "follow_up": read})
    turns = _observed(session.turns, event.turn - 1, BothObservations(llm=event.observations))
    contradictions = {**session.contradictions, event.turn: event.contradictions}
    return replace(session, criticised=criticised, turns=turns, contradictions=contradictions)


def _disputed(known: dict[tuple[int, str], DisputeEvent], event: DisputeEvent) -> dict[tuple[int, str], DisputeEvent]:
    # Two windows may disagree at once: the first word stands, unless it spoke against what another critic had decided.
    first = known.get((event.turn, event.id))
    stands = first is not None and first.decided == event.decided
    return known if stands else {**known, (event.turn, event.id): event}


def _observed(turns: tuple[Turn, ...], index: int, new: BothObservations) -> tuple[Turn, ...]:
    turn = turns[index] if index < len(turns) else None
    if not isinstance(turn, AgentTurn):
        raise StoreError(f"Turn {index + 1} is no reply. The store was changed by hand; begin anew")
    both = BothObservations(fast=new.fast or turn.observations.fast, llm=new.llm or turn.observations.llm)
    return (*turns[:index], turn.model_copy(update={"observations": both}), *turns[index + 1 :])
