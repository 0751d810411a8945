"""The critic's questions: rubric, briefing and stage in the system message, the conversation as one fenced user message."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from evaluator.contradictions import briefing_facts
from evaluator.llm_critic.fencing import harmless, transcript_text
from evaluator.llm_critic.sections import SYSTEM, CriticPrompt
from evaluator.llm_critic.window import EntryText, Part, Window, parts
from evaluator.rubric import Contrast, Entry, Rubric
from poise.conversation.ids import OMISSIONS, Stage
from poise.conversation.persona import Persona
from poise.conversation.transcript import CustomerTurn, Turn


@dataclass(frozen=True)
class Moment:
    """The reply that is judged, with what a critic may know: the turns before it, the persona, the stage."""

    context: Sequence[Turn]
    reply: str
    persona: Persona | None
    stage: Stage


@dataclass(frozen=True)
class Asked:
    """One question: its two messages, the ids that it asks about, and whether it asks for contradictions as well."""

    system: str
    user: str
    ids: tuple[str, ...]
    contradictions: bool
    left_out: int


def questions(prompt: CriticPrompt, entries: Sequence[EntryText], moment: Moment, window: Window | None) -> list[Asked]:
    """Return the questions about one reply, as few as the window allows; none where it has no room for them.

    Turns are left out, the oldest first, only where no split of the entries makes room for all.
    """
    left_out, split = 0, _split(prompt, entries, moment, window, 0)
    if split is None:
        lengths = range(1, len(moment.context))
        place = bisect_left(lengths, True, key=lambda n: _split(prompt, entries, moment, window, n) is not None)
        if place == len(lengths):
            return []
        left_out = lengths[place]
        split = _split(prompt, entries, moment, window, left_out)
    return [_asked(prompt, moment, part, left_out, first=n == 0) for n, part in enumerate(split or ())]


def entry_texts(prompt: CriticPrompt, rubric: Rubric) -> tuple[EntryText, ...]:
    """Return what the prompt says of every id that a reply can show."""
    return tuple(_entry_text(prompt, entry) for entry in rubric.observed())


def repair(prompt: CriticPrompt, problem: str, ids: Sequence[str]) -> str:
    """Return what is said to a model whose answer could not be used."""
    return prompt.fill("repair", problem=problem, ids=", ".join(ids))


def _split(
    prompt: CriticPrompt, entries: Sequence[EntryText], moment: Moment, window: Window | None, left_out: int
) -> list[Part] | None:
    bare = _asked(prompt, moment, Part(dict.fromkeys((entry.id for entry in entries), "")), left_out, first=True)
    return parts(entries, bare.system + bare.user, window)


def _asked(prompt: CriticPrompt, moment: Moment, part: Part, left_out: int, *, first: bool) -> Asked:
    contradictions = first and moment.persona is not None
    system = prompt.fill(
        SYSTEM,
        entries="\n\n".join(part.entries.values()),
        ids=", ".join(part.ids),
        stage=prompt.fill(f"stage {moment.stage}"),
        abuse=prompt.fill(_abuse(moment.context)),
        briefing=_briefing(prompt, moment.persona),
        contradictions=prompt.fill("contradictions") if contradictions else "",
    )
    user = prompt.fill("user", transcript=_before(prompt, moment.context, left_out), reply=harmless(moment.reply))
    return Asked(re.sub(r"\n{3,}", "\n\n", system), user, part.ids, contradictions, left_out)


def _before(prompt: CriticPrompt, context: Sequence[Turn], left_out: int) -> str:
    if not context:
        return prompt.fill("nothing before")
    note = [prompt.fill("left out")] if left_out else []
    return "\n".join((*note, transcript_text(context[left_out:], left_out + 1)))


def _abuse(context: Sequence[Turn]) -> str:
    last = next((turn for turn in reversed(context) if isinstance(turn, CustomerTurn)), None)
    abusive = (last.marks or {}).get("abusive") if last else None
    return "abuse unread" if abusive is None else "abusive" if abusive else "not abusive"


def _briefing(prompt: CriticPrompt, persona: Persona | None) -> str:
    if persona is None:
        return prompt.fill("no briefing")
    return prompt.fill("briefing", facts=_list(briefing_facts(persona)), policy=_list(persona.briefing.policy))


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _entry_text(prompt: CriticPrompt, entry: Entry) -> EntryText:
    head = prompt.fill("entry", id=entry.id, name=entry.name, counts=entry.counts)
    return EntryText(entry.id, head, tuple(_example(prompt, entry, pair) for pair in entry.contrasts))


def _example(prompt: CriticPrompt, entry: Entry, pair: Contrast) -> str:
    shows, not_shown = (pair.good, pair.poor) if entry.kind == "strategy" else (pair.poor, pair.good)
    proof = "provoked_by" if entry.id in OMISSIONS else "quote"
    return prompt.fill(
        "example in one piece" if pair.quote == shows else "example",
        customer=pair.customer,
        shows=shows,
        proof=proof,
        quote=pair.quote,
        not_shown=not_shown,
    )
