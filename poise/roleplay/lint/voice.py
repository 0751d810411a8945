"""Authored lines held against the person's own voice, the guard and each other."""

import math
from collections.abc import Iterator

from poise.conversation.persona import Persona
from poise.roleplay.clauses import sentences
from poise.roleplay.direction import Direction
from poise.roleplay.facts import leaked, vocabulary
from poise.roleplay.guard import MOST_SENTENCES, check, reason, runs
from poise.roleplay.lint.finding import Finding, short
from poise.roleplay.lint.said import Said, said, said_afterwards
from poise.roleplay.mood import opening_mood
from poise.roleplay.phrases import find, normal
from poise.roleplay.prompts import CustomerPrompts
from poise.roleplay.words import all_stems, words

TOO_LONG = 1.5
"""A line may be half as long again as this person usually talks."""
_ALIKE, _FEWEST_STEMS = 0.8, 4
"""Two lines of four stems or more say the same where they share four fifths of them ..."""
_RUN, _RUN_SHARE = 6, 0.6
"""... or a run of six words or more that makes up three fifths of the shorter one."""


def line_lengths(persona: Persona) -> Iterator[Finding]:
    """Yield a finding for every line with too many words or sentences for this person."""
    longest = persona.voice.words[1]
    for one in said(persona):
        count = len(one.text.split())
        if count > longest * TOO_LONG:
            problem = f"{count} words, where this person says {longest} at most"
            yield Finding(one.place, "too-long", problem, "Cut it, or raise voice.words")
        if (number := len(sentences(one.text))) > MOST_SENTENCES:
            yield Finding(one.place, "too-long", f"{number} sentences", f"{MOST_SENTENCES} are the most; cut it")


def role_breaks(persona: Persona, prompts: CustomerPrompts) -> Iterator[Finding]:
    """Yield a finding for every line that the guard would refuse from a model."""
    mood = opening_mood(persona, "standard")
    for one in said(persona):
        direction = Direction(act=one.act, strength=2)
        refused = check(one.text, persona=persona, direction=direction, turns=(), mood=mood, prompts=prompts)
        if refused is not None and refused.rule not in ("too_long", "leaked_fact"):
            problem = f"the guard refuses {short(one.text)}: {reason(refused.rule, prompts)}"
            yield Finding(one.place, f"guard-{refused.rule.replace('_', '-')}", problem, _fix(refused.rule))


def leaks(persona: Persona) -> Iterator[Finding]:
    """Yield a finding for every line that tells a hidden fact, which would be out before it was earned.

    Unlike the guard, whose vocabulary holds the persona's lines, this counts only what the file tells elsewhere as known.
    """
    known = vocabulary(persona.model_copy(update={"lines": {}, "opening": ()}), ())
    for one in said(persona):
        if fact := leaked(one.text, persona, frozenset(), known):
            problem = f"{short(one.text)} tells the hidden fact {fact}"
            yield Finding(one.place, "leak", problem, "Leave it out, or make the fact a known one")


def here_and_now(persona: Persona, prompts: CustomerPrompts) -> Iterator[Finding]:
    """Yield a finding for every answer to a follow-up message that speaks as if the talk still went on."""
    for one in said_afterwards(persona):
        if hit := find(prompts.afterwards.here_and_now, one.text):
            problem = f"{short(one.text)} holds “{hit}”, and some days have gone by since the talk"
            yield Finding(
                one.place, "here-and-now", problem, "Write what fits a message, a call and a letter days later"
            )


def repeated_lines(persona: Persona) -> Iterator[Finding]:
    """Yield a finding for every line that says the same as an earlier one, whole or nearly."""
    before: list[Said] = []
    for one in said(persona):
        same = next((other for other in before if _same(one.text, other.text)), None)
        if same is not None:
            where = f"{'.'.join(map(str, same.place))} {short(same.text)}"
            yield Finding(one.place, "repeated-line", f"says the same as {where}", "Say something else")
        before.append(one)


def _same(one: str, other: str) -> bool:
    if normal(one).strip(" .!?…") == normal(other).strip(" .!?…"):
        return True
    own, others = all_stems(one), all_stems(other)
    fewest, most = sorted((len(own), len(others)))
    alike = len(own & others) >= _ALIKE * most and fewest >= _FEWEST_STEMS
    run = max(_RUN, math.ceil(_RUN_SHARE * min(len(words(one)), len(words(other)))))
    return alike or bool(runs(one, run) & runs(other, run))


def _fix(rule: str) -> str:
    match rule:
        case "third_person":
            return "The customer does not call themselves by name; write I"
        case "stage_direction":
            return "Keep only what is said aloud"
        case _:
            return "Write it as this customer would say it, or move it to another act"
