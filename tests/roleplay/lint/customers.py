"""A shipped customer with fields changed, and what the rules find in it."""

from typing import Any

from poise.conversation.persona import Persona
from poise.roleplay.lint.check import check
from poise.roleplay.lint.unsafe import load_unsafe
from poise.roleplay.prompts import load_prompts
from tests.roleplay.world import CONTENT

CAKE = CONTENT.persona("cake-buyer")
PROMPTS, UNSAFE = load_prompts(CONTENT), load_unsafe(CONTENT)


def changed(**fields: Any) -> Persona:
    """The cake buyer with top-level fields replaced."""
    return Persona.model_validate({**CAKE.model_dump(mode="json"), **fields})


def with_lines(**lines: Any) -> Persona:
    """The cake buyer with the lines of some acts replaced; None takes the act out."""
    kept = {**CAKE.model_dump(mode="json")["lines"], **lines}
    return changed(lines={act: group for act, group in kept.items() if group is not None})


def with_remedies(**changes: Any) -> Persona:
    """The cake buyer with the same fields replaced in every remedy."""
    return changed(remedies=[{**remedy, **changes} for remedy in CAKE.model_dump(mode="json")["remedies"]])


def found(persona: Persona) -> list[tuple[str, str]]:
    """Rule and field of everything that is found, but for what the cake buyer as shipped is told."""
    before = {(finding.rule, finding.field) for finding in check(CAKE, PROMPTS, UNSAFE)}
    now = [(finding.rule, finding.field) for finding in check(persona, PROMPTS, UNSAFE)]
    return [one for one in now if one not in before]
