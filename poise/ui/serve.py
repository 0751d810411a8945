"""The app's process: `python -m poise.ui.serve APP [streamlit's options]`.

Streamlit's own server; what the first page needs is made ready beside its start, while the browser still fetches the page.
"""

import sys
import threading

from poise.conversation.errors import PoiseError


def main(arguments: list[str]) -> None:
    """Serve the app until the process is ended."""
    threading.Thread(target=_make_ready, name="first-page", daemon=True).start()
    from streamlit.web.cli import main as streamlit  # noqa: PLC0415 - the thread imports it meanwhile

    streamlit(["run", *arguments], prog_name="poise")


def _make_ready() -> None:
    from poise.ui.shared import services, words  # noqa: PLC0415 - beside the server's start, not before it

    try:
        words()
        services()
    except PoiseError:
        # The page meets the same fault and shows it.
        return


if __name__ == "__main__":
    main(sys.argv[1:])
