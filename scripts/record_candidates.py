"""Records the candidates that the bound model writes for three customers, so that CI can choose among them again without a model.

    python scripts/record_candidates.py [FOLDER] [--only ID]

Each customer talks to the neutral agent for at most seven exchanges. `ID.json` holds the conversation, `ID.jsonl` every answer of
the model, without what neither choice nor guard reads. The script's length is estimated, so that no token table matters.
A run that was cut short goes on from the answers that are there.
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from poise.conversation.agent_script import agent_path, load_agent_script
from poise.conversation.content import Content
from poise.llm.recordings import recording
from poise.llm.tokens import estimate
from poise.practice.lines.live import bound_model, empty_result, play_missing
from poise.practice.lines.plan import Plan, wanted_talks
from poise.practice.settings import load_settings
from poise.practice.simulation.company import company

ROOT = Path(__file__).resolve().parent.parent
PERSONAS = ("irate-diner", "billing-caller", "late-parcel")
PLAN = Plan(agents=("neutral",), exchanges=7)
NAME = "embedded"
WARMING = 1
"""Tokens of an answer that only had the prompt evaluated."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Record candidates for CI.")
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "tests/data/candidates")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    settings, content = load_settings(), Content(ROOT)
    options.folder.mkdir(parents=True, exist_ok=True)
    with company(settings, content, "model") as players:
        for id_ in PERSONAS:
            if options.only in id_:
                _record(options.folder, settings, content, players, id_)


def _record(folder: Path, settings: Any, content: Content, players: Any, id_: str) -> None:
    answers, persona = folder / f"{id_}.jsonl", content.persona(id_)
    model = recording(players.model(), answers, NAME)
    heard = replace(players, model=lambda: model, count_tokens=lambda text: estimate(text).n)
    empty = empty_result(settings, content, heard, persona, PLAN.level, bound_model(settings, heard.form), "neutral")
    wanted = wanted_talks(PLAN, id_, load_agent_script(agent_path(content, id_)))
    play_missing(folder / f"{id_}.json", empty, heard, persona, wanted, lambda talk: print(_told(id_, talk)))
    # What an earlier run wrote and this one did not ask for is stale; what it was cut short after is gone on from.
    kept = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    kept = [_slim(one) for one in kept if one["key"] in model.recordings.asked and not _warming(one)]
    answers.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in kept), encoding="utf-8")


def _warming(recorded: dict[str, Any]) -> bool:
    return recorded["request"]["parameters"].get("max_tokens") == WARMING


def _slim(recorded: dict[str, Any]) -> dict[str, Any]:
    """Return a recorded answer with the text, why it ended, its tokens' likelihood and their count."""
    generations = [
        {"message": _message(one["message"]), "info": _info(one["info"] or {})} for one in recorded["generations"]
    ]
    return {"key": recorded["key"], "request": recorded["request"], "generations": generations, "output": {}}


def _message(message: dict[str, Any]) -> dict[str, Any]:
    used = message["data"].get("usage_metadata") or {}
    counts = {name: used[name] for name in ("input_tokens", "output_tokens", "total_tokens") if name in used}
    return {"type": "ai", "data": {"content": message["data"]["content"], "usage_metadata": counts or None}}


def _info(info: dict[str, Any]) -> dict[str, Any]:
    told = (info.get("logprobs") or {}).get("content") or []
    likely = [{"token": one["token"], "logprob": round(one["logprob"], 4)} for one in told]
    return {"finish_reason": info.get("finish_reason"), "logprobs": {"content": likely}}


def _told(id_: str, talk: Any) -> str:
    said = "\n".join(f"  {one.seconds:5.1f} s  {one.tries}x  {one.act}: {one.line}" for one in talk.shown)
    return f"{id_}, ready after {talk.warm_seconds:.1f} s\n{said}"


if __name__ == "__main__":
    main()
