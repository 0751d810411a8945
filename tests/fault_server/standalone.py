"""The server as a process of its own, to be measured or killed: `python -m tests.fault_server.standalone --latency 0.05`.

With several texts it answers as far into them as the conversation is. Prints its base URL on one line and ends when its
standard input closes.
"""

import argparse
import sys
from typing import Any

from tests.fault_server.behaviours import Behaviour, say
from tests.fault_server.server import FaultServer

TEXT = "I ordered it rare, and this is not rare."


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before every answer")
    parser.add_argument("--gap", type=float, default=0.0, help="seconds between two words of a stream")
    parser.add_argument("--port", type=int, default=0, help="where it listens; any free port where not given")
    parser.add_argument("--text", action="append", help="what it answers; may be given several times")
    options = parser.parse_args()
    texts = options.text or [TEXT]

    def answer(body: dict[str, Any]) -> Behaviour:
        answered = sum(message["role"] == "assistant" for message in body["messages"])
        return say(texts[answered % len(texts)], gap_s=options.gap)

    with FaultServer(latency_s=options.latency, port=options.port) as server:
        server.always(answer)
        sys.stdout.write(server.url + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
