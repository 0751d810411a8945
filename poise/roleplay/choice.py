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
from poise.roleplay.facts import told, unknown_share, vocabulary
from poise.roleplay.guard import Watch, check_line, runs
from poise.roleplay.person import in_first_person, in_own_typing
from poise.roleplay.phrases import count, find
from poise.roleplay.words import content_stems, words

GOOD_ENOUGH = 0.0
"""A line below this is not shown: an authored line is better than one that answers something else."""


class Weights(NamedTuple):
    """What each quality of a line is worth, found by reading candidates of the embedded model."""

    signs: float = 1.5
    no_sign: float = -2.0
    against: float = -4.0
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
    borrowed: float = -2.5
    word: float = -0.12
    likely: float = 1.0


WEIGHTS = Weights()
_CALLED_AGENT = re.compile(r",\s+(?:dear )?agent\b(?=[.,!?;]|$)", re.I)
_BORROWED_RUN = 5
_LINK_WORDS = 3
_ORDINARY = -1.3
"""The mean log probability of the embedded model's tokens in lines that a reader accepted."""
_FACT_TOLD = 0.4
_FULL_RELEVANCE = 3


@dataclass(frozen=True)
class Candidate:
    """A line that could be shown, with its score and the rule it breaks, if any."""

    text: str
    score: float
    refusal: Refusal | None


class Written(NamedTuple):
    """What the model wrote: the whole line, the given words included, and its own tokens with their log probability."""

    text: str
    tokens: tuple[tuple[str, float], ...] = ()


def ranked(written: Sequence[Written], watch: Watch) -> list[Candidate]:
    """Return every candidate and its shorter beginnings, those that may be shown first, the best first."""
    texts: dict[str, float] = {}
    for one in written:
        for end in _ends(one.text, watch):
            line = in_own_typing(_plain(one.text[:end]), watch.persona)
            texts[line] = max(_likelihood(one, end), texts.get(line, -99.0))
    weighed = [_weighed(line, likelihood, watch) for line, likelihood in texts.items()]
    return sorted(weighed, key=lambda one: (one.refusal is not None, -one.score, one.text))


def best(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the best line that may be shown, None where none is good enough."""
    fit = [one for one in candidates if one.refusal is None and one.score >= GOOD_ENOUGH]
    return fit[0] if fit else None


def _ends(text: str, watch: Watch) -> list[int]:
    """Return where the candidate may end: after each of its first three sentences, as a small model goes astray at the end.

    A customer who types without full stops may also end at a comma.
    """
    ends = [sentence.end for sentence in sentences(text)][:3]
    if watch.persona.voice.typing:
        fewest = watch.prompts.directions.acts[watch.direction.act].enough // 2
        ends += [m.start() for m in re.finditer(r",\s", text) if len(text[: m.start()].split()) >= fewest]
    return ends


def _plain(text: str) -> str:
    """Return a line on one row, without quotation marks and without the script's own name for whom it speaks to."""
    text = _CALLED_AGENT.sub("", text)
    return " ".join(text.replace("“", '"').replace("”", '"').strip().strip('"').split())


def _likelihood(one: Written, end: int) -> float:
    """Return the mean log probability of the model's own tokens up to `end`, that of an ordinary line where it told none."""
    given = len(one.text) - sum(len(token) for token, _ in one.tokens)
    values, place = [], given
    for token, value in one.tokens:
        if place >= end:
            break
        values.append(value)
        place += len(token)
    return sum(values) / len(values) if values else _ORDINARY


def _weighed(text: str, likelihood: float, watch: Watch) -> Candidate:
    refusal = check_line(text, watch) if text else Refusal(rule="empty", text=text)
    likely = WEIGHTS.likely * max(-1.5, min(0.5, likelihood - _ORDINARY))
    return Candidate(text, round(_score(text, watch) + likely, 3) if text else -99.0, refusal)


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
    known = vocabulary(persona, watch.turns, fact.words if fact else "", remedy.words if remedy else "")
    touched = content_stems(f"{reply} {remedy.words if remedy else ''}") & content_stems(text)
    score = WEIGHTS.reply * min(len(touched), _FULL_RELEVANCE) / _FULL_RELEVANCE
    if not watch.prompts.directions.acts[direction.act].any_words:
        score += WEIGHTS.unknown * unknown_share(text, known)
    if fact is not None:
        share = told(text, fact.words)
        score += WEIGHTS.fact * share if share >= _FACT_TOLD else WEIGHTS.fact_missing
    return score


def _voice(text: str, watch: Watch) -> float:
    persona = watch.persona
    length, (shortest, longest) = len(words(text)), persona.voice.words
    fact = persona.fact(watch.direction.reveal) if watch.direction.reveal else None
    enough = len(words(fact.words)) + _LINK_WORDS if fact else watch.prompts.directions.acts[watch.direction.act].enough
    own = content_stems(text)
    earlier = [content_stems(turn.text) for turn in watch.turns if isinstance(turn, CustomerTurn)]
    oldest = max((len(own & other) / len(own) for other in earlier if own), default=0.0)
    examples = {line for lines in persona.lines.values() for line in lines}
    return (
        WEIGHTS.old * max(0.0, oldest - 0.3)
        + (WEIGHTS.copied if any(line.startswith(text.rstrip(".!?")) for line in examples) else 0.0)
        + (WEIGHTS.too_short if length < min(shortest, enough // 2) else 0.0)
        + (WEIGHTS.too_long if length > longest else 0.0)
        + WEIGHTS.questions * max(0, text.count("?") - 1)
        + (WEIGHTS.borrowed if _borrowed(text, watch) else 0.0)
        + WEIGHTS.word * max(0, length - enough)
        + (WEIGHTS.calls if _calls_somebody(text, persona) else 0.0)
        + (WEIGHTS.unfinished if _unfinished(text, persona.voice.typing) else 0.0)
    )


def _borrowed(text: str, watch: Watch) -> bool:
    """Whether the line takes words of the persona's that belong to another act, as a model does that repeats its examples."""
    fact = watch.persona.fact(watch.direction.reveal) if watch.direction.reveal else None
    own = runs(text, _BORROWED_RUN) - runs(in_first_person(fact.words, watch.persona) if fact else "", _BORROWED_RUN)
    act = watch.direction.act
    fits = {run for line in watch.persona.lines.get(act, ()) for run in runs(line, _BORROWED_RUN)}
    others = {run for group in watch.persona.lines.values() for line in group for run in runs(line, _BORROWED_RUN)}
    return bool(own & (others - fits))


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
