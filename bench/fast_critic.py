"""The fast critic on one core, and its rules alone: `python -m bench.fast_critic`.

Replies a second over the committed observations' replies, seconds to load in a fresh process, its memory, and whether the last
replies of a conversation of 1,000 turns take longer than the first. Exit code 1 where the critic that
sessions use does not hold a limit.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evaluator.fast import FastCritic, load_fast_critic
from evaluator.items import Item, read_items
from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn

ROOT = Path(__file__).parents[1]
REPLIES = ROOT / "tests" / "data" / "observations" / "replies.jsonl"
RATE, LOAD_S, MEMORY_MB, FLAT = 300, 2.0, 400, 1.2
_LOAD = (
    "import time, resource; began = time.perf_counter(); from evaluator.fast import load_fast_critic; "
    "load_fast_critic(learned={}); "
    "print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
)


def main(_arguments: list[str] | None = None) -> int:
    with _one_core():
        return _measure()


@contextmanager
def _one_core() -> Iterator[None]:
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _measure() -> int:
    with REPLIES.open(encoding="utf-8") as lines:
        items = list(read_items(lines, str(REPLIES)))
    print(f"limits: {RATE} replies/s, {LOAD_S:g} s, {MEMORY_MB} MB, {FLAT} times")
    held = _critic("the fast critic, as in sessions", items, learned=True)
    _critic("its rules alone", items, learned=False)
    return 0 if held else 1


def _critic(name: str, items: list[Item], *, learned: bool) -> bool:
    load_s, memory = _load(learned)
    critic = load_fast_critic(learned=learned)
    rate, growth = _rate(critic, items), _growth(critic, items)
    held = rate >= RATE and load_s <= LOAD_S and memory <= MEMORY_MB and growth <= FLAT
    print(
        f"{name}: {rate:.0f} replies/s over {len(items)} (best of 3), loaded in {load_s:.2f} s, {memory:.0f} MB, "
        f"late replies of 1,000 turns {growth:.2f} times the early ones: {'held' if held else 'NOT held'}"
    )
    return held


def _load(learned: bool) -> tuple[float, float]:
    command = [sys.executable, "-c", _LOAD.format(learned)]
    runs = [
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split() for _ in range(3)
    ]
    return min(float(run[0]) for run in runs), max(float(run[1]) for run in runs)


def _rate(critic: FastCritic, items: list[Item]) -> float:
    best = 0.0
    for _ in range(3):
        began = time.perf_counter()
        for item in items:
            critic.observe(item.context, item.reply)
        best = max(best, len(items) / (time.perf_counter() - began))
    return best


def _growth(critic: FastCritic, items: list[Item]) -> float:
    turns: list[Turn] = []
    times: list[float] = []
    for at in range(500):
        item = items[at % len(items)]
        turns.append(CustomerTurn(text=item.context[-1].text))
        began = time.perf_counter()
        critic.observe(turns, item.reply)
        times.append(time.perf_counter() - began)
        turns.append(AgentTurn(text=item.reply))
    return statistics.median(times[450:500]) / statistics.median(times[50:100])


if __name__ == "__main__":
    sys.exit(main())
