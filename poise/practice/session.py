"""A training session as the interface sees it: started, looked at, ended, looked back on."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial, reduce

from evaluator.critique import Critique, critiques
from evaluator.debrief import Debrief
from evaluator.debrief import debrief as look_back
from poise.conversation.errors import SessionError
from poise.conversation.hearing import Hearing
from poise.conversation.ids import Level, Outcome, Stage
from poise.conversation.persona import Persona
from poise.conversation.stage import stage_before, stage_turns
from poise.conversation.transcript import AgentTurn, Transcript
from poise.practice.events import Branch, DisputeEvent, EndEvent, WordingEvent
from poise.practice.help_events import Held, Help
from poise.practice.opening import opening_event
from poise.practice.replay import Session, after, replay
from poise.practice.services import Services
from poise.practice.step_events import AskEvent, Step, StepEvent
from poise.practice.store import SessionSummary
from poise.roleplay.mood import Expression, Mood, expression


@dataclass(frozen=True)
class SessionView:
    """A session as it stands. `transcript` holds what was said so far, `pending` included: a reply that no line answers yet.

    `critiques` and `hearings` go by turn number; `critic_pending` says that the LLM critic still reads a reply,
    `critic_faults` why it could tell nothing of one (its critique is then the fast critic's); `exchanges` counts answered
    replies. `disputes` and `wordings` (the coach's) go by turn number and id; `branch` says where a branch came from; `help`
    is the help that holds now, `held` that with which the replies were said.
    """

    id: str
    persona: Persona
    level: Level
    transcript: Transcript
    mood: Mood
    expression: Expression
    stage: Stage
    hearings: dict[int, Hearing]
    outcome: Outcome | None
    exchanges: int
    exchanges_left: int
    pending: str | None
    critic_pending: bool
    critic_faults: dict[int, str]
    disputes: dict[tuple[int, str], DisputeEvent]
    wordings: dict[tuple[int, str], WordingEvent]
    notes: str
    steps: dict[Step, StepEvent]
    asked: tuple[AskEvent, ...]
    started_at: str
    versions: dict[str, str]
    branch: Branch | None
    help: Help
    held: Held
    judge: Callable[[], dict[int, Critique]] = field(repr=False, compare=False)

    @cached_property
    def critiques(self) -> dict[int, Critique]:
        """The critiques by turn number; worked out when they are first looked at, so that the line need not wait for them."""
        return self.judge()


def start(
    services: Services,
    persona_id: str,
    level: Level,
    learner: str | None = None,
    help_: Help | None = None,
    *,
    trial: bool = False,
) -> SessionView:
    """Begin a session with the customer's opening line, stored; `help_` was chosen for it, `trial` makes it nobody's practice.

    Raises ContentError, StoreError; SessionError where the profile was erased.
    """
    session_id, event = services.new_id(), opening_event(services, persona_id, level, learner or services.learner)
    if help_ is not None:
        event = event.model_copy(update={"help": help_})
    services.store.create(session_id, event, services.now(), trial=trial)
    return view(services, session_id)


def view(services: Services, session_id: str) -> SessionView:
    """Return the session as its stored events give it back. Raises SessionError where there is none, StoreError."""
    # Asked before the events are loaded: a critique that is stored in between is then shown, never missed.
    reading = services.criticism is not None and services.criticism.pending(session_id)
    return view_of(services, load(services, session_id), reading)


def unfinished(services: Services, learner: str | None = None) -> list[SessionSummary]:
    """Return the learner's sessions that have not ended, the last used first: they can go on."""
    found = services.store.sessions(learner or services.learner)
    return [summary for summary in found if summary.outcome is None]


def end(services: Services, session_id: str, outcome: Outcome = "ended_by_agent") -> SessionView:
    """End the session as the learner wishes; a reply that waits stays unanswered. Raises SessionError where it has ended."""
    session = load(services, session_id)
    require_open(session)
    services.store.append(session_id, EndEvent(outcome=outcome), services.now(), expected=session.seen)
    return view(services, session_id)


def debrief(services: Services, session_id: str) -> Debrief:
    """Return what the ended conversation shows. Raises SessionError while it goes on."""
    session = load(services, session_id)
    if session.outcome is None:
        raise SessionError("The conversation still goes on. End it first; then you can look back on it")
    if services.criticism is not None:
        services.criticism.read(session)
    return look_back(_judgeable(services, session), services.rubric, session.persona, critic=services.judging)


def load(services: Services, session_id: str) -> Session:
    """Return the session replayed from its events. Raises SessionError where there is none, StoreError."""
    known = services.recall.session(session_id)
    try:
        # The last known event is read again: where it is gone, so is the session.
        records = services.store.events(session_id, known.number if known else 1)
    except SessionError:
        services.recall.forget(session_id)
        raise
    session = reduce(after, records[1:], known) if known else replay(session_id, records)
    services.recall.keep(session)
    return session


def require_open(session: Session) -> None:
    """Raise SessionError where the conversation has ended."""
    if session.outcome is not None:
        raise SessionError("This conversation has ended. Look back on it, or start a new one")


def view_of(services: Services, session: Session, reading: bool) -> SessionView:
    """Return the view of a replayed session. `reading`: whether the LLM critic read a reply when its events were loaded."""
    transcript = _judgeable(services, session)
    return SessionView(
        id=session.id,
        persona=session.persona,
        level=session.level,
        transcript=transcript,
        mood=session.mood,
        expression=expression(session.mood.anger),
        stage=stage_before(stage_turns(session.turns, "fast", session.outcome)),
        hearings=session.hearings,
        outcome=session.outcome,
        exchanges=session.exchanges,
        exchanges_left=max(0, session.turn_limit - session.exchanges),
        pending=session.pending if session.outcome is None else None,
        critic_pending=reading,
        critic_faults=session.critic_faults,
        disputes=session.disputes,
        wordings=session.wordings,
        notes=session.notes,
        steps=session.steps,
        asked=session.asked,
        started_at=session.started_at,
        versions=session.versions,
        branch=session.branch,
        help=session.help,
        held=session.held,
        judge=partial(services.recall.critiques, session, partial(_critiques, services, session, transcript)),
    )


def _critiques(services: Services, session: Session, transcript: Transcript) -> dict[int, Critique]:
    return critiques(transcript, services.rubric, session.persona, services.judging, session.contradictions)


def _judgeable(services: Services, session: Session) -> Transcript:
    """Return the transcript with a reply that no line answers observed as well: it is judged like the others."""
    *context, last = session.turns
    if not isinstance(last, AgentTurn):
        return session.transcript
    both = last.observations.model_copy(update={"fast": services.fast.observe(context, last.text)})
    return replace(session, turns=(*context, last.model_copy(update={"observations": both}))).transcript
