"""`poise eval`: recorded conversations judged, a table, and an exit code that can block a build."""

import asyncio
import json
import re
import sys
from collections.abc import Awaitable, Callable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from poise.conversation.errors import ContentError
from poise.conversation.ids import OBSERVED

if TYPE_CHECKING:
    from evaluator.batch import Row
    from evaluator.judge import Judgement
    from evaluator.llm_critic import LLMCritic
    from poise.conversation.transcript import Transcript


class CriticChoice(StrEnum):
    """Who observes the replies."""

    FAST = "fast"
    LLM = "llm"
    BOTH = "both"


class Per(StrEnum):
    """What one row of the table is."""

    REPLY = "reply"
    TRANSCRIPT = "transcript"


def eval_(  # noqa: PLR0913, PLR0917 - one argument for every option of the command
    paths: Annotated[list[Path], typer.Argument(help="Transcripts (JSON, JSONL, YAML) or folders of them.")],
    critic: Annotated[
        CriticChoice, typer.Option(help="Who observes. With both, the fast critic's observations are scored.")
    ] = CriticChoice.FAST,
    persona: Annotated[str, typer.Option(help="Judge as conversations with this persona, whatever they say.")] = "",
    only: Annotated[str, typer.Option(help="Show only these ids, separated by commas.")] = "",
    per: Annotated[Per, typer.Option(help="One row of the table.")] = Per.TRANSCRIPT,
    out: Annotated[Path | None, typer.Option(help="Write one JSON per conversation into this folder.")] = None,
    concurrency: Annotated[int, typer.Option(min=1, help="Requests to the model at a time.")] = 8,
    min_score: Annotated[float | None, typer.Option(min=0, max=100, help="Fail below this session score.")] = None,
    max_mistakes: Annotated[int | None, typer.Option(min=0, help="Fail above this many mistakes.")] = None,
    require: Annotated[str, typer.Option(help="Fail where a conversation never shows one of these ids.")] = "",
) -> None:
    """Judge recorded conversations. Exit code 1 where one falls short, 2 where one cannot be used."""
    from evaluator.batch import Unusable, judge_all, read_all
    from evaluator.gate import Gate
    from poise.cli.eval_table import table

    gate = Gate(min_score, max_mistakes, ids(require, "--require"))
    shown = ids(only, "--only") or OBSERVED
    judge_one = _judge(critic, persona, concurrency)
    write = _writer(out)
    rows = asyncio.run(judge_all(read_all(paths), judge_one, write, workers=concurrency))
    judged = [(row, [] if isinstance(row, Unusable) else gate.shortfalls(row)) for row in rows]
    table(judged, by_reply=per is Per.REPLY, shown=shown)
    unusable = [row for row in rows if isinstance(row, Unusable)]
    for row in unusable:
        sys.stderr.write(f"poise: {row.problem}\n")
    if unusable:
        raise typer.Exit(2)
    if any(short for _, short in judged):
        raise typer.Exit(1)


def ids(text: str, option: str) -> tuple[str, ...]:
    """Return the ids of a comma-separated option. Raises a usage error for an unknown one."""
    given = tuple(part.strip() for part in text.split(",") if part.strip())
    if unknown := [id_ for id_ in given if id_ not in OBSERVED]:
        raise typer.BadParameter(f"unknown ids {unknown}; choose from {', '.join(OBSERVED)}", param_hint=option)
    return given


def _judge(critic: CriticChoice, persona_id: str, concurrency: int) -> "Callable[[Transcript], Awaitable[Judgement]]":
    from evaluator.fast import load_fast_critic
    from evaluator.judge import ajudge
    from evaluator.rubric import load_rubric
    from poise.conversation.content import Content
    from poise.practice.settings import load_settings

    settings = load_settings()
    content = Content(settings.content_dir, settings.overlay)
    rubric, fast = load_rubric(content.file("prompts/rubric/strategies.yaml").parent), load_fast_critic()
    llm = None if critic is CriticChoice.FAST else _llm_critic()
    ids_there = frozenset(content.persona_ids())
    # Read when a conversation names it: a file that cannot be used is the fault of its own conversations alone.
    read = cache(content.persona)
    forced = content.persona(persona_id) if persona_id else None
    limit = asyncio.Semaphore(concurrency)
    scored = "llm" if critic is CriticChoice.LLM else "fast"

    async def judge_one(transcript: "Transcript") -> "Judgement":
        named = transcript.persona if forced is None else None
        if named and named not in ids_there:
            raise ContentError(
                transcript.id, f"there is no persona {named!r}", "Name one with --persona", field="persona"
            )
        known = read(named) if named else forced
        return await ajudge(transcript, rubric, fast, known, llm, "llm" if scored == "llm" else "fast", limit)

    return judge_one


def _llm_critic() -> "LLMCritic":
    from poise.cli.critics import llm_critic

    return llm_critic()


def _writer(out: Path | None) -> "Callable[[Row], None]":
    from evaluator.judge import Judgement

    used: set[str] = set()
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)

    def write(row: "Row") -> None:
        if out is None or not isinstance(row, Judgement):
            return
        name = re.sub(r"[^\w.-]+", "_", row.transcript.id).strip(".") or "conversation"
        chosen = next(f for n in range(1, len(used) + 2) if (f := name if n == 1 else f"{name}-{n}") not in used)
        used.add(chosen)
        text = json.dumps(row.to_json(), ensure_ascii=False, indent=1, sort_keys=True)
        (out / f"{chosen}.json").write_text(text + "\n", encoding="utf-8")

    return write
