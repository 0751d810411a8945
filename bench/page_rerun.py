"""What drawing the conversation's page again costs: `python -m bench rerun`.

The app runs in a process of its own; a client speaks Streamlit's messages over its websocket and asks for the page again, with 1
and with 40 exchanges behind it. Counted is the processor time of the app's whole process from one drawing to the next: script,
store, messages, socket. Exit code 1 where p95 at exchange 40 is above the limit.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.endpoint import endpoint
from bench.history import REPLIES, talk
from bench.served_app import SETTLED_S, ServedApp, served
from bench.window import Window, window
from poise.practice.services import build_services
from poise.practice.settings import load_settings

LIMIT_MS = 60.0
EXCHANGES = (1, 40)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure what the page's own rerun costs.")
    parser.add_argument("--repeats", type=int, default=60)
    repeats = parser.parse_args(arguments).repeats
    with tempfile.TemporaryDirectory() as folder:
        ids = _history(Path(folder))
        with (
            endpoint(0.0, min(os.sched_getaffinity(0))) as url,
            served(Path(folder), OPENAI_BASE_URL=url, POISE_TURN_LIMIT="100") as app,
        ):
            time.sleep(SETTLED_S)
            found = [asyncio.run(_measure(app, ids[exchanges], exchanges, repeats)) for exchanges in EXCHANGES]
    worst = 0.0
    for exchanges, (again, turn) in zip(EXCHANGES, found, strict=True):
        worst = _print(f"exchange {exchanges:>2}, drawn again", again)
        _print(f"exchange {exchanges + 1:>2}, with a turn", turn)
    print(f"machine: {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the end")
    print(
        f"limit {LIMIT_MS:g} ms CPU at p95 and exchange {EXCHANGES[-1]}: {'held' if worst <= LIMIT_MS else 'NOT held'}"
    )
    return 0 if worst <= LIMIT_MS else 1


def _history(folder: Path) -> dict[int, list[str]]:
    """Store conversations of each length: one to be drawn again, some to be answered in once each."""
    settings = load_settings({"POISE_DATA_DIR": str(folder), "POISE_TURN_LIMIT": "100"}, folder)
    services = build_services(settings, customer_model=lambda: None)
    try:
        return {exchanges: [talk(services, exchanges) for _ in range(6)] for exchanges in EXCHANGES}
    finally:
        services.close()


async def _measure(app: ServedApp, ids: list[str], exchanges: int, repeats: int) -> tuple[list[float], list[float]]:
    again, turn = [], []
    async with window(app.port) as page:
        await page.open("talk", f"session={ids[0]}")
        await page.again()
        past = sum(one.count('class="said"') for one in page.markup)
        assert past + len(page.texts) > 2 * exchanges, "the page does not show the conversation"
        for _ in range(repeats):
            before = app.cpu_s()
            await page.again()
            again.append(1000 * (app.cpu_s() - before))
    for session_id in ids[1:]:
        async with window(app.port) as page:
            await page.open("talk", f"session={session_id}")
            turn.append(await _turn(app, page))
    # The process's first turn of all loads what later ones find loaded.
    return again, turn[1:]


async def _turn(app: ServedApp, page: Window) -> float:
    before = app.cpu_s()
    await page.say(REPLIES[-1])
    return 1000 * (app.cpu_s() - before)


def _print(what: str, values: list[float]) -> float:
    p95 = statistics.quantiles(values, n=20, method="inclusive")[-1]
    print(f"{what}: p50 {statistics.median(values):5.1f} ms CPU, p95 {p95:5.1f} ms, n={len(values)}")
    return p95


if __name__ == "__main__":
    sys.exit(main())
