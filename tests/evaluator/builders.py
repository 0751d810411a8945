"""Small conversations with observations as a test wants them."""

from collections.abc import Iterable, Mapping

from poise.conversation.ids import MISTAKES, OBSERVED, REPLY_STRATEGIES
from poise.conversation.observation import Observations
from poise.conversation.transcript import AgentTurn, BothObservations, CustomerTurn, Transcript, Turn

REPLY = "I am so sorry, Ms Okoro. You waited two hours for a cold meal."
LINE = "Two hours! And then it was cold, you useless lot!"


def observed(
    *shown: str,
    silent: Iterable[str] = (),
    evidence: Mapping[str, str] | None = None,
    provoked_by: Mapping[str, str] | None = None,
) -> Observations:
    """Observations that show these ids and could not assess the `silent` ones."""
    quiet = set(silent)
    p = {id_: None if id_ in quiet else float(id_ in shown) for id_ in OBSERVED}
    return Observations(
        strategies={id_: p[id_] for id_ in REPLY_STRATEGIES},
        mistakes={id_: p[id_] for id_ in MISTAKES},
        evidence=dict(evidence or {}),
        provoked_by=dict(provoked_by or {}),
        thresholds=dict.fromkeys(OBSERVED, 0.5),
        not_assessed=dict.fromkeys(quiet, "test"),
    )


def line(text: str = LINE, **marks: bool | None) -> CustomerTurn:
    return CustomerTurn(text=text, marks={"angry": False, "abusive": False, **marks})  # type: ignore[dict-item]


def said(*shown: str, text: str = REPLY, silent: Iterable[str] = (), **proof: Mapping[str, str]) -> AgentTurn:
    return AgentTurn(text=text, observations=BothObservations(fast=observed(*shown, silent=silent, **proof)))


def talk(*turns: Turn, **fields: object) -> Transcript:
    return Transcript(id="talk", turns=turns, **fields)  # type: ignore[arg-type]
