"""What caps a whole session: abuse by the agent, promises against the policy, tolerated abuse, a demeaning word."""

import re
from collections.abc import Callable, Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict

from evaluator.observed import quote_of
from evaluator.scoring_table import BlockerId, Scoring
from poise.conversation.persona import Persona
from poise.conversation.stage import Critic
from poise.conversation.transcript import AgentTurn, CustomerTurn, Transcript

_QUOTED = re.compile(r"[\"\u201c][^\"\u201d]*[\"\u201d]|(?<!\w)['\u2018][^'\u2019]*['\u2019](?!\w)")


class BlockerHit(BaseModel):
    """A blocker that occurred: in which turn, by which words, and the highest score that it leaves."""

    model_config = ConfigDict(frozen=True)

    id: BlockerId
    turn: int
    cap: float
    words: str
    quote: str


def blockers(
    transcript: Transcript,
    scoring: Scoring,
    persona: Persona | None,
    critic: Critic,
    shown: Sequence[frozenset[str]],
) -> tuple[BlockerHit, ...]:
    """Return the blockers of a conversation, each with the first turn where it occurred."""
    rules: dict[BlockerId, Callable[[int, AgentTurn], str | None]] = {
        "abuse_by_agent": lambda index, turn: quote_of(turn, "hostile", critic) if "hostile" in shown[index] else None,
        "overpromise_against_policy": lambda index, turn: _against_policy(turn, shown[index], persona),
        "tolerated_abuse": lambda index, turn: (
            quote_of(turn, "tolerate_abuse", critic) if "tolerate_abuse" in shown[index] else None
        ),
        "demeaning_word": lambda index, turn: _demeaning(turn, _line_before(transcript, index), scoring),
    }
    found: list[BlockerHit] = []
    for id_, occurs in rules.items():
        for index, turn in enumerate(transcript.turns):
            if isinstance(turn, AgentTurn) and (quote := occurs(index, turn)) is not None:
                cap, words = scoring.blockers[id_].cap, scoring.blockers[id_].words
                found.append(BlockerHit(id=id_, turn=index + 1, cap=cap, words=words, quote=quote))
                break
    return tuple(found)


def _against_policy(turn: AgentTurn, shown: frozenset[str], persona: Persona | None) -> str | None:
    if persona is None or "overpromise" not in shown:
        return None
    wordings = [said for remedy in persona.remedies if remedy.agent != "may" for said in remedy.said_as]
    return next((found for said in wordings if (found := _spoken(said, turn.text)) is not None), None)


def _demeaning(turn: AgentTurn, line_before: str, scoring: Scoring) -> str | None:
    own = _QUOTED.sub(lambda match: " " * len(match.group()), turn.text)
    if not _any_of(scoring.blockers["demeaning_word"].terms).search(own):
        return None
    for term in scoring.blockers["demeaning_word"].terms:
        if (found := _spoken(term, own)) is not None and _spoken(term, line_before) is None:
            return found
    return None


def _line_before(transcript: Transcript, index: int) -> str:
    lines = (turn.text for turn in reversed(transcript.turns[:index]) if isinstance(turn, CustomerTurn))
    return next(lines, "")


@cache
def _any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds any of the terms: most replies hold none, and every reply is asked at every turn."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(term) for term in terms)})(?!\w)", re.IGNORECASE)


def _spoken(words: str, text: str) -> str | None:
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
    return match.group() if match else None
