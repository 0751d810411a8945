"""How long the embedded model takes for a line, and how much of each prompt it evaluates anew: `python -m bench embedded`.

Plays one conversation a persona through `practice` as the app does: 15 s of briefing before the first reply, 10 s of typing
before each of the others. Reported apart: the first turn, and the exchange after a cut of the script. Needs the embedded
model in the cache.
"""

import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.outputs import LLMResult

from poise.practice.services import Services, build_services
from poise.practice.session import start, view
from poise.practice.settings import load_settings
from poise.practice.turn import Said, reply
from poise.practice.warm import warm

PERSONAS = ("irate-diner", "cake-buyer")
AGENTS = Path(__file__).parents[1] / "tests/data/agents"
BRIEFING_S, TYPING_S = 15.0, 10.0
LINE_LIMIT_S, GROWTH_LIMIT = 4.0, 1.2


class Timings(BaseCallbackHandler):
    """Keeps what llama.cpp says of each request: tokens found in its cache, tokens evaluated."""

    def __init__(self) -> None:
        self.requests: list[tuple[int, int]] = []

    def on_llm_end(self, response: LLMResult, **_: Any) -> None:
        told = (response.generations[0][0].generation_info or {}).get("timings")
        if told:
            self.requests.append((int(told["cache_n"]), int(told["prompt_n"])))


@dataclass
class Found:
    """Seconds a line, by turn; tokens evaluated and prompt growth of the requests after a conversation's first."""

    first: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)
    evaluated: int = 0
    growth: int = 0
    cuts: int = 0
    authored: int = 0


def main(_: list[str] | None = None) -> int:
    found = Found()
    for persona in PERSONAS:
        # Without the machine's own settings: the embedded model is what is measured here.
        with tempfile.TemporaryDirectory() as folder:
            services = build_services(load_settings({"POISE_DATA_DIR": folder}, Path(folder)))
            try:
                _play(services, persona, found)
            finally:
                services.close()
    return _print(found)


def _play(services: Services, persona: str, found: Found) -> None:
    timings = Timings()
    warm(services, persona, "standard")
    time.sleep(BRIEFING_S)
    services.customer_model().callbacks = [timings]  # type: ignore[union-attr] - the embedded model is bound here
    session = start(services, persona, "standard")
    for number, text in enumerate((AGENTS / f"{persona}-neutral.txt").read_text().splitlines()):
        if view(services, session.id).outcome is not None:
            break
        time.sleep(TYPING_S if number else 0)
        seconds, authored = _exchange(services, session.id, text)
        (found.later if number else found.first).append(seconds)
        found.authored += authored
    _add_growth(timings.requests, found)


def _exchange(services: Services, session_id: str, text: str) -> tuple[float, bool]:
    shown = len(view(services, session_id).transcript.turns)
    began = time.perf_counter()
    said = [event for event in reply(services, session_id, text, shown) if isinstance(event, Said)]
    return time.perf_counter() - began, said[0].turn.authored


def _add_growth(requests: list[tuple[int, int]], found: Found) -> None:
    lengths = [cached + evaluated for cached, evaluated in requests]
    for before, now, (_, evaluated) in zip(lengths, lengths[1:], requests[1:], strict=False):
        if now < before * 0.8:
            found.cuts += 1
            continue
        found.evaluated += evaluated
        found.growth += max(now - before, 0)


def _print(found: Found) -> int:
    median, ratio = statistics.median(found.later), found.evaluated / max(found.growth, 1)
    spread = f"{min(found.later):.1f} to {max(found.later):.1f}"
    print(f"first turn, after {BRIEFING_S:g} s of briefing: {', '.join(f'{s:.1f} s' for s in found.first)}")
    print(f"later turns: median {median:.1f} s ({spread}), n={len(found.later)}; limit {LINE_LIMIT_S:g} s")
    print(
        f"prompt tokens evaluated / prompt growth: {found.evaluated} / {found.growth} = {ratio:.2f}; limit {GROWTH_LIMIT}"
    )
    print(f"cuts of the script: {found.cuts}; authored lines: {found.authored}")
    return 0 if median <= LINE_LIMIT_S and ratio <= GROWTH_LIMIT else 1


if __name__ == "__main__":
    raise SystemExit(main())
