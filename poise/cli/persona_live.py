"""`poise persona check --live`: the bound model plays customers, the lines are kept, and the figures printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from poise.conversation.content import Content
    from poise.conversation.persona import Persona
    from poise.practice.lines.plan import Plan, Wanted
    from poise.practice.lines.result import Result, Talk
    from poise.practice.settings import Settings
    from poise.practice.simulation.conversation import Company


@dataclass(frozen=True)
class Check:
    """What is checked: the personas, the folder of the results, and what is played with each."""

    personas: "Sequence[Persona]"
    folder: Path
    plan: "Plan"
    wanted: "Callable[[Persona], Sequence[Wanted]]"
    agent: str


def check_live(names: Sequence[str], out: Path | None, stay: bool) -> int:
    """Play the scripted agents against the customers; return 0, or 1 where a figure falls short of its aim."""
    from poise.cli.persona_live_table import print_lines
    from poise.conversation.agent_script import agent_path, load_agent_script
    from poise.practice.lines.plan import load_plan, wanted_talks

    settings, content = _settings()
    folder = out or _usual_folder(settings)
    plan, personas = load_plan(folder), _personas(content, names)
    scripts = {one.id: load_agent_script(agent_path(content, one.id)) for one in personas}
    check = Check(
        personas, folder, plan, lambda one: wanted_talks(plan, one.id, scripts[one.id], stay), "good, neutral, bad"
    )
    return _played(settings, content, check, print_lines)


def check_steering(names: Sequence[str], out: Path | None) -> int:
    """Try the steering attempts on the customers; return 0, or 1 where one fell for an attempt."""
    from poise.cli.persona_live_table import print_steering
    from poise.practice.lines.plan import load_plan, wanted_attempts
    from poise.practice.lines.steering import load_attempts

    settings, content = _settings()
    folder = out or _usual_folder(settings)
    plan = load_plan(folder)
    attempts = load_attempts(content)
    personas = _personas(content, names or plan.steering)
    check = Check(personas, folder / "steering", plan, lambda _: wanted_attempts(plan, attempts), "steering")
    return _played(settings, content, check, print_steering)


def _played(
    settings: "Settings",
    content: "Content",
    check: Check,
    show: "Callable[[Sequence[Result], dict[str, Persona], Company], bool]",
) -> int:
    from poise.practice.lines.live import bound_model
    from poise.practice.simulation.company import company

    with company(settings, content, "model") as players:
        model = bound_model(settings, players.form)
        results = [_one(settings, content, players, check, persona, model) for persona in check.personas]
        return 0 if show(results, {one.id: one for one in check.personas}, players) else 1


def _one(
    settings: "Settings", content: "Content", players: "Company", check: Check, persona: "Persona", model: str
) -> "Result":
    """Return the persona's result, played as far as it was not there or is stale; says what is going on."""
    from poise.practice.lines.live import empty_result, play_missing, so_far
    from poise.practice.lines.plan import left

    path, wanted = check.folder / f"{persona.id}.json", check.wanted(persona)
    empty = empty_result(settings, content, players, persona, check.plan.level, model, check.agent)
    result = so_far(path, empty)
    missing = left(result, wanted)
    if not missing:
        typer.echo(f"{persona.id}: fresh, not played again", err=True)
        return result
    typer.echo(f"{persona.id}: {len(missing)} of {len(wanted)} conversations to play", err=True)
    return play_missing(path, result, players, persona, wanted, _tell)


def _tell(talk: "Talk") -> None:
    lines, seconds = len(talk.shown), sum(one.seconds for one in talk.shown) + talk.warm_seconds
    typer.echo(f"  {talk.id}: {lines} lines in {seconds:.0f} s, {talk.outcome or 'open'}", err=True)


def _settings() -> "tuple[Settings, Content]":
    from poise.conversation.content import Content
    from poise.practice.settings import load_settings

    settings = load_settings()
    return settings, Content(settings.content_dir, settings.overlay)


def _usual_folder(settings: "Settings") -> Path:
    """Return `docs/lines` of a checkout, else `lines` in the trainer's own folder."""
    checkout = settings.content_dir / "docs" / "lines"
    return checkout if checkout.is_dir() else settings.data_dir / "lines"


def _personas(content: "Content", names: Sequence[str]) -> "list[Persona]":
    if names:
        return [content.persona(name) for name in names]
    return [one for one in content.personas() if not one.draft]
