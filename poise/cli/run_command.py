"""`poise run`: the app in the browser, on this machine only."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from errno import EADDRNOTAVAIL
from pathlib import Path
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, create_connection, gaierror, socket
from types import FrameType
from typing import Annotated

import typer

from poise.conversation.errors import SettingsError
from poise.practice.access import bound_address
from poise.practice.settings import Settings, load_settings

FIRST_PORT, LAST_PORT = 8501, 8599
ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
START_S, END_S = 60.0, 10.0
"""Seconds for the app to listen, and to end by itself before it is ended by force."""


def run(
    port: Annotated[int | None, typer.Option(help="The port; the next free one from 8501 where not given.")] = None,
    address: Annotated[
        str, typer.Option(help="Where to listen; 127.0.0.1 where not given. Any other needs POISE_ACCESS_SECRET.")
    ] = "",
) -> None:
    """Open the app on 127.0.0.1 and print its address. Ctrl-C ends it and everything that it started."""
    settings = load_settings()
    host = bound_address(settings, address)
    _fetch_voice(settings)
    raise typer.Exit(_serve(settings.content_dir / "app.py", host, _port(host, port)))


def _fetch_voice(settings: Settings) -> None:
    """Fetch the embedded model where it plays the customer and is not here yet, with a bar."""
    if settings.customer.capable or settings.model_path is not None:
        return
    from rich.console import Console

    from poise.cli.models_command import fetch
    from poise.llm.embedded.manifest import load_manifest
    from poise.llm.embedded.mirrors import default_mirrors

    manifest = load_manifest()
    fetch(manifest, settings.cache_dir, default_mirrors(manifest), Console())


def _port(host: str, asked: int | None) -> int:
    if asked is not None:
        if not _is_free(host, asked):
            raise SettingsError(f"Port {asked} is taken. Choose another with --port, or leave it out")
        return asked
    found = next((port for port in range(FIRST_PORT, LAST_PORT + 1) if _is_free(host, port)), None)
    if found is None:
        raise SettingsError(f"No port from {FIRST_PORT} to {LAST_PORT} is free. Name one with --port")
    return found


def _is_free(host: str, port: int) -> bool:
    with socket(AF_INET6 if ":" in host else AF_INET, SOCK_STREAM) as probe:
        probe.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except gaierror as error:
            raise SettingsError(f"{host} is no address of this machine. Check --address or POISE_ADDRESS") from error
        except OSError as error:
            if error.errno == EADDRNOTAVAIL:
                raise SettingsError(
                    f"{host} is no address of this machine. Check --address or POISE_ADDRESS"
                ) from error
            return False
    return True


def _serve(app: Path, host: str, port: int) -> int:
    """Run the app until it ends or is ended; return the exit code, 0 where somebody ended it."""
    command = [sys.executable, "-m", "poise.ui.serve", "--end-with-stdin", str(app)]
    command += [f"--server.port={port}", f"--server.address={host}"]
    _on_ending(signal.default_int_handler)
    # In a session of its own, so that Ctrl-C reaches the app once, through this process.
    # The pipe closes even where this process is killed.
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait_until_it_listens(server, host, port)
        shown = f"[{host}]" if ":" in host else host
        typer.echo(f"Poise is at http://{shown}:{port}  (Ctrl-C ends it)")
        return server.wait()
    except KeyboardInterrupt:
        _on_ending(signal.SIG_IGN)
        _end(server)
        typer.echo("Poise has ended. Your conversations are kept.")
        return 0
    finally:
        _end(server)


def _on_ending(handler: Callable[[int, FrameType | None], object] | signal.Handlers) -> None:
    """Have every signal that asks a program to end handled so; the default handler raises KeyboardInterrupt."""
    for number in ENDING:
        signal.signal(number, handler)


def _wait_until_it_listens(server: "subprocess.Popen[bytes]", host: str, port: int) -> None:
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    deadline = time.monotonic() + START_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            create_connection((near, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    if server.poll() is None:
        raise SettingsError(f"The app did not open port {port} in {START_S:.0f} s. Try again, or another --port")


def _end(server: "subprocess.Popen[bytes]") -> None:
    if server.poll() is not None:
        return
    server.terminate()
    try:
        server.wait(END_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
