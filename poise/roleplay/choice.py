"""Chooses among candidate lines the one that fits best: this act, these facts, this agent's words, this voice,
nothing old. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn, CustomerTurn, Refusal
from poise.roleplay.clauses import sentences
from poise.roleplay.facts import known_text, told, unknown_share
from poise.roleplay.guard import Watch, check_line
from poise.roleplay.person import in_own_typing
from poise.roleplay.phrases import count, find
from poise.roleplay.words import content_stems, words

GOOD_ENOUGH = 0.0
"""A line below this is not shown: an authored line is better than one that answers something else."""


class Weights(NamedTuple):
    """What each quality of a line is worth, found by reading candidates of the embedded model."""

    signs: float = 1.5
    no_sign: float = -2.0
    against: float = -3.0
    fact: float = 4.0
    fact_missing: float = -4.0
    reply: float = 1.5
    unknown: float = -3.0
    old: float = -3.0
    copied: float = -0.7
    too_short: float = -1.5
    too_long: float = -2.0
    questions: float = -1.0
    unfinished: float = -4.0
    calls: float = -2.5


WEIGHTS = Weights()
_CLAUSE_WORDS = 6
_FACT_TOLD = 0.4
_FULL_RELEVANCE = 3


@dataclass(frozen=True)
class Candidate:
    """A line that could be shown, with its score and the rule it breaks, if any."""

    text: str
    score: float
    refusal: Refusal | None


def ranked(raw: Sequence[str], watch: Watch) -> list[Candidate]:
    """Return every candidate and its shorter beginnings, those that may be shown first, the best first."""
    texts = dict.fromkeys(text for one in raw for text in _beginnings(one, watch))
    weighed = [_weighed(text, watch) for text in texts]
    return sorted(weighed, key=lambda one: (one.refusal is not None, -one.score))


def best(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the best line that may be shown, None where none is good enough."""
    fit = [one for one in candidates if one.refusal is None and one.score >= GOOD_ENOUGH]
    return fit[0] if fit else None


def _beginnings(raw: str, watch: Watch) -> list[str]:
    """Return the candidate cut after each of its first three sentences: the end is where a small model goes astray.

    A customer who types without full stops may also be cut at a comma.
    """
    text = " ".join(raw.replace("“", '"').replace("”", '"').strip().strip('"').split())
    ends = [sentence.end for sentence in sentences(text)][:3]
    if watch.persona.voice.typing:
        ends += [m.start() for m in re.finditer(r",\s", text) if len(text[: m.start()].split()) >= _CLAUSE_WORDS]
    return [in_own_typing(text[:end].strip(), watch.persona) for end in ends]


def _weighed(text: str, watch: Watch) -> Candidate:
    refusal = check_line(text, watch) if text else Refusal(rule="empty", text=text)
    return Candidate(text, round(_score(text, watch), 3) if text else -99.0, refusal)


def _score(text: str, watch: Watch) -> float:
    return _act(text, watch) + _content(text, watch) + _voice(text, watch)


def _act(text: str, watch: Watch) -> float:
    act = watch.prompts.directions.acts[watch.direction.act]
    score = 0.0
    if act.signs:
        score += WEIGHTS.signs * min(count(act.signs, text), 2) / 2 if count(act.signs, text) else WEIGHTS.no_sign
    return score + (WEIGHTS.against if find(act.against, text) else 0.0)


def _content(text: str, watch: Watch) -> float:
    persona, direction = watch.persona, watch.direction
    reply = next((turn.text for turn in reversed(watch.turns) if isinstance(turn, AgentTurn)), "")
    fact = persona.fact(direction.reveal) if direction.reveal else None
    remedy = persona.remedy(direction.remedy) if direction.remedy else None
    known = "\n".join([known_text(persona, watch.turns), fact.words if fact else "", remedy.words if remedy else ""])
    touched = content_stems(f"{reply} {remedy.words if remedy else ''}") & content_stems(text)
    score = WEIGHTS.reply * min(len(touched), _FULL_RELEVANCE) / _FULL_RELEVANCE + WEIGHTS.unknown * unknown_share(
        text, known
    )
    if fact is not None:
        share = told(text, fact.words)
        score += WEIGHTS.fact * share if share >= _FACT_TOLD else WEIGHTS.fact_missing
    return score


def _voice(text: str, watch: Watch) -> float:
    persona = watch.persona
    length, (shortest, longest) = len(words(text)), persona.voice.words
    own = content_stems(text)
    earlier = [content_stems(turn.text) for turn in watch.turns if isinstance(turn, CustomerTurn)]
    oldest = max((len(own & other) / len(own) for other in earlier if own), default=0.0)
    examples = {line for lines in persona.lines.values() for line in lines}
    return (
        WEIGHTS.old * max(0.0, oldest - 0.3)
        + (WEIGHTS.copied if text in examples else 0.0)
        + (WEIGHTS.too_short if length < shortest else 0.0)
        + (WEIGHTS.too_long if length > longest else 0.0)
        + WEIGHTS.questions * max(0, text.count("?") - 1)
        + (WEIGHTS.calls if _calls_somebody(text, persona) else 0.0)
        + (WEIGHTS.unfinished if _unfinished(text, persona.voice.typing) else 0.0)
    )


def _calls_somebody(text: str, persona: Persona) -> bool:
    """Whether the line ends by calling somebody of the story, who is not there to answer: "see you next time, Mali"."""
    last = re.search(r",\s*(\w+)\W*$", text)
    told_of = "\n".join(fact.words for fact in (*persona.facts.known, *persona.facts.hidden))
    return (
        last is not None and re.search(rf"(?<![.!?] )(?<!^)\b{last.group(1).capitalize()}\b", told_of, re.M) is not None
    )


def _unfinished(text: str, typing: str) -> bool:
    """Whether the text breaks off: no closing mark, unless this customer types without."""
    return text[-1:] not in ".!?…\"'" and not typing
