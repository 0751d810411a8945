"""What a turn costs beside the model: `python bench/turn_cost.py [--repeats 60]`.

Runs `practice` itself on a real SQLite file: one reply from the call to the stored line (stored, observed, heard, felt, directed,
spoken, guarded, stored), at exchange 1 and at exchange 40. The customer's model is LangChain's list of ready answers, so that its
time is next to nothing and the guard has sentences to read. Judging all replies for the view, and viewing again, have rows
of their own. Exit code 1 where p95 is above the limit.
"""

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path

from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from bench.history import LINES, PERSONA, REPLIES, copy, talk
from evaluator.critique import critiques
from poise.practice.pool import Pool
from poise.practice.services import Services, build_services
from poise.practice.session import start, view
from poise.practice.settings import load_settings
from poise.practice.turn import reply

LIMIT_MS = 25.0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure what a turn costs beside the model.")
    parser.add_argument("--repeats", type=int, default=60)
    repeats = parser.parse_args(arguments).repeats
    with tempfile.TemporaryDirectory() as folder:
        services = _services(Path(folder))
        _measure(lambda: start(services, PERSONA, "easy").id, services, 5)
        # As the app does once its imports are done (poise/ui/shared.py): collections then pass over what stays anyway.
        gc.collect()
        gc.freeze()
        worst = 0.0
        for exchange in (1, 40):
            prefix = talk(services, exchange - 1)
            found = _measure(partial(copy, services, prefix), services, repeats)
            worst = max(worst, _print(exchange, found))
        services.close()
    print(f"limit {LIMIT_MS:g} ms at p95: {'held' if worst <= LIMIT_MS else 'NOT held'}")
    return 0 if worst <= LIMIT_MS else 1


def _services(folder: Path) -> Services:
    environ = {"POISE_DATA_DIR": str(folder), "POISE_TURN_LIMIT": "100", "POISE_ACTOR_FORM": "chat"}
    model = GenericFakeChatModel(messages=(AIMessage(line) for line in cycle(LINES)))
    services = build_services(load_settings(environ, folder), customer_model=lambda: model, pool=Pool(1))
    services.tokens.count("The table of tokens is loaded once, while the briefing is read.")
    return services


def _measure(begin: Callable[[], str], services: Services, repeats: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {"turn, wall": [], "turn, CPU": [], "judging": [], "view again": []}
    for number in range(repeats):
        session_id = begin()
        shown = len(view(services, session_id).transcript.turns)
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in reply(services, session_id, REPLIES[number % len(REPLIES)], shown):
            pass
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        judging = _seconds(partial(critiques, view(services, session_id).transcript, services.rubric))
        found["turn, wall"].append(1000 * wall)
        found["turn, CPU"].append(1000 * cpu)
        found["judging"].append(1000 * judging)
        found["view again"].append(1000 * _seconds(partial(view, services, session_id)))
    return found


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _print(exchange: int, found: dict[str, list[float]]) -> float:
    for name, values in found.items():
        p50, p95 = statistics.median(values), statistics.quantiles(values, n=20)[-1]
        print(f"exchange {exchange:>2}, {name:<10}: p50 {p50:5.1f} ms, p95 {p95:5.1f} ms, n={len(values)}")
    return statistics.quantiles(found["turn, wall"], n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
