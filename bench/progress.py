"""What opening a learner with many sessions costs: `python bench/progress.py [--sessions 500]`.

Plays one conversation of ten exchanges and stores it that many times with its summary, as ended sessions are, on a real SQLite
file. Measured is what the progress page and the list of sessions need, with services that were just built, and both pages of the
running app, from asking for one over its websocket to the end of the drawing: the first time, and again. Summing one session up
has a row of its own. Exit code 1 where a first drawing or p95 is above the limit.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.history import PERSONA, REPLIES
from bench.served_app import SETTLED_S, ServedApp, served
from bench.window import window
from poise.practice.getting_on import getting_on
from poise.practice.services import Services, build_services
from poise.practice.session import end, load, start, view
from poise.practice.settings import load_settings
from poise.practice.summaries import summary
from poise.practice.turn import reply

LIMIT_S = 1.0
EXCHANGES, REPEATS = 10, 20
PAGES = ("progress", "sessions")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure what opening a learner with many sessions costs.")
    parser.add_argument("--sessions", type=int, default=500)
    sessions = parser.parse_args(arguments).sessions
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings({"POISE_DATA_DIR": folder, "POISE_TURN_LIMIT": "100"}, Path(folder))
        services = build_services(settings, customer_model=lambda: None)
        played = _play(services)
        one = [_seconds(lambda: _sum_up(services, played)) for _ in range(REPEATS)]
        for _ in range(sessions):
            _copy(services, played)
        services.close()
        opened = [_seconds(lambda: _open(settings, sessions)) for _ in range(REPEATS)]
        with served(Path(folder), POISE_CUSTOMER="embedded") as app:
            time.sleep(SETTLED_S)
            drawn = {page: asyncio.run(_draw(app, page, sessions + 1)) for page in PAGES}
    print(f"summing one session up: p50 {1000 * statistics.median(one):.1f} ms, n={REPEATS}")
    p95 = statistics.quantiles(opened, n=20)[-1]
    print(f"opening {sessions} sessions: p50 {statistics.median(opened):.3f} s, p95 {p95:.3f} s, n={REPEATS}")
    slowest = max(p95, *(_print(page, seconds) for page, seconds in drawn.items()))
    print(f"limit {LIMIT_S:g} s at p95: {'held' if slowest <= LIMIT_S else 'NOT held'}")
    return 0 if slowest <= LIMIT_S else 1


def _play(services: Services) -> str:
    session_id = start(services, PERSONA, "easy").id
    for number in range(EXCHANGES):
        now = view(services, session_id)
        if now.outcome is not None:
            break
        for _ in reply(services, session_id, REPLIES[number % len(REPLIES)], len(now.transcript.turns)):
            pass
    if view(services, session_id).outcome is None:
        end(services, session_id)
    return session_id


def _sum_up(services: Services, session_id: str) -> None:
    services.recall.forget(session_id)
    summary(services, load(services, session_id))


def _copy(services: Services, source: str) -> None:
    """Store the same session once more under another id, with its summary."""
    first, *rest = services.store.events(source)
    session_id, session = services.new_id(), load(services, source)
    services.store.create(session_id, first.event, first.at)  # type: ignore[arg-type] - the first is always a start
    for record in rest:
        services.store.append(session_id, record.event, record.at, expected=None)
    services.store.append(session_id, summary(services, session), session.last_at, expected=None)


def _open(settings: object, sessions: int) -> None:
    services = build_services(settings)  # type: ignore[arg-type] - the settings of main
    found = getting_on(services)
    listed = services.store.sessions("you")
    services.close()
    assert found.progress.sessions >= sessions
    assert len(listed) >= sessions


async def _draw(app: ServedApp, name: str, sessions: int) -> list[tuple[float, float]]:
    """Return the seconds of each drawing of a page, every one in a window of its own, and the app's CPU seconds for it."""
    found = []
    for _ in range(REPEATS):
        async with window(app.port) as page:
            began, cpu = time.perf_counter(), app.cpu_s()
            await page.open(name)
            found.append((time.perf_counter() - began, app.cpu_s() - cpu))
            assert any(str(sessions) in words for words in page.markup), (
                f"the page {name!r} does not know {sessions} sessions"
            )
    return found


def _print(page: str, found: list[tuple[float, float]]) -> float:
    """Print what a page took and return the seconds that the limit is held against."""
    (first, first_cpu), *later = found
    seconds, cpu = [one[0] for one in later], [one[1] for one in later]
    p95 = statistics.quantiles(seconds, n=20)[-1]
    print(
        f"page {page!r}: first {first:.3f} s ({1000 * first_cpu:.0f} ms CPU), again p50 {statistics.median(seconds):.3f} s "
        f"({1000 * statistics.median(cpu):.0f} ms CPU), p95 {p95:.3f} s, n={len(later)}"
    )
    return max(first, p95)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
