"""Which critic's observations of a reply count."""

from poise.conversation.observation import Observations
from poise.conversation.stage import Critic
from poise.conversation.transcript import AgentTurn, Turn


def chosen(turn: Turn, critic: Critic) -> Observations | None:
    """Return the observations that count for a reply: the critic's own, the other's where it has none (as for the stage)."""
    if not isinstance(turn, AgentTurn):
        return None
    both = turn.observations
    return (both.llm or both.fast) if critic == "llm" else (both.fast or both.llm)


def decided(turn: Turn, critic: Critic) -> frozenset[str]:
    """Return what a turn is decided to show; nothing for a turn that is no reply or was not observed."""
    observations = chosen(turn, critic)
    return observations.decided() if observations else frozenset()


def quote_of(turn: Turn, id_: str, critic: Critic) -> str:
    """Return the words that prove an id: the reply's, else the customer's; empty where there are none."""
    observations = chosen(turn, critic)
    if observations is None:
        return ""
    return observations.evidence.get(id_) or observations.provoked_by.get(id_) or ""
