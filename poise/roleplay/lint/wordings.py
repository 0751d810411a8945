"""Whether the wordings in `said_as` are heard as what they stand for: tried on the persona's own hearing."""

from collections.abc import Iterator

from poise.conversation.persona import Persona, Remedy
from poise.roleplay.hearing import hear
from poise.roleplay.lint.finding import Finding, short
from poise.roleplay.offers import OTHER

_OFFERS = ("I can {}.", "I can offer you {}.")
"""A wording is a thing done or a thing given: one of the two makes a sentence of it."""
FEWEST_OFFERS, FEWEST_QUESTIONS = 6, 5


def untested_offers(persona: Persona) -> Iterator[Finding]:
    """Yield a finding for every wording that is not heard as its remedy, or is heard as another one."""
    for number, remedy in enumerate(persona.remedies):
        for index, text in enumerate(remedy.said_as):
            if problem := _misheard(persona, remedy, text):
                yield Finding(("remedies", number, "said_as", index), "said-as", problem, _OFFER_FIX)


def untested_questions(persona: Persona) -> Iterator[Finding]:
    """Yield a finding for every wording of a question that is not heard as asking for its fact."""
    for kind, facts in (("known", persona.facts.known), ("hidden", persona.facts.hidden)):
        for number, fact in enumerate(facts):
            for index, text in enumerate(fact.said_as):
                heard = [one.fact for one in hear(f"{text.rstrip('?')}?", persona).asked]
                if heard != [fact.id]:
                    problem = f"{short(text)} is heard as asking for {', '.join(heard) or 'nothing'}, not for {fact.id}"
                    yield Finding(("facts", kind, number, "said_as", index), "said-as", problem, _QUESTION_FIX)


def few_wordings(persona: Persona) -> Iterator[Finding]:
    """Yield a finding for every remedy and hidden fact with too few wordings to be recognised by."""
    counted: list[tuple[tuple[str | int, ...], int, int]] = [
        (("remedies", number, "said_as"), len(remedy.said_as), FEWEST_OFFERS)
        for number, remedy in enumerate(persona.remedies)
    ]
    counted += [
        (("facts", "hidden", number, "said_as"), len(fact.said_as), FEWEST_QUESTIONS)
        for number, fact in enumerate(persona.facts.hidden)
    ]
    for place, has, needs in counted:
        if has < needs:
            yield Finding(
                place, "few-wordings", f"{has} of {needs} wordings", f"Write {needs - has} more, each different"
            )


_OFFER_FIX = "Name the thing as an agent would after “I can” or “I can offer you”, in words of this remedy alone"
_QUESTION_FIX = "Ask with words of this fact that no other fact's questions share"


def _misheard(persona: Persona, remedy: Remedy, text: str) -> str:
    heard = [{offer.remedy for offer in hear(form.format(text), persona).offers} for form in _OFFERS]
    others = sorted(set().union(*heard) - {remedy.id, OTHER})
    if others:
        return f"{short(text)} is heard as {', '.join(others)}, not only as {remedy.id}"
    return "" if {remedy.id} in heard else f"{short(text)} is not heard as {remedy.id}"
