"""Fields that contradict each other: fault, what is wanted, abuse, and the order of the levels."""

from collections.abc import Iterator
from itertools import pairwise

from poise.conversation.ids import LEVELS
from poise.conversation.persona import Persona, Temper
from poise.roleplay.lint.finding import Finding
from poise.roleplay.weights import LARGEST_CHANGE

_RULE = "contradiction"
_NEVER_DUE = {
    "apology": "no apology is due where the fault is not the company's",
    "solution": "no remedy is due where the customer only wants to be heard",
    "choice": "no remedy is due where the customer only wants to be heard",
    "timeframe": "no remedy is due where the customer only wants to be heard",
    "root_cause": "no cause is due where no process failed",
}


def contradictions(persona: Persona) -> Iterator[Finding]:
    """Yield a finding for every pair of fields that cannot both be meant."""
    yield from _fault(persona)
    yield from _trains(persona)
    yield from _heard(persona)
    yield from _abuse(persona)


def levels(persona: Persona) -> Iterator[Finding]:
    """Yield a finding for every level that is not harder than the one before, and for one that leaves at once."""
    for easier, harder in pairwise(LEVELS):
        for field, sign in (("anger", 1), ("walks_out", -1), ("rises", 1), ("falls", -1), ("patience", -1)):
            low, high = getattr(persona.temper[easier], field), getattr(persona.temper[harder], field)
            if (high - low) * sign < 0 or (field == "anger" and high == low):
                problem = f"{field} is {low:g} at {easier} and {high:g} at {harder}"
                wanted = "higher" if sign > 0 else "lower"
                yield Finding(("temper", harder, field), "levels", problem, f"A harder level needs a {wanted} one")
    for level in LEVELS:
        if _leaves_at_once(persona.temper[level]):
            problem = f"one mistake is enough to make the customer leave ({LARGEST_CHANGE} points at most an exchange)"
            yield Finding(("temper", level, "walks_out"), "levels", problem, "Lower anger or raise walks_out")


def _leaves_at_once(temper: Temper) -> bool:
    return temper.anger + LARGEST_CHANGE >= temper.walks_out


def _fault(persona: Persona) -> Iterator[Finding]:
    if persona.process_failed and persona.fault in ("nobody", "customer"):
        problem = f"process_failed is true, and the fault is {persona.fault}'s"
        fix = "Where something inside the firm went wrong, fault is company or shared; else leave process_failed out"
        yield Finding(("process_failed",), _RULE, problem, fix)


def _trains(persona: Persona) -> Iterator[Finding]:
    not_due = set() if persona.fault in ("company", "shared") else {"apology"}
    not_due |= {"solution", "choice", "timeframe"} if persona.wants == "heard" else set()
    not_due |= set() if persona.process_failed_here else {"root_cause"}
    for number, id_ in enumerate(persona.trains):
        if id_ in not_due:
            yield Finding(("trains", number), _RULE, f"trains {id_}, but {_NEVER_DUE[id_]}", "Take it out of trains")


def _heard(persona: Persona) -> Iterator[Finding]:
    if persona.wants != "heard":
        return
    for number, remedy in enumerate(persona.remedies):
        if remedy.customer == "accepts" and remedy.agent == "may":
            problem = f"wants is heard, and yet {remedy.id} is theirs for the taking"
            fix = "Let them refuse or haggle over it, or set wants: remedy"
            yield Finding(("remedies", number, "customer"), _RULE, problem, fix)


def _abuse(persona: Persona) -> Iterator[Finding]:
    abusive, ends = "insult" in persona.lines, set(persona.good_end)
    if abusive and not persona.yields and "ended_by_agent" not in ends:
        problem = "the customer insults and does not yield, so the agent has to end it, which good_end does not count"
        yield Finding(("good_end",), _RULE, problem, "Add ended_by_agent, or set yields: true")
    if abusive and persona.yields and not ends & {"resolved", "escalated"}:
        problem = "the customer yields to a boundary, and good_end counts no end that comes after it"
        yield Finding(("good_end",), _RULE, problem, "Add resolved, or set yields: false")
    if not abusive and "ended_by_agent" in ends:
        problem = "the agent may only end it after abuse, and this customer insults nobody"
        yield Finding(("good_end",), _RULE, problem, "Take ended_by_agent out, or write lines for insult")
    if not abusive and not persona.yields:
        problem = "yields is false, and there are no lines for insult"
        yield Finding(("yields",), _RULE, problem, "It speaks of customers who insult; leave it out")
