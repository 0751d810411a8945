"""Fifty learners at once: `python -m bench.learners [--minutes 5]`; with 0 minutes the second part alone.

Websocket clients without browsers speak Streamlit's own messages to the running app. The app has one processor of the machine
to itself; the clients and an OpenAI-compatible endpoint of fixed latency share another. Everybody reads a briefing, begins, and
replies every 20 to 40 s; afterwards everybody begins anew and all send the fifth reply at the same moment. Counted is the time
from the reply sent to the customer's whole line received, less the endpoint's fixed time for every request that the line took.
In the end every reply and every line is looked for in the store. No model judges. Exit code 1 where a limit is not held or
anything is missing.
"""

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.endpoint import endpoint
from bench.learner import Learner, Told
from bench.served_app import SETTLED_S, ServedApp, served
from bench.window import window
from poise.practice.events import LineEvent, ReplyEvent
from poise.practice.store import Store, open_store

LATENCY_S = 0.05
P95_LIMIT_S, TOGETHER_LIMIT_S = 0.250, 1.5
PAUSE_S = (20.0, 40.0)
EXCHANGE = 5


@dataclass(frozen=True)
class Load:
    """What came of a run: seconds of each answer less the endpoint's, apart for both parts, and the app's CPU seconds a reply."""

    paced: list[float]
    together: list[float]
    cpu_s: float
    lost: list[str]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure how long fifty learners wait for the customer's line.")
    parser.add_argument("--learners", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=5.0)
    options = parser.parse_args(arguments)
    processors = sorted(os.sched_getaffinity(0))
    if len(processors) < 2:
        print("one processor only: not measured (the clients need one of their own)")
        return 1
    found = _measure(options.learners, options.minutes, *processors[:2])
    held = _print(found)
    print(f"machine: {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the end")
    return 0 if held else 1


def _measure(learners: int, minutes: float, ours: int, theirs: int) -> Load:
    before = os.sched_getaffinity(0)
    with (
        tempfile.TemporaryDirectory() as folder,
        endpoint(LATENCY_S, ours) as url,
        served(Path(folder), theirs, OPENAI_BASE_URL=url, POISE_TURN_LIMIT="100") as app,
    ):
        os.sched_setaffinity(0, {ours})
        try:
            time.sleep(SETTLED_S)
            return asyncio.run(_run(app, Path(folder), learners, minutes))
        finally:
            os.sched_setaffinity(0, before)


async def _run(app: ServedApp, folder: Path, count: int, minutes: float) -> Load:
    async with AsyncExitStack() as stack:
        # The process's first turn of all loads what later ones find loaded.
        first = Learner(0, await stack.enter_async_context(window(app.port)))
        await first.bring_to(1)
        learners = [Learner(n, await stack.enter_async_context(window(app.port))) for n in range(1, count + 1)]
        if minutes:
            await _paced(learners, 60 * minutes)
        paced = [told for one in learners for told in one.told]
        cpu_s = await _together(app, learners)
    store = open_store(f"sqlite:///{folder / 'poise.db'}")
    try:
        lost = [fault for one in (first, *learners) for told in one.told for fault in _lost(store, told)]
        together = [_less_endpoint(store, one.told[-1])[-1] for one in learners]
        return Load([s for told in paced for s in _less_endpoint(store, told)], together, cpu_s, lost)
    finally:
        store.close()


async def _paced(learners: list[Learner], seconds: float) -> None:
    """Let everybody begin and reply, each at a pace of their own, drawn with a fixed seed."""
    deadline = time.monotonic() + seconds
    await asyncio.gather(*(_alone(one, random.Random(one.number), deadline) for one in learners))


async def _alone(learner: Learner, pace: random.Random, deadline: float) -> None:
    await asyncio.sleep(pace.uniform(0, PAUSE_S[0]))
    await learner.begin()
    while time.monotonic() + (pause := pace.uniform(*PAUSE_S)) < deadline:
        await asyncio.sleep(pause)
        await learner.say()


async def _together(app: ServedApp, learners: list[Learner]) -> float:
    """Bring everybody to the same exchange and let all reply at once; return the app's CPU seconds a reply."""
    for one in learners:
        await one.bring_to(EXCHANGE - 1)
    before = app.cpu_s()
    await asyncio.gather(*(one.say() for one in learners))
    return (app.cpu_s() - before) / len(learners)


def _less_endpoint(store: Store, told: Told) -> list[float]:
    """Return the seconds of each answer less the endpoint's fixed time for each of its requests."""
    lines = [record.event for record in store.events(told.session_id) if isinstance(record.event, LineEvent)]
    return [seconds - LATENCY_S * line.tries for seconds, line in zip(told.seconds, lines, strict=True)]


def _lost(store: Store, told: Told) -> list[str]:
    """Return what of a conversation the store does not hold, or holds otherwise than the page showed it."""
    stored = [record.event for record in store.events(told.session_id)]
    said = [event.text for event in stored if isinstance(event, ReplyEvent)]
    heard = [event.line.text for event in stored if isinstance(event, LineEvent)]
    faults = [f"replies of {told.session_id}: {len(told.said)} sent, {len(said)} stored"] if said != told.said else []
    return faults + ([f"lines of {told.session_id} differ"] if heard != told.heard else [])


def _print(found: Load) -> bool:
    p95 = _print_paced(found.paced) if found.paced else 0.0
    last = max(found.together)
    print(
        f"all {len(found.together)} at once at exchange {EXCHANGE}: p50 {statistics.median(found.together):.2f} s, "
        f"last line {last:.2f} s, {1000 * found.cpu_s:.1f} ms CPU of the app a reply"
    )
    print(f"limit {TOGETHER_LIMIT_S:g} s to the last line: {_held(last <= TOGETHER_LIMIT_S)}")
    print(f"lost: {'; '.join(found.lost) or 'nothing'}")
    return p95 <= P95_LIMIT_S and last <= TOGETHER_LIMIT_S and not found.lost


def _print_paced(seconds: list[float]) -> float:
    p95 = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
    print(
        f"a reply each every {PAUSE_S[0]:g}-{PAUSE_S[1]:g} s, less the endpoint's time: "
        f"p50 {1000 * statistics.median(seconds):.0f} ms, p95 {1000 * p95:.0f} ms, n={len(seconds)}"
    )
    print(f"limit {1000 * P95_LIMIT_S:g} ms at p95: {_held(p95 <= P95_LIMIT_S)}")
    return p95


def _held(held: bool) -> str:
    return "held" if held else "NOT held"


if __name__ == "__main__":
    sys.exit(main())
