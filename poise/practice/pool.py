"""The worker pool: what runs beside a turn (the LLM critic, warming up). Its threads never hold up the end of the process."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any

from poise.conversation.errors import PoiseError

log = logging.getLogger(__name__)
_Work = tuple[Callable[[], None], "Future[None]"]


class Pool:
    """At most `size` daemon threads, started as work arrives.

    The standard library's pool joins its threads when the process ends, so one silent server would hold up a Ctrl-C for
    minutes; what is lost here is a critique that nobody waits for and that can be asked for again.
    """

    def __init__(self, size: int = 8) -> None:
        self._size = size
        self._queue: SimpleQueue[_Work | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._open: set[Future[None]] = set()
        self._closed = False
        self._lock = threading.Lock()

    def submit(self, work: Callable[..., None], *arguments: Any) -> "Future[None]":
        """Run `work(*arguments)` soon. An error is logged and stands in the future; after `close` nothing runs."""
        future: Future[None] = Future()
        with self._lock:
            if self._closed:
                future.cancel()
                return future
            self._open.add(future)
            if len(self._threads) < min(self._size, len(self._open)):
                thread = threading.Thread(target=self._work, name=f"poise-{len(self._threads) + 1}", daemon=True)
                self._threads.append(thread)
                thread.start()
        self._queue.put((lambda: work(*arguments), future))
        return future

    def close(self, wait_s: float = 2.0) -> None:
        """Take no more work; wait at most `wait_s` seconds for what runs."""
        with self._lock:
            self._closed = True
            threads = list(self._threads)
        for _ in threads:
            self._queue.put(None)
        deadline = time.monotonic() + wait_s
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _work(self) -> None:
        while (item := self._queue.get()) is not None:
            work, future = item
            try:
                work()
            except PoiseError as error:
                log.warning("%s", error)
                future.set_exception(error)
            except Exception as error:
                log.exception("work beside a turn failed")
                future.set_exception(error)
            else:
                future.set_result(None)
            with self._lock:
                self._open.discard(future)
