"""Getting ready while the learner reads: the embedded server started, the scene evaluated, late imports made early."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from poise.conversation.errors import ModelError, SettingsError
from poise.conversation.ids import Level
from poise.conversation.persona import Persona
from poise.conversation.transcript import Turn
from poise.practice.replay import Session
from poise.practice.services import Services
from poise.roleplay.actor import warm_messages
from poise.roleplay.cast import Cast
from poise.roleplay.hearing import hear
from poise.roleplay.mood import Mood
from poise.roleplay.script import script

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)


def cast(services: Services, persona: Persona, level: Level) -> Cast:
    """Return who plays whom, for the actor."""
    window = services.settings.context_tokens
    return Cast(
        persona, level, services.settings.form, services.prompts, window, lambda text: services.tokens.count(text).n
    )


def warm(services: Services, persona_id: str, level: Level) -> None:
    """Make everything ready for a conversation, in the pool; returns at once.

    A fault is logged and nothing else: it is shown when the first line fails for the same reason.
    """
    persona = services.content.persona(persona_id)
    services.pool.submit(_make_ready, services, cast(services, persona, level))


def warm_after(services: Services, before: Session, now: Session, *, unread: bool) -> None:
    """Have the script read ahead where the model was not asked for the new line (`unread`), and evaluated again where that line
    made it be cut: all of it has moved. In the pool; returns at once.
    """
    players = cast(services, now.persona, now.level)
    if _embedded_script(services, players):
        services.pool.submit(_evaluate_if, services, players, before, now, unread)


def ready_model(services: Services) -> BaseChatModel | None:
    """Return the customer's model, once nothing is being evaluated ahead for it. Raises ModelError, SettingsError."""
    if not services.settings.customer.capable:
        with services.host.ahead:
            pass
    return services.customer_model()


def _make_ready(services: Services, players: Cast) -> None:
    services.tokens.count("")
    _ = services.fast
    # The first reply to a customer reads every wording of theirs once.
    hear("I can do that for you now. When do you need it?", players.persona, services.encode)
    if _embedded_script(services, players):
        _evaluate(services, players)
        return
    try:
        services.customer_model()
    except (ModelError, SettingsError) as error:
        log.info("not ready: %s", error)


def _embedded_script(services: Services, players: Cast) -> bool:
    return players.form == "playwright" and not services.settings.customer.capable


def _evaluate_if(services: Services, players: Cast, before: Session, now: Session, unread: bool) -> None:
    if unread or script(players, now.turns, now.mood).cut != script(players, before.turns, before.mood).cut:
        _evaluate(services, players, now.turns, now.mood)


def _evaluate(services: Services, players: Cast, turns: Sequence[Turn] = (), mood: Mood | None = None) -> None:
    scene, *_, text = (str(message.text) for message in warm_messages(players, turns, mood))
    try:
        with services.host.ahead:
            if services.customer_model() is not None:
                services.host.server().warm(scene, text)
    except ModelError as error:
        log.info("not warm: %s", error)
