"""How a session begins: the persona as its file stands now, the opening line, and the versions of everything that takes part."""

from evaluator.languages import not_offered
from poise.conversation.errors import ContentError
from poise.conversation.ids import MARKS, Level, Mark
from poise.conversation.persona import Persona
from poise.conversation.transcript import CustomerTurn
from poise.practice.events import StartEvent
from poise.practice.services import Services
from poise.practice.versions import versions
from poise.roleplay.director import opening
from poise.roleplay.mood import ANGRY, opening_mood


def opening_event(services: Services, persona_id: str, level: Level, learner: str) -> StartEvent:
    """Return the first event of a session. Raises ContentError where the persona cannot be used."""
    persona = services.content.persona(persona_id)
    require_readable(persona)
    return begun(
        persona, level, learner, services.new_seed(), services.settings.turn_limit, versions(services, persona)
    )


def require_readable(persona: Persona) -> None:
    """Raise ContentError where the customer speaks a language in which the fast critic was not measured."""
    if problem := not_offered(persona.language):
        raise ContentError(f"personas/{persona.id}.yaml", problem, "Let them speak one of these", field="language")


def begun(
    persona: Persona, level: Level, learner: str, seed: int, turn_limit: int, versions: dict[str, str]
) -> StartEvent:
    """Return the event with which a conversation begins; the seed draws the opening line."""
    mood = opening_mood(persona, level)
    marks: dict[Mark, bool | None] = {**dict.fromkeys(MARKS, False), "angry": mood.anger >= ANGRY}
    return StartEvent(
        persona=persona,
        level=level,
        learner=learner,
        seed=seed,
        turn_limit=turn_limit,
        opening=CustomerTurn(
            text=opening(persona, level, seed), act="open", anger=mood.anger, marks=marks, authored=True
        ),
        mood=mood,
        versions=versions,
    )
