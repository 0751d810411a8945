"""`poise simulate`: scripted agents talk to customers, and the conversations go to a file."""

import json
import sys
from collections.abc import Callable
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from poise.cli.play_command import Level
from poise.conversation.errors import ContentError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from poise.conversation.content import Content
    from poise.conversation.persona import Persona
    from poise.conversation.transcript import Transcript
    from poise.practice.simulation.agent import Agent


class LinesChoice(StrEnum):
    """Who says the customer's lines."""

    MODEL = "model"
    AUTHORED = "authored"


def simulate(  # noqa: PLR0913, PLR0917 - one argument for every option of the command
    persona: Annotated[str, typer.Option(help="Which customers: ids with commas between them, or all.")],
    out: Annotated[str, typer.Option(help="Where the conversations go (JSONL); - for standard output.")],
    agent: Annotated[
        str, typer.Option(help="good, neutral or bad, as written for the customer, or a file with one reply a line.")
    ] = "good",
    level: Annotated[Level, typer.Option(help="How hard the customers make it.")] = Level.STANDARD,
    turns: Annotated[int, typer.Option(min=1, max=100, help="Exchanges at most.")] = 12,
    stay: Annotated[bool, typer.Option("--stay", help="Keep both sides talking to the last exchange.")] = False,
    n: Annotated[int, typer.Option("--n", min=1, help="Conversations with each customer.")] = 1,
    seed: Annotated[int, typer.Option(min=0, help="Draws the wordings; conversation k of n takes seed + k.")] = 1,
    lines: Annotated[
        LinesChoice, typer.Option(help="The model that the settings bind plays the customer, or the authored lines.")
    ] = LinesChoice.MODEL,
) -> None:
    """Have scripted agents talk to customers; nothing is stored but the file."""
    from poise.conversation.content import Content
    from poise.practice.settings import load_settings
    from poise.practice.simulation.company import company, made_by
    from poise.practice.simulation.conversation import simulate as hold
    from poise.practice.simulation.conversation import transcript

    settings = load_settings()
    content = Content(settings.content_dir, settings.overlay)
    cast = [(one, _agents(content, one.id, agent, turns, stay)) for one in _personas(content, persona)]
    found: list[Transcript] = []
    with _writer(out) as target, company(settings, content, lines.value) as players:
        for one, (named, most, agent_for) in cast:
            versions = made_by(settings, content, players, one, lines.value, named)
            for drawn in range(seed, seed + n):
                session = hold(
                    players, one, level.value, agent_for(drawn),
                    name=f"{one.id}-{level.value}-{named.split('#')[0]}-{drawn}", turns=most, seed=drawn, stay=stay,
                    versions=versions | {"seed": str(drawn)},
                )  # fmt: skip
                found.append(transcript(session))
                target.write(json.dumps(found[-1].to_json(), ensure_ascii=False) + "\n")
                target.flush()
    _summary(found)


def _personas(content: "Content", wanted: str) -> "list[Persona]":
    if wanted == "all":
        return [one for one in content.personas() if not one.draft]
    ids = [part.strip() for part in wanted.split(",") if part.strip()]
    return [content.persona(id_) for id_ in ids]


def _agents(
    content: "Content", persona_id: str, agent: str, turns: int, stay: bool
) -> "tuple[str, int, Callable[[int], Agent]]":
    """Return the agent's name with a hash, how many exchanges it has something to say in, and the agent for a seed."""
    from poise.conversation.agent_script import QUALITIES, agent_path, load_agent_script
    from poise.conversation.yaml_file import fingerprint, read_text
    from poise.practice.simulation.agent import read_replies, reading_aloud, scripted

    quality = next((one for one in QUALITIES if one == agent), None)
    if quality is None:
        path = Path(agent)
        if not path.is_file():
            raise ContentError(agent, "there is no such file of replies", f"Name one, or one of {', '.join(QUALITIES)}")
        replies = read_replies(path)
        most = turns if stay else min(turns, len(replies))
        return f"{path.stem}#{fingerprint(read_text(path))}", most, lambda _: reading_aloud(replies)
    path = agent_path(content, persona_id)
    script = load_agent_script(path)
    return f"{quality}#{fingerprint(read_text(path))}", turns, lambda drawn: scripted(script, quality, drawn)


def _writer(out: str) -> "AbstractContextManager[TextIO]":
    if out == "-":
        return nullcontext(sys.stdout)
    try:
        return open(out, "w", encoding="utf-8")
    except OSError as error:
        raise ContentError(out, f"cannot be written ({error.strerror})", "Check the path and its rights") from error


def _summary(found: "list[Transcript]") -> None:
    """Say on standard error how the conversations ended, one line a customer."""
    from collections import Counter

    from poise.conversation.transcript import CustomerTurn

    for persona in dict.fromkeys(one.persona for one in found):
        held = [one for one in found if one.persona == persona]
        lines = [[turn for turn in one.turns if isinstance(turn, CustomerTurn)] for one in held]
        ends = ", ".join(f"{end} {count}" for end, count in Counter(str(one.outcome) for one in held).most_common())
        anger = sum(spoken[-1].anger or 0 for spoken in lines) / len(held)
        exchanges = sum(len(spoken) - 1 for spoken in lines) / len(held)
        sys.stderr.write(f"{persona}: {ends}; {exchanges:.1f} exchanges, last anger {anger:.0f} on average\n")
