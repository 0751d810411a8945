"""Holds conversations with a customer's model and scripted agents, and writes them down for reading.

    python scripts/read_conversations.py --out FOLDER [--endpoint http://127.0.0.1:PORT/v1] [--agents FOLDER] [--only NAME]
        [--level standard] [--seed 7] [--authored]

The agents are the files in `scripts/readings/` (or `--agents`), named `<persona>-<name>.txt`, one reply a line;
`{listen apology}` in front of a reply says what it shows, where that is left out the fast critic reads it.
Without `--endpoint` the embedded model is started.
"""

import argparse
import json
import re
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs
from langchain_core.callbacks import get_usage_metadata_callback

from evaluator.fast import FastCritic, load_fast_critic
from poise.conversation.content import Content
from poise.conversation.ids import OBSERVED, Level
from poise.conversation.stage import StageTurn, stage_before
from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn
from poise.llm.binding import Binding
from poise.llm.chat_model import chat_model
from poise.llm.embedded.fetch import fetch_model
from poise.llm.embedded.manifest import load_manifest
from poise.llm.embedded.mirrors import default_mirrors
from poise.llm.embedded.server import start_server
from poise.llm.tokens import TokenCounter
from poise.roleplay.actor import Cast, SpokenLine, speak, warm_messages
from poise.roleplay.director import direct, opening, remember_played
from poise.roleplay.hearing import hear
from poise.roleplay.mood import move, opening_mood
from poise.roleplay.prompts import load_prompts

ROOT = Path(__file__).resolve().parent.parent
TURN_LIMIT = 12


@dataclass(frozen=True)
class Scripted:
    """One scripted agent: the persona it talks to, and its replies with the ids they show (None: ask the critic)."""

    name: str
    persona: str
    replies: tuple[tuple[str, frozenset[str] | None], ...]


def scripted(folder: Path, personas: Sequence[str]) -> list[Scripted]:
    found = []
    for path in sorted(folder.glob("*.txt")):
        persona = next(id_ for id_ in personas if path.stem.startswith(id_))
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found.append(Scripted(path.stem, persona, tuple(map(_reply, lines))))
    return found


def _reply(line: str) -> tuple[str, frozenset[str] | None]:
    match = re.match(r"\{([a-z_ ]*)\}\s*(.+)", line)
    if match is None:
        return line.strip(), None
    ids = frozenset(match.group(1).split())
    if unknown := ids - set(OBSERVED):
        raise SystemExit(f"unknown ids {sorted(unknown)} in {line!r}")
    return match.group(2), ids


def converse(agent: Scripted, cast: Cast, model: Any, critic: FastCritic, seed: int) -> Iterator[dict[str, Any]]:
    persona, level = cast.persona, cast.level
    mood, spoken_ids = opening_mood(persona, level), {}
    turns: list[Turn] = [CustomerTurn(text=opening(persona, level, seed), act="open", anger=mood.anger, authored=True)]
    yield {"turn": 1, "speaker": "customer", "text": turns[0].text, "anger": mood.anger}
    for exchange, (text, given) in enumerate(agent.replies, start=1):
        ids = given if given is not None else critic.observe(turns, text).decided()
        stage, hearing = stage_before(_stage_turns(turns, spoken_ids)), hear(text, persona)
        spoken_ids[len(turns)] = ids
        turns.append(AgentTurn(text=text))
        shown = dict.fromkeys(ids, 1.0)
        moved = move(persona, level, mood, stage, shown, {}, hearing)
        direction = direct(persona, level, moved.mood, stage, shown, hearing, turns, exchange, TURN_LIMIT, seed)
        started = time.perf_counter()
        with get_usage_metadata_callback() as usage:
            line = _spoken(model, cast, turns, moved.mood, direction, hearing, seed + 2 * exchange)
        took = time.perf_counter() - started
        mood = remember_played(moved.mood, direction)
        turns.append(
            CustomerTurn(
                text=line.text, act=direction.act, anger=mood.anger, marks=dict(direction.marks), authored=line.authored
            )
        )
        yield {"turn": len(turns) - 1, "speaker": "agent", "text": text, "ids": sorted(ids), "stage": stage,
               "hearing": hearing.model_dump(mode="json", exclude_defaults=True)}  # fmt: skip
        yield {"turn": len(turns), "speaker": "customer", "text": line.text, "act": direction.act, "reveal": direction.reveal,
               "remedy": direction.remedy, "anger": mood.anger, "causes": [f"{c.id} {c.delta:+d}" for c in moved.causes],
               "authored": line.authored, "tries": line.tries, "seconds": round(took, 2), "tokens": line.tokens,
               **_prompt_tokens(usage.usage_metadata), "outcome": direction.outcome,
               "refused": [f"{r.rule}: {r.text}" for r in line.refused]}  # fmt: skip
        if direction.outcome:
            return


def _prompt_tokens(usage: Mapping[str, Any]) -> dict[str, int]:
    """Prompt tokens sent and evaluated, as the server counts them, over all tries of a line."""
    sent = sum(one.get("input_tokens", 0) for one in usage.values())
    kept = sum((one.get("input_token_details") or {}).get("cache_read", 0) for one in usage.values())
    return {"prompt_tokens": sent, "evaluated": sent - kept}


def _stage_turns(turns: Sequence[Turn], ids: dict[int, frozenset[str]]) -> list[StageTurn]:
    return [
        StageTurn(speaker="customer", marks=turn.marks) if isinstance(turn, CustomerTurn)
        else StageTurn(speaker="agent", ids=ids[index])
        for index, turn in enumerate(turns)
    ]  # fmt: skip


def _spoken(*arguments: Any) -> SpokenLine:
    pieces = speak(*arguments)
    while True:
        try:
            next(pieces)
        except StopIteration as done:
            return done.value


def read_all(
    agents: Sequence[Scripted], model: Any, count: Callable[[str], int], level: Level, seed: int, out: Path
) -> None:
    content = Content(ROOT)
    prompts, critic, seconds = load_prompts(content), load_fast_critic(), []
    out.mkdir(parents=True, exist_ok=True)
    for agent in agents:
        cast = Cast(content.persona(agent.persona), level, "playwright" if model else "chat", prompts, 8192, count)
        if model is not None:
            model.invoke(warm_messages(cast), max_tokens=1)
        rows = list(converse(agent, cast, model, critic, seed))
        seconds += [row["seconds"] for row in rows if "seconds" in row]
        _print(agent, rows)
        read = {"agent": agent.name, "persona": agent.persona, "level": level, "seed": seed, "turns": rows}
        (out / f"{agent.name}.json").write_text(json.dumps(read, indent=1, ensure_ascii=False), encoding="utf-8")
    print(f"{len(seconds)} lines, median {statistics.median(seconds):.1f} s")


def _print(agent: Scripted, rows: Sequence[dict[str, Any]]) -> None:
    print(f"\n=== {agent.name}")
    for row in rows:
        if row["speaker"] == "agent":
            print(f"  AGENT   {row['text']}")
        else:
            note = f"{row.get('act', 'open')} {row.get('reveal') or row.get('remedy') or ''} {row['anger']}"
            made = f"{'AUTHORED ' if row.get('authored') else ''}{row.get('tries', '')}x {row.get('seconds', '')}s"
            extra = f"{made} {row.get('outcome') or ''}"
            print(f"  [{note} | {extra}]\n  >>>     {row['text']}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Hold conversations for reading.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--endpoint")
    parser.add_argument("--agents", type=Path, default=ROOT / "scripts/readings")
    parser.add_argument("--only", default="")
    parser.add_argument("--level", default="standard", choices=("easy", "standard", "hard"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--authored", action="store_true", help="no model: the persona's own lines")
    options = parser.parse_args()
    personas = [path.stem for path in Content(ROOT).persona_files()]
    agents = [agent for agent in scripted(options.agents, personas) if options.only in agent.name]
    if options.authored:
        read_all(agents, None, lambda text: len(text) // 4, options.level, options.seed, options.out)
        return
    with _endpoint(options.endpoint) as endpoint:
        binding = Binding(role="customer", provider="embedded", model="embedded")
        model = chat_model(binding, timeout_s=120, endpoint=endpoint)
        counter = TokenCounter(ROOT / ".poise")
        read_all(agents, model, lambda text: counter.count(text).n, options.level, options.seed, options.out)


@contextmanager
def _endpoint(given: str | None) -> Iterator[str]:
    """The address that was given, else that of a server started for as long as the reading takes."""
    if given is not None:
        yield given
        return
    manifest = load_manifest()
    cache = platformdirs.user_cache_path("poise", appauthor=False)
    with start_server(fetch_model(manifest, cache, default_mirrors(manifest))) as server:
        yield server.endpoint


if __name__ == "__main__":
    main()
