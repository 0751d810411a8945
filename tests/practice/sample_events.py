"""Events of one small conversation, for tests of the store and of replaying."""

from pathlib import Path

from poise.conversation.content import load_persona
from poise.conversation.hearing import Hearing
from poise.conversation.observation import Observations, not_assessed
from poise.conversation.persona import Persona
from poise.conversation.transcript import Cause, CustomerTurn
from poise.practice.events import CritiqueEvent, EndEvent, LineEvent, ReplyEvent, StartEvent
from poise.roleplay.mood import Mood, opening_mood

PERSONA_FILE = Path(__file__).parents[2] / "personas/irate-diner.yaml"


def diner() -> Persona:
    return load_persona(PERSONA_FILE)


def start(learner: str = "you") -> StartEvent:
    persona = diner()
    return StartEvent(
        persona=persona,
        level="standard",
        learner=learner,
        seed=7,
        turn_limit=12,
        opening=CustomerTurn(text=persona.opening[0], act="open", anger=70, marks={"angry": True}),
        mood=opening_mood(persona, "standard"),
        versions={"persona": "irate-diner@1#abc"},
    )


def reply(turn: int, text: str = "I am so sorry about the steak.") -> ReplyEvent:
    return ReplyEvent(turn=turn, text=text)


def line(turn: int, text: str = "It came back twice.", **given: object) -> LineEvent:
    values = {
        "turn": turn,
        "observations": observed("apology"),
        "hearing": Hearing(),
        "mood": Mood(anger=60, exchanges=1),
        "line": CustomerTurn(
            text=text, act="vent", anger=60, causes=(Cause(id="apology", delta=-10, quote="so sorry"),)
        ),
        "strength": 2,
    }
    return LineEvent.model_validate({**values, **given})


def critique(turn: int) -> CritiqueEvent:
    return CritiqueEvent(turn=turn, observations=observed("apology", "empathy"), raw_text="{}", finish_reason="stop")


def end() -> EndEvent:
    return EndEvent(outcome="ended_by_agent")


def observed(*shown: str) -> Observations:
    nothing = not_assessed("x")
    found = {kind: {id_: float(id_ in shown) for id_ in getattr(nothing, kind)} for kind in ("strategies", "mistakes")}
    return Observations(**found, evidence=dict.fromkeys(shown, "so sorry"), thresholds=nothing.thresholds)
