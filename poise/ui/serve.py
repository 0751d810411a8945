"""The app's process: `python -m poise.ui.serve [--end-with-stdin] APP [--server.port=PORT and other options of Streamlit]`.

Streamlit's own server; what the first page needs is made ready beside its start, while the browser still fetches the page. With
`--end-with-stdin` it ends in order when its standard input closes, as happens when the process that started it dies.
"""

import gc
import os
import signal
import sys
import threading

from poise.conversation.errors import PoiseError
from poise.ui.gate import Gate
from poise.ui.told_once import tell_settings_once

END_WITH_STDIN = "--end-with-stdin"
_HERE = "127.0.0.1"


def main(arguments: list[str]) -> None:
    """Serve the app until the process is ended."""
    if END_WITH_STDIN in arguments:
        arguments.remove(END_WITH_STDIN)
        threading.Thread(target=_end_with_stdin, name="end-with-stdin", daemon=True).start()
    # Nothing of what is imported now is ever freed; `poise.ui.shared` lets the collector work again after the first page.
    gc.disable()
    # Before the thread: two that import it at once have met in the middle of it.
    import streamlit  # noqa: F401, PLC0415 - as late as the rest

    threading.Thread(target=_make_ready, name="first-page", daemon=True).start()
    from starlette.middleware import Middleware  # noqa: PLC0415 - the thread imports beside it
    from streamlit.starlette import App  # noqa: PLC0415 - as above

    script, *options = arguments
    config = _config(options)
    tell_settings_once()
    # Streamlit looks for its settings and pages beside the script that it believes to have been started.
    sys.argv = [script]
    for number in (signal.SIGTERM, signal.SIGINT):
        # The server raises the signal once more when it has stopped: without this nothing would be closed in order.
        signal.signal(number, lambda *_: sys.exit(0))
    App(script, middleware=[Middleware(Gate, _secret)]).run(config=config)


def _config(options: list[str]) -> dict[str, object]:
    """Return Streamlit's options by name. Raises SettingsError where others could reach the address and nothing guards it."""
    given = dict(option.removeprefix("--").split("=", 1) for option in options)
    address = given.get("server.address", _HERE)
    if address != _HERE:
        from poise.practice.access import bound_address  # noqa: PLC0415 - only where it is no longer this machine
        from poise.practice.settings import load_settings  # noqa: PLC0415 - as above

        bound_address(load_settings(), address)
    found = {name: int(value) if value.isdigit() else value for name, value in given.items()}
    return {**found, "server.address": address}


def _secret() -> str | None:
    from poise.practice.settings import load_settings  # noqa: PLC0415 - when the first browser comes

    try:
        secret = load_settings().access_secret
    except PoiseError:
        # The page meets the same fault and shows nothing else.
        return None
    return None if secret is None else secret.get_secret_value()


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
    try:
        main(sys.argv[1:])
    except PoiseError as error:
        sys.exit(f"poise: {error}")
