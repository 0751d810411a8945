"""A learner's progress read from the store: what page and command line show."""

from dataclasses import dataclass

from poise.conversation.content import load_persona
from poise.conversation.errors import ContentError
from poise.conversation.persona import Persona
from poise.practice.next_step import NextStep, next_step
from poise.practice.progress import Progress, progress
from poise.practice.services import Services
from poise.practice.summaries import AT_ONCE, summaries


@dataclass(frozen=True)
class GettingOn:
    """The progress and the advice; `names` and `personas` are the customers who can be met, `left` sessions wait to be read."""

    progress: Progress
    next: NextStep | None
    personas: tuple[Persona, ...]
    left: int

    @property
    def names(self) -> dict[str, str]:
        """The customers' names by id."""
        return {persona.id: persona.identity.name for persona in self.personas}


def getting_on(services: Services, learner: str | None = None, at_once: int = AT_ONCE) -> GettingOn:
    """Return how a learner gets on. Drafts and customers whose file cannot be used are left out. Raises StoreError."""
    personas = tuple(_personas(services))
    read = summaries(services, learner, at_once)
    found = progress(read.found, [persona.id for persona in personas])
    return GettingOn(found, next_step(found, personas, services.rubric.scoring.weights), personas, read.left)


def _personas(services: Services) -> list[Persona]:
    found = []
    for file in services.content.persona_files():
        try:
            persona = load_persona(file)
        except ContentError:
            # The gallery names it with its fault; here it can only be left out.
            continue
        if not persona.draft:
            found.append(persona)
    return found
