"""`poise run`: the app in the browser, on this machine only."""

import subprocess
import sys
from pathlib import Path
from socket import AF_INET, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket
from typing import Annotated

import typer

from poise.conversation.errors import SettingsError
from poise.practice.settings import Settings, load_settings

HOST = "127.0.0.1"
FIRST_PORT, LAST_PORT = 8501, 8599


def run(
    port: Annotated[int | None, typer.Option(help="The port; the next free one from 8501 where not given.")] = None,
) -> None:
    """Open the app on 127.0.0.1 and print its address. Ctrl-C ends it and everything that it started."""
    settings = load_settings()
    _fetch_voice(settings)
    chosen = _port(port)
    typer.echo(f"Poise is at http://{HOST}:{chosen}  (Ctrl-C ends it)")
    app = settings.content_dir / "app.py"
    raise typer.Exit(_serve(app, chosen))


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


def _port(asked: int | None) -> int:
    if asked is not None:
        if not _is_free(asked):
            raise SettingsError(f"Port {asked} is taken. Choose another with --port, or leave it out")
        return asked
    found = next((port for port in range(FIRST_PORT, LAST_PORT + 1) if _is_free(port)), None)
    if found is None:
        raise SettingsError(f"No port from {FIRST_PORT} to {LAST_PORT} is free. Name one with --port")
    return found


def _is_free(port: int) -> bool:
    with socket(AF_INET, SOCK_STREAM) as probe:
        probe.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _serve(app: Path, port: int) -> int:
    command = [sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}", f"--server.address={HOST}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            return server.wait()
        except KeyboardInterrupt:
            server.terminate()
            server.wait()
            typer.echo("Poise has ended. Your conversations are kept.")
            return 0
