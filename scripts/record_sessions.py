"""Plays the scripted agents through `practice` with customers who speak their authored lines, and writes the transcripts.

    python scripts/record_sessions.py tests/data/sessions/authored.jsonl

Kept are what was said, act, anger and the marks that the session stored; the critic's observations are left out.
"""

import json
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

from poise.conversation.ids import LEVELS, Level
from poise.practice.services import build_services
from poise.practice.session import start, view
from poise.practice.settings import load_settings
from poise.practice.turn import reply

AGENTS = Path(__file__).resolve().parent.parent / "tests" / "data" / "agents"
PERSONAS = ("irate-diner", "cake-buyer")
KEPT = {"speaker", "text", "act", "anger", "marks", "authored"}


def main(out: Path) -> None:
    seeds = count(1)
    talks = [
        _played(persona, level, kind, next(seeds))
        for persona in PERSONAS
        for level in LEVELS
        for kind in ("good", "neutral", "bad")
    ]
    out.write_text("".join(json.dumps(talk, ensure_ascii=False) + "\n" for talk in talks), encoding="utf-8")


def _played(persona: str, level: Level, kind: str, seed: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings({"POISE_DATA_DIR": folder}, Path(folder))
        services = build_services(settings, customer_model=lambda: None, new_seed=lambda: seed)
        try:
            session = start(services, persona, level).id
            for text in (AGENTS / f"{persona}-{kind}.txt").read_text(encoding="utf-8").splitlines():
                now = view(services, session)
                if now.outcome is None:
                    list(reply(services, session, text, len(now.transcript.turns)))
            found = view(services, session).transcript.to_json()
        finally:
            services.close()
    turns = [{key: value for key, value in turn.items() if key in KEPT} for turn in found["turns"]]
    return {**found, "id": f"{persona}-{level}-{kind}", "turns": turns}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
