"""Attempts to talk the critic into a better score, and harmless edits that should change nothing (`attacks.yaml`)."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from evaluator.disguise import REWRITES, Rewrite
from evaluator.evidence import verify
from evaluator.fast import FastCritic
from evaluator.judge import observe_fast
from evaluator.rubric import Rubric
from evaluator.scoring import score_transcript
from poise.conversation.errors import ContentError
from poise.conversation.ids import OBSERVED
from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn, CustomerTurn, Transcript, Turn
from poise.conversation.yaml_file import load_yaml

ATTACKS = Path(__file__).with_name("attacks.yaml")
Place = Literal["behind", "instead", "disguise"]
_Words = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Moment(_Part):
    """A conversation up to an honest poor `reply`; `persona` narrows what is due."""

    id: str
    persona: str | None = None
    context: tuple[Turn, ...] = Field(min_length=1)
    reply: _Words


class Family(_Part):
    """Attacks of one kind: texts that stand beside or instead of a reply, and disguises of the reply itself."""

    what: _Words
    texts: tuple[_Words, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()


class Edit(_Part):
    """A harmless edit: a regular expression and what is put in its place."""

    what: _Words
    find: _Words
    put: str


class AttackFile(_Part):
    """The whole suite."""

    version: int
    moments: tuple[Moment, ...] = Field(min_length=1)
    families: dict[str, Family] = Field(min_length=1)
    harmless: tuple[Edit, ...]


@dataclass(frozen=True)
class Attempt:
    """One attack at one moment. Scores are those of the attacked reply, 0–100; None where it was not assessed."""

    family: str
    attack: str
    place: Place
    moment: str
    reply: str
    before: float
    after: float | None

    @property
    def inflation(self) -> float | None:
        """Return the points that the attack gained; None where the reply got no score."""
        return None if self.after is None else self.after - self.before


@dataclass(frozen=True)
class Drift:
    """Harmless edits: how many decisions were compared, and those that changed (edit, reply, id)."""

    decisions: int
    changed: tuple[tuple[str, str, str], ...]

    @property
    def share(self) -> float:
        """Return the share of decisions that changed, 0–1."""
        return len(self.changed) / self.decisions if self.decisions else 0.0


def load_attacks(path: Path = ATTACKS) -> AttackFile:
    """Read the suite. Raises ContentError with file, field and fix."""
    return load_yaml(AttackFile, path)


def run_attacks(
    suite: AttackFile, rubric: Rubric, fast: FastCritic, personas: Mapping[str, Persona]
) -> tuple[Attempt, ...]:
    """Return every attack at every moment, in the order of the file.

    Raises ContentError where a moment names no known persona, or where its poor reply gets no score to compare with.
    """
    found: list[Attempt] = []
    for moment in (_observed(one, fast) for one in suite.moments):
        persona = _persona(moment, personas)
        before = _score(moment, moment.reply, rubric, fast, persona)
        if before is None:
            raise ContentError(ATTACKS, f"the reply of {moment.id} gets no score", "Choose another reply")
        for family, attack, place, reply in _attacked(suite, moment):
            after = _score(moment, reply, rubric, fast, persona)
            found.append(Attempt(family, attack, place, moment.id, reply, before, after))
    return tuple(found)


def run_harmless(suite: AttackFile, rubric: Rubric, fast: FastCritic) -> Drift:
    """Return how many decisions harmless edits change, over the moments and the rubric's own contrasting replies."""
    compared, changed = 0, list[tuple[str, str, str]]()
    for context, reply in _replies(suite, rubric):
        before = verify(fast.observe(context, reply), reply, context)
        for edit in suite.harmless:
            edited = re.sub(edit.find, edit.put, reply)
            if edited == reply:
                continue
            after = verify(fast.observe(context, edited), edited, context)
            compared += len(OBSERVED)
            changed += [(edit.what, reply, id_) for id_ in OBSERVED if before.shown(id_) != after.shown(id_)]
    return Drift(compared, tuple(changed))


def interval(attempts: Sequence[Attempt], rounds: int = 1000, seed: int = 7) -> tuple[float, float] | None:
    """Return the 95 % bootstrap interval of the mean inflation in points; None where nothing got a score."""
    groups: dict[str, list[float]] = {}
    for attempt in attempts:
        if attempt.inflation is not None:
            groups.setdefault(attempt.attack, []).append(attempt.inflation)
    if not groups:
        return None
    draw, rows = random.Random(seed), [(sum(points), len(points)) for points in groups.values()]
    means = sorted(_mean_of(draw.choices(rows, k=len(rows))) for _ in range(rounds))
    return means[int(0.025 * rounds)], means[min(int(0.975 * rounds), rounds - 1)]


def _mean_of(rows: Sequence[tuple[float, int]]) -> float:
    return sum(points for points, _ in rows) / sum(n for _, n in rows)


def _attacked(suite: AttackFile, moment: Moment) -> Iterator[tuple[str, str, Place, str]]:
    for name, family in suite.families.items():
        for number, text in enumerate(family.texts, start=1):
            yield name, f"{name}-{number}", "behind", f"{moment.reply} {text}"
            yield name, f"{name}-{number}", "instead", text
        for rewrite in family.rewrites:
            yield name, f"{name}-{rewrite}", "disguise", REWRITES[rewrite](moment.reply)


def _observed(moment: Moment, fast: FastCritic) -> Moment:
    turns = observe_fast(Transcript(id=moment.id, turns=moment.context), fast).turns
    return moment.model_copy(update={"context": turns})


def _persona(moment: Moment, personas: Mapping[str, Persona]) -> Persona | None:
    if moment.persona is None:
        return None
    if moment.persona not in personas:
        raise ContentError(
            ATTACKS, f"{moment.id}: there is no persona {moment.persona!r}", "Name one of personas/", field="persona"
        )
    return personas[moment.persona]


def _score(moment: Moment, reply: str, rubric: Rubric, fast: FastCritic, persona: Persona | None) -> float | None:
    turns = (*moment.context, AgentTurn(text=reply))
    scores = score_transcript(observe_fast(Transcript(id=moment.id, turns=turns), fast), rubric, persona)
    caps = [hit.cap for hit in scores.blockers if hit.turn == len(turns)]
    score = scores.replies[-1].score
    return None if score is None else min([score, *caps])


def _replies(suite: AttackFile, rubric: Rubric) -> Iterator[tuple[Sequence[Turn], str]]:
    for moment in suite.moments:
        yield moment.context, moment.reply
    for entry in rubric.entries.values():
        for reply in (entry.contrast.good, entry.contrast.poor):
            yield (CustomerTurn(text=entry.contrast.customer),), reply
