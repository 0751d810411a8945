"""`python -m tests.kills --kills 200 [--seed 1]`: kill workers on one store at random moments and look at what they left."""

import argparse
import tempfile
import time
from pathlib import Path

from tests.kills.killing import kill_workers


def main() -> None:
    """Kill, look, and print the figures; an AssertionError says what was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_workers(options.kills, options.seed, Path(folder))
    print(tally.told())  # noqa: T201 - a command that a person runs
    print(f"{time.monotonic() - began:.0f} s")  # noqa: T201 - as above


if __name__ == "__main__":
    main()
