"""Which acts this customer can come to play, and whether each has lines enough."""

from poise.conversation.ids import ACTS, Act
from poise.conversation.persona import Persona
from poise.roleplay.lint.finding import Finding, Place

FOUR: frozenset[Act] = frozenset({"vent", "answer", "press", "challenge", "test"})
"""Acts that come again and again within one conversation."""


def reachable(persona: Persona) -> frozenset[Act]:
    """Return the acts that the director may choose for this persona."""
    attitudes = [remedy.customer for remedy in persona.remedies]
    abusive = "insult" in persona.lines
    taken = persona.wants == "remedy"
    left_out: dict[Act, bool] = {
        "refuse": not {"refuses", "haggles"} & set(attitudes),
        "ask_when": not {"accepts", "haggles"} & set(attitudes),
        "accept": not taken or not {"accepts", "haggles"} & set(attitudes),
        "choose": not taken or attitudes.count("accepts") < 2,
        "insult": not abusive,
        "yield": not (abusive and persona.yields),
    }
    return frozenset(act for act in ACTS if not left_out.get(act, False))


def missing_lines(persona: Persona) -> list[Finding]:
    """Return a finding for every reachable act that has too few lines: two are needed, four for the frequent ones."""
    found = []
    for act in ACTS:
        if act not in reachable(persona):
            continue
        has = len(persona.opening) if act == "open" else len(persona.lines.get(act, ()))
        needs = 4 if act in FOUR else 2
        if has < needs:
            place: Place = ("opening",) if act == "open" else ("lines", act)
            name = "opening" if act == "open" else act
            found.append(
                Finding(place, "missing-act", f"{name} has {_lines(has)} of {needs}", f"Write {needs - has} more")
            )
    return found


def unused_lines(persona: Persona) -> list[Finding]:
    """Return a finding for every act that has lines and never comes."""
    never = [act for act in persona.lines if act not in reachable(persona) and persona.lines[act]]
    return [
        Finding(("lines", act), "unused-act", f"{act} never comes with this customer", _why(act))
        for act in never
        if act != "choose"
    ]


def _lines(count: int) -> str:
    return {0: "no line", 1: "1 line"}.get(count, f"{count} lines")


def _why(act: Act) -> str:
    if act == "yield":
        return "It needs lines for insult, and yields: true; else remove it"
    return "It needs a remedy that the customer takes or turns down; else remove it"
