"""Every rule over one persona."""

from poise.conversation.persona import Persona
from poise.roleplay.lint.acts import missing_lines, unused_lines
from poise.roleplay.lint.consistency import contradictions, levels
from poise.roleplay.lint.finding import Finding
from poise.roleplay.lint.remedies import amounts, unreachable_end
from poise.roleplay.lint.unsafe import UnsafeWords, unsafe_words
from poise.roleplay.lint.unwritten import unwritten
from poise.roleplay.lint.voice import here_and_now, leaks, line_lengths, repeated_lines, role_breaks
from poise.roleplay.lint.wordings import few_wordings, untested_offers, untested_questions
from poise.roleplay.prompts import CustomerPrompts


def check(persona: Persona, prompts: CustomerPrompts, unsafe: UnsafeWords) -> list[Finding]:
    """Return everything that the rules find in this persona, by kind; an empty list means that it may be published."""
    found = [
        *unwritten(persona),
        *missing_lines(persona),
        *unused_lines(persona),
        *unreachable_end(persona, prompts),
        *amounts(persona),
        *contradictions(persona),
        *levels(persona),
        *unsafe_words(persona, unsafe),
        *line_lengths(persona),
        *role_breaks(persona, prompts),
        *leaks(persona),
        *here_and_now(persona, prompts),
        *repeated_lines(persona),
        *few_wordings(persona),
        *untested_offers(persona),
        *untested_questions(persona),
    ]
    todo = {finding.place for finding in found if finding.rule == "unwritten"}
    return [finding for finding in found if finding.rule == "unwritten" or finding.place not in todo]
