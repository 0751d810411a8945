"""The app's process: `python -m poise.ui.serve [--end-with-stdin] APP [streamlit's options]`.

Streamlit's own server; what the first page needs is made ready beside its start, while the browser still fetches the page. With
`--end-with-stdin` it ends in order when its standard input closes, as happens when the process that started it dies.
"""

import gc
import os
import signal
import sys
import threading

from poise.conversation.errors import PoiseError

END_WITH_STDIN = "--end-with-stdin"


def main(arguments: list[str]) -> None:
    """Serve the app until the process is ended."""
    if END_WITH_STDIN in arguments:
        arguments.remove(END_WITH_STDIN)
        threading.Thread(target=_end_with_stdin, name="end-with-stdin", daemon=True).start()
    # Nothing of what is imported now is ever freed; `poise.ui.shared` lets the collector work again after the first page.
    gc.disable()
    threading.Thread(target=_make_ready, name="first-page", daemon=True).start()
    from streamlit.web.cli import main as streamlit  # noqa: PLC0415 - the thread imports it meanwhile

    streamlit(["run", *arguments], prog_name="poise")


def _end_with_stdin() -> None:
    while os.read(0, 1024):
        continue
    os.kill(os.getpid(), signal.SIGTERM)


def _make_ready() -> None:
    from poise.ui.shared import first_page  # noqa: PLC0415 - beside the server's start, not before it

    try:
        first_page()
    except PoiseError:
        # The page meets the same fault and shows it.
        return


if __name__ == "__main__":
    main(sys.argv[1:])
