"""The same reply gives the same answer: against a committed file, in any order, on any thread, in any process."""

import json
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from evaluator.evidence import verify
from evaluator.fast import FastCritic
from evaluator.items import Item, output_line, read_items
from poise.conversation.ids import OBSERVED

FOLDER = Path(__file__).parents[1] / "data" / "observations"
REPLIES = FOLDER / "replies.jsonl"
SAME = 0.995


@pytest.fixture(scope="module")
def items() -> list[Item]:
    with REPLIES.open(encoding="utf-8") as lines:
        return list(read_items(lines, str(REPLIES)))


@pytest.fixture(scope="module", params=["fast", "rules"])
def critic(request: pytest.FixtureRequest) -> tuple[str, FastCritic]:
    return request.param, request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def lines(items: list[Item], critic: tuple[str, FastCritic]) -> list[str]:
    return [_line(critic[1], item) for item in items]


def test_500_committed_observations_are_decided_as_before(lines: list[str], critic: tuple[str, FastCritic]) -> None:
    before = (FOLDER / f"{critic[0]}.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(before) == len(lines) == 500
    differences = [
        f"{json.loads(old)['id']}: {id_}"
        for old, new in zip(before, lines, strict=True)
        for id_ in sorted(_decided(old) ^ _decided(new))
    ]
    assert len(differences) <= (1 - SAME) * 500 * len(OBSERVED), "\n".join(differences)


def test_order_and_threads_change_nothing(items: list[Item], lines: list[str], critic: tuple[str, FastCritic]) -> None:
    order = list(range(len(items)))
    random.Random(3).shuffle(order)
    with ThreadPoolExecutor(4) as pool:
        again = dict(zip(order, pool.map(lambda at: _line(critic[1], items[at]), order), strict=True))
    assert [again[at] for at in range(len(items))] == lines


def test_another_process_writes_the_same_bytes(
    lines: list[str], critic: tuple[str, FastCritic], tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    program = "from poise.cli.main import main; main()"
    command = [sys.executable, "-c", program, "observe", str(REPLIES), "--out", str(out), "--critic", critic[0]]
    subprocess.run(command, check=True, timeout=120)
    assert out.read_text(encoding="utf-8").splitlines() == lines


def _line(fast: FastCritic, item: Item) -> str:
    return output_line(item.id, verify(fast.observe(item.context, item.reply), item.reply, item.context))


def _decided(line: str) -> set[str]:
    value = json.loads(line)
    p = value["strategies"] | value["mistakes"]
    return {id_ for id_, found in p.items() if found is not None and found >= value["thresholds"][id_]}
