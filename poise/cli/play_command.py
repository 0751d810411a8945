"""`poise play`: the conversation of the app, in a terminal."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from poise.conversation.errors import PoiseError, StoreError

if TYPE_CHECKING:
    from poise.cli.play_screen import Screen
    from poise.practice.services import Services
    from poise.practice.session import SessionView
    from poise.practice.turn import TurnEvent


_LOOK_AGAIN_S = 0.2


class Level(StrEnum):
    """How hard the customer makes it."""

    EASY = "easy"
    STANDARD = "standard"
    HARD = "hard"


@dataclass(frozen=True)
class _Stand:
    """How the session stands, and the reply that could not be stored, to be sent again on request."""

    view: "SessionView"
    unsent: str = ""


def play(
    persona: Annotated[str, typer.Option(help="Which customer, by id.")] = "",
    level: Annotated[Level, typer.Option(help="How hard the customer makes it.")] = Level.STANDARD,
    session: Annotated[str, typer.Option(help="Go on with this session instead of a new one.")] = "",
) -> None:
    """Talk to a customer in the terminal; /critique, /hint, /again and /quit are understood at the prompt."""
    from rich.console import Console

    from poise.cli.play_screen import Screen
    from poise.conversation.texts import ENGLISH
    from poise.practice.languages import in_language
    from poise.practice.services import build_services
    from poise.practice.settings import load_settings

    settings = load_settings()
    language = settings.language or ENGLISH
    services = in_language(build_services(settings), language)
    screen = Screen(Console(), language)
    try:
        _get_model(services, screen)
        view = _begin(services, persona, level, session)
        screen.briefing(view, services.settings)
        _talk(services, screen, view)
    finally:
        services.close()


def _begin(services: "Services", persona: str, level: Level, session: str) -> "SessionView":
    from poise.practice.session import start, view
    from poise.practice.warm import warm

    if session:
        found = view(services, session)
        warm(services, found.persona.id, found.level)
        return found
    if not persona:
        ids = ", ".join(services.content.persona_ids())
        raise typer.BadParameter(f"name a customer: {ids}", param_hint="--persona")
    services.content.persona(persona)
    warm(services, persona, level.value)
    return start(services, persona, level.value)


def _get_model(services: "Services", screen: "Screen") -> None:
    from poise.cli.models_command import fetch
    from poise.llm.embedded.manifest import load_manifest
    from poise.llm.embedded.mirrors import default_mirrors

    if not services.settings.customer.capable and services.host.file() is None:
        manifest = load_manifest()
        fetch(manifest, services.settings.cache_dir, default_mirrors(manifest), screen.console)


def _talk(services: "Services", screen: "Screen", view: "SessionView") -> None:
    stand = _Stand(view)
    try:
        if view.pending is not None:
            stand = _answer(services, screen, view)
        while stand.view.outcome is None:
            stand = _step(services, screen, stand, screen.ask())
    except (KeyboardInterrupt, EOFError):
        screen.left(view.id)
        return
    _look_back(services, screen, view.id)


def _look_back(services: "Services", screen: "Screen", session_id: str) -> None:
    """Show the debrief, after the coach has had its time; Ctrl-C does not wait for it."""
    from poise.practice.coaching import coach
    from poise.practice.session import debrief, view
    from poise.practice.steps.taking import debrief_opened

    debrief_opened(services, session_id)
    if coach(services, session_id, debrief(services, session_id)):
        screen.note(screen.texts.coach_works)
    latest = time.monotonic() + services.settings.critic_timeout_s
    try:
        while coach(services, session_id, debrief(services, session_id)) and time.monotonic() < latest:
            time.sleep(_LOOK_AGAIN_S)
    except KeyboardInterrupt:
        pass
    screen.debrief(view(services, session_id), debrief(services, session_id))


def _step(services: "Services", screen: "Screen", stand: _Stand, typed: str) -> _Stand:
    match typed.strip():
        case "/quit":
            return _quit(services, screen, stand)
        case "/critique":
            screen.critique(stand.view)
            return stand
        case "/hint":
            return _hint(services, screen, stand)
        case "/again" if stand.unsent:
            return _reply(services, screen, stand.view, stand.unsent)
        case "/again":
            return _answer(services, screen, stand.view)
        case text if text.startswith("/"):
            screen.note(screen.texts.commands)
            return stand
        case text:
            return _reply(services, screen, stand.view, text)


def _quit(services: "Services", screen: "Screen", stand: _Stand) -> _Stand:
    from poise.practice.session import end

    try:
        return _Stand(end(services, stand.view.id))
    except StoreError as error:
        screen.error(error)
        return stand


def _hint(services: "Services", screen: "Screen", stand: _Stand) -> _Stand:
    """Say what the next reply owes, and note that it was asked for, as the app does; not while a reply waits for its answer."""
    from poise.practice.help import read_hint, what_is_due

    if stand.view.pending is not None:
        screen.note(screen.texts.again)
        return stand
    found = what_is_due(services, stand.view)
    screen.hint(found.stage, [services.rubric.entry(id_) for id_ in found.due])
    try:
        return _Stand(read_hint(services, stand.view.id), stand.unsent)
    except StoreError as error:
        screen.error(error)
        return stand


def _reply(services: "Services", screen: "Screen", view: "SessionView", text: str) -> _Stand:
    from poise.practice.turn import reply

    return _heard(services, screen, _Stand(view, text), reply(services, view.id, text, len(view.transcript.turns)))


def _answer(services: "Services", screen: "Screen", view: "SessionView") -> _Stand:
    from poise.practice.turn import answer

    return _heard(services, screen, _Stand(view), answer(services, view.id))


def _heard(services: "Services", screen: "Screen", shown: _Stand, events: "Iterable[TurnEvent]") -> _Stand:
    """Show the line as it comes; an error is one line, and the conversation goes on from where it stands."""
    from poise.practice.session import view

    try:
        return _Stand(screen.line(shown.view, events))
    except PoiseError as error:
        now = view(services, shown.view.id)
        lost = isinstance(error, StoreError) and len(now.transcript.turns) == len(shown.view.transcript.turns)
        unsent = shown.unsent if lost else ""
        screen.error(error, waits=now.pending is not None, unsent=bool(unsent))
        return _Stand(now, unsent)
