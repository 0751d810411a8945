"""An OpenAI-compatible endpoint of fixed latency, in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bench.served_app import ROOT, start_on

LINES = (
    "We've been here since half past seven. He has eaten a few chips, that's all.",
    "It's the same steak, you can see the cut from his knife. I'd like to know who sends that out twice.",
    "The young man said ten minutes as well, and that was half an hour ago.",
    "Everybody else at this table has finished. He sits there and watches them eat pudding.",
    "He asked for it well done, twice. How hard can that be in a steak house?",
    "I have not raised my voice all evening, and look where that got us.",
    "Look at this plate and tell me that you would put it in front of your own father.",
    "Nobody has come near us since. I had to get up and fetch you myself.",
    "I saved up for this dinner. It was meant to be a nice evening for him.",
    "And the wine came after the starters. Not one thing came when it should.",
    "It is pink right through to the middle. That is not a matter of opinion.",
    "My brother drove two hours to be here. What am I supposed to tell him?",
)


@contextmanager
def endpoint(latency_s: float, processor: int) -> Iterator[str]:
    """Run the endpoint on one processor; yields its base URL. Every answer begins `latency_s` after its request."""
    texts = [word for line in LINES for word in ("--text", line)]
    command = [sys.executable, "-m", "tests.fault_server.standalone", "--latency", str(latency_s), *texts]
    with start_on(processor, command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.communicate(timeout=20)
