"""The figures of a check with a model, each beside its aim. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from poise.conversation.persona import Persona
from poise.practice.lines import counts
from poise.practice.lines.intervals import Mean, Share
from poise.practice.lines.moments import broken_rules
from poise.practice.lines.result import Result
from poise.roleplay.prompts import CustomerPrompts

MOST_AUTHORED, LEAST_FIRST_TRY, LEAST_DISTINCT, MOST_SECONDS = 0.10, 0.80, 0.60, 4.0


@dataclass(frozen=True)
class Broken:
    """A line that was shown although it breaks a rule of the guard as it stands now; exchanges count from 1."""

    persona: str
    talk: str
    exchange: int
    rule: str
    line: str

    @property
    def leaves_role(self) -> bool:
        """Whether the rule is one of those about the role, what is kept back, and violence."""
        return self.rule in counts.ROLE_BREAKS


@dataclass(frozen=True)
class Figure:
    """One figure in words, what is aimed at, and whether that is met; None where nothing could be measured."""

    name: str
    found: str
    aim: str
    met: bool | None


def broken_in(result: Result, persona: Persona, prompts: CustomerPrompts) -> list[Broken]:
    """Return every line of the result that the guard would hold back now."""
    return [
        Broken(result.persona, talk.id, exchange, refusal.rule, refusal.text)
        for talk in result.talks
        for exchange, refusal in enumerate(broken_rules(talk, persona, prompts), start=1)
        if refusal is not None
    ]


def all_broken(results: Sequence[Result], personas: Mapping[str, Persona], prompts: CustomerPrompts) -> list[Broken]:
    """Return the same of several results."""
    return [one for result in results for one in broken_in(result, personas[result.persona], prompts)]


def figures(results: Sequence[Result], broken: Sequence[Broken]) -> list[Figure]:
    """Return the figures over all results together."""
    lines = counts.lines_of(results)
    counted = counts.count_lines(lines)
    talks = [talk for result in results for talk in result.talks]
    breaks, twice = sum(one.leaves_role for one in broken), sum(len(counts.said_twice(talk)) for talk in talks)
    distinct = counts.distinct_pairs([one.line for one in lines])
    late = counts.lateness([talk for talk in talks if talk.stay])
    authored, first = counted.authored, counted.first_try
    return [
        Figure("lines that leave the role, by the guard's rules", f"{breaks} of {len(lines)}", "0", breaks == 0),
        Figure("authored lines", shown_share(authored), "at most 10 %", _least(authored, 0, MOST_AUTHORED)),
        Figure("first try accepted", shown_share(first), "at least 80 %", _least(first, LEAST_FIRST_TRY, 1)),
        Figure("lines said twice in a conversation", f"{twice}", "0", twice == 0),
        Figure(
            "distinct-2 on samples of 1,000 words",
            "too few words" if distinct is None else f"{distinct:.2f}",
            "at least 0.60",
            None if distinct is None else distinct >= LEAST_DISTINCT,
        ),
        _later("refusals a line", late.refusals, "{:+.2f}"),
        _later("repeated word pairs", late.repetition, "{:+.2f}"),
        _later("words a line", late.length, "{:+.1f}"),
        _seconds("median seconds to a session's first line", counts.first_seconds(results)),
        _seconds("median seconds to a later line of the model", counts.later_seconds(results)),
    ]  # fmt: skip


def shown_share(share: Share) -> str:
    """Return a share in words: `7 of 70, 10 % (5–19 %)`."""
    if share.value is None or share.interval is None:
        return "none"
    low, high = share.interval
    return f"{share.found} of {share.of}, {share.value * 100:.0f} % ({low * 100:.0f}–{high * 100:.0f} %)"


def _least(share: Share, least: float, most: float) -> bool | None:
    return None if share.value is None else least <= share.value <= most


def _later(name: str, mean: Mean | None, form: str) -> Figure:
    name, aim = f"{name}, exchanges 9–12 less 2–4", "no rise"
    if mean is None:
        return Figure(name, "no conversations so long", aim, None)
    value: Callable[[float], str] = form.format
    found = f"{value(mean.value)} ({value(mean.low)} to {value(mean.high)}), {mean.of} conversations"
    return Figure(name, found, aim, mean.low <= 0)


def _seconds(name: str, seconds: Sequence[float]) -> Figure:
    found = counts.middle(seconds)
    if found is None:
        return Figure(name, "none", "at most 4", None)
    return Figure(name, f"{found:.1f} of {len(seconds)}", "at most 4", found <= MOST_SECONDS)
