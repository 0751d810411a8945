"""Whether the good end can be reached with what may be granted, and whether limits and policy name the same amounts."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from poise.conversation.persona import Persona
from poise.roleplay.lint.finding import Finding
from poise.roleplay.phrases import find
from poise.roleplay.prompts import CustomerPrompts

_MONEY = re.compile(
    r"[£$€¥]\s?(\d[\d,]*(?:\.\d+)?)|(\d[\d,]*(?:\.\d+)?)\s?(?:[£$€¥]|pounds?\b|euros?\b|dollars?\b)", re.I
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)", re.I)
_SUMMANDS = 3
"""A limit may be the sum of so many amounts of the briefing: both mains together, the whole bill."""


def unreachable_end(persona: Persona, prompts: CustomerPrompts) -> Iterator[Finding]:
    """Yield findings where no conversation can reach the persona's good end."""
    if "resolved" in persona.good_end:
        yield from _no_remedy(persona)
    if "escalated" in persona.good_end and not _may_ask_for_authority(persona, prompts):
        problem = (
            "no line asks for somebody with more authority, and the customer is not abusive: nobody hands them over"
        )
        yield Finding(
            ("good_end",), "unreachable-end", problem, "Write a press or threaten line that asks for the manager"
        )
    if never := sorted({"walked_out", "turn_limit"} & set(persona.good_end)):
        problem = f"{' and '.join(never)} cannot be a good end"
        yield Finding(("good_end",), "unreachable-end", problem, "Choose resolved, escalated or ended_by_agent")


def _no_remedy(persona: Persona) -> Iterator[Finding]:
    if persona.wants == "heard":
        return
    taken = [remedy for remedy in persona.remedies if remedy.customer != "refuses"]
    if not taken:
        yield Finding(
            ("remedies",), "unreachable-remedy", "the customer turns every remedy down", "Let them accept one at least"
        )
    elif not any(remedy.agent == "may" for remedy in taken):
        problem = "the learner may grant nothing that the customer would take"
        yield Finding(("remedies",), "unreachable-remedy", problem, "Give one such remedy agent: may")
    elif [remedy.customer for remedy in taken if remedy.agent == "may"] == ["haggles"]:
        problem = "the only remedy that may be granted is haggled over, and nothing can be laid beside it"
        yield Finding(("remedies",), "unreachable-remedy", problem, "Add one that the customer accepts")


def _may_ask_for_authority(persona: Persona, prompts: CustomerPrompts) -> bool:
    asks = prompts.directions.asks_for_authority
    lines = [line for group in persona.lines.values() for line in group]
    return "insult" in persona.lines or any(find(asks, line) for line in lines)


def amounts(persona: Persona) -> Iterator[Finding]:
    """Yield a finding for every remedy whose limit names an amount that the briefing does not."""
    policy = " ".join(persona.briefing.policy)
    briefing = " ".join((policy, *persona.briefing.history, persona.briefing.company, persona.briefing.role))
    allowed, named = _sums(_money(briefing)), _money(policy)
    for number, remedy in enumerate(persona.remedies):
        wrong = [f"{amount:g}" for amount in map(float, sorted(_money(remedy.limit) - allowed))]
        wrong += [f"{share} %" for share in sorted(_percent(remedy.limit) - _percent(policy))]
        if wrong:
            known = ", ".join(f"{amount:g}" for amount in map(float, sorted(named))) or "none"
            problem = (
                f"the limit names {', '.join(wrong)}, which the briefing does not (amounts of the policy: {known})"
            )
            fix = "Write the same amount in briefing.policy and in the limit"
            yield Finding(("remedies", number, "limit"), "limit-and-policy", problem, fix)


def _money(text: str) -> set[Decimal]:
    return {Decimal((before or after).replace(",", "")) for before, after in _MONEY.findall(text)}


def _percent(text: str) -> set[str]:
    return set(_PERCENT.findall(text))


def _sums(found: set[Decimal]) -> set[Decimal]:
    return {sum(chosen, Decimal(0)) for size in range(1, _SUMMANDS + 1) for chosen in combinations(sorted(found), size)}
