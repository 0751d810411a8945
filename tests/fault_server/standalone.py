"""The server as a process of its own, for benchmarks: `python -m tests.fault_server.standalone --latency 0.05`.

Prints its base URL on one line and ends when its standard input closes.
"""

import argparse
import sys

from tests.fault_server.behaviours import say
from tests.fault_server.server import FaultServer


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before every answer")
    parser.add_argument("--text", default="I ordered it rare, and this is not rare.", help="what it answers")
    options = parser.parse_args()
    with FaultServer(latency_s=options.latency) as server:
        server.always(say(options.text))
        sys.stdout.write(server.url + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
