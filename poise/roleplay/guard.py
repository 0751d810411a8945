"""Looks at every sentence of the customer before the learner sees it, and refuses what a customer would not say.

The wordings stand in `prompts/customer/guard.yaml`; the rules that need more than wordings are here. Pure.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from poise.conversation.persona import Persona
from poise.conversation.transcript import CustomerTurn, Refusal, Turn
from poise.roleplay.clauses import sentences
from poise.roleplay.directing import direction_words
from poise.roleplay.direction import Direction
from poise.roleplay.facts import invented, leaked, vocabulary
from poise.roleplay.mood import Mood
from poise.roleplay.person import first_name
from poise.roleplay.phrases import find, normal
from poise.roleplay.prompts import CustomerPrompts
from poise.roleplay.words import stem, words

MOST_SENTENCES = 4
_STAGING = re.compile(r"[\[\]{}<>*_#|]|\((?:[^)]*)\)|^\s*[A-Za-z][\w .'-]{0,24}:\s|\n")
_REPEATED_RUN = 6
_DIRECTION_RUN = 5
_REPEATED_SHARE = 0.8
_FEWEST_WORDS = 4
_OWN_RUN = 4
_DANGLING = frozenset(
    ("but", "and", "or", "because", "if", "the", "a", "an", "my", "your", "with", "than", "i", "that's", "mean")
)
_I_DO = frozenset(map(stem, ("i", "i'll", "i've", "i'm", "we", "we'll", "we've", "we're", "my", "our")))


@dataclass(frozen=True)
class Watch:
    """What a line is checked against: the moment in which it would be said."""

    persona: Persona
    direction: Direction
    turns: Sequence[Turn]
    mood: Mood
    prompts: CustomerPrompts


def check(
    sentence: str,
    *,
    persona: Persona,
    direction: Direction,
    turns: Sequence[Turn],
    mood: Mood,
    prompts: CustomerPrompts,
    before: str = "",
) -> Refusal | None:
    """Return the rule that `sentence` breaks, None where it may be shown. `before` is what was shown of this line
    already.
    """
    watch = Watch(persona, direction, turns, mood, prompts)
    rule = _by_form(sentence, before, watch) or _by_wording(sentence, watch) or _by_content(sentence, watch)
    return Refusal(rule=rule, text=sentence) if rule else None


def check_line(line: str, watch: Watch) -> Refusal | None:
    """Return the rule that a whole line breaks, None where it may be shown; a line that broke off may not."""
    rule = _by_form(line, "", watch) or _by_wording(line, watch) or _by_content(line, watch)
    rule = rule or ("unfinished" if words(line)[-1].plain in _DANGLING else None)
    return Refusal(rule=rule, text=line) if rule else None


def reason(rule: str, prompts: CustomerPrompts) -> str:
    """Return why a rule refused a line, as a second try is told."""
    by_wording = {one.id: one.reason for one in prompts.guard.rules}
    return by_wording.get(rule) or prompts.guard.reasons.get(rule, "it did not fit")


def _by_form(text: str, before: str, watch: Watch) -> str | None:
    if not any(char.isalpha() for char in text):
        return "empty"
    if len(sentences(f"{before} {text}")) > MOST_SENTENCES:
        return "too_long"
    if _STAGING.search(text):
        return "stage_direction"
    letters = [char for char in text if char.isalpha()]
    if any(not unicodedata.name(char, "").startswith("LATIN") for char in letters):
        return "other_script"
    return None


def _by_wording(text: str, watch: Watch) -> str | None:
    act = watch.direction.act
    broken = (
        rule.id
        for rule in watch.prompts.guard.rules
        if rule.holds_for(act) and find(rule.wordings, text, rule.leaving_out)
    )
    return next(broken, None)


def _by_content(text: str, watch: Watch) -> str | None:
    name = first_name(watch.persona)
    if watch.direction.act not in ("open", "answer") and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I):
        return "third_person"
    if runs(text, _DIRECTION_RUN) & runs(_spoken_direction(watch), _DIRECTION_RUN):
        return "leaked_direction"
    if echoes(text, watch.turns):
        return "echo"
    allowed = watch.mood.revealed | {watch.direction.reveal or ""}
    told = [fact.words for fact in watch.persona.facts.hidden if fact.id in allowed]
    # What comes out may share words with what is still kept back: they give nothing away then.
    known = vocabulary(watch.persona, watch.turns, *told)
    if leaked(text, watch.persona, allowed, known):
        return "leaked_fact"
    if invented(text, known):
        return "invented"
    return "repetition" if repeats(text, watch.turns) else None


def _spoken_direction(watch: Watch) -> str:
    """Return the direction without the fact and the remedy, which the line is meant to speak of."""
    plain = watch.direction.model_copy(update={"reveal": None, "remedy": None})
    return direction_words(watch.prompts.directions, watch.persona, watch.mood.anger, plain).split(", ", 1)[1]


def repeats(text: str, turns: Sequence[Turn]) -> bool:
    """Whether an earlier line of the customer said the same: six words in a row, or nearly all its words."""
    earlier = [turn.text for turn in turns if isinstance(turn, CustomerTurn)]
    if len(words(text)) < _FEWEST_WORDS:
        return normal(text).strip(" .!?") in {normal(line).strip(" .!?") for line in earlier}
    own, own_runs = _said(text), runs(text, _REPEATED_RUN)
    return any(
        not own_runs.isdisjoint(runs(line, _REPEATED_RUN)) or len(own & _said(line)) / len(own) >= _REPEATED_SHARE
        for line in earlier
    )


@lru_cache(maxsize=1024)
def _said(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(text))


def echoes(text: str, turns: Sequence[Turn]) -> bool:
    """Whether the line only gives the agent's last words back, or takes over what the agent said of themselves."""
    reply = next((turn.text for turn in reversed(turns) if turn.speaker == "agent"), "")
    own, other = _stems(text), _stems(reply)
    mine = {run for run in runs(text, _OWN_RUN) & runs(reply, _OWN_RUN) if run[0] in _I_DO}
    return (
        bool(mine)
        or bool(runs(text, _REPEATED_RUN) & runs(reply, _REPEATED_RUN))
        or (len(own) >= _FEWEST_WORDS and set(own) <= set(other))
    )


@lru_cache(maxsize=4096)
def runs(text: str, length: int) -> frozenset[tuple[str, ...]]:
    """Return every run of `length` stems that stands in the text."""
    stems = _stems(text)
    return frozenset(tuple(stems[at : at + length]) for at in range(len(stems) - length + 1))


def _stems(text: str) -> list[str]:
    return [word.stem for word in words(text)]
