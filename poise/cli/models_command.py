"""`poise models`: which model can be had without a server, and getting it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from poise.llm.embedded.manifest import Manifest
    from poise.llm.embedded.mirrors import Mirror

app = typer.Typer(help="The embedded language model: is it here, and get it.", no_args_is_help=True)


@app.command("list")
def list_() -> None:
    """Say which embedded model there is, whether it is here, where, and how large it is."""
    from rich.console import Console

    from poise.llm.embedded.manifest import load_manifest
    from poise.practice.settings import load_settings

    show(load_manifest(), load_settings().cache_dir, Console())


@app.command("pull")
def pull() -> None:
    """Get the embedded model, once, with a progress bar; goes on where an earlier try stopped."""
    from rich.console import Console

    from poise.llm.embedded.manifest import load_manifest
    from poise.llm.embedded.mirrors import default_mirrors
    from poise.practice.settings import load_settings

    manifest = load_manifest()
    fetch(manifest, load_settings().cache_dir, default_mirrors(manifest), Console())


def show(manifest: "Manifest", cache_dir: Path, console: "Console") -> None:
    """Print the embedded model's state in this cache folder."""
    from rich.table import Table

    from poise.llm.embedded.fetch import find_model

    path = manifest.path_in(cache_dir)
    table = Table.grid(padding=(0, 2))
    table.add_row("model", f"{manifest.label} (embedded)")
    table.add_row("file", manifest.file)
    table.add_row("size", f"{manifest.size / 1e6:,.0f} MB")
    table.add_row("licence", manifest.licence)
    table.add_row("state", _state(path, verified=find_model(manifest, cache_dir) is not None))
    table.add_row("path", str(path))
    console.print(table, soft_wrap=True)


def fetch(manifest: "Manifest", cache_dir: Path, mirrors: "Sequence[Mirror]", console: "Console") -> Path:
    """Get the model's file with a progress bar (size, speed, time left) and return its path. Raises ModelMissing."""
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    from poise.llm.embedded.fetch import Progress, fetch_model, find_model

    if found := find_model(manifest, cache_dir):
        console.print(f"{manifest.label} is here: {found}", soft_wrap=True)
        return found
    columns = (
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[source]}"),
    )
    with Bar(TextColumn(manifest.label), *columns, console=console) as bar:
        tasks = {"": bar.add_task("", total=manifest.size, source="")}

        def report(progress: Progress) -> None:
            # What was here before is no speed: the bar begins to measure at the first report of each source.
            if progress.source not in tasks:
                bar.remove_task(tasks.popitem()[1])
                tasks[progress.source] = bar.add_task(
                    "", total=progress.total, completed=progress.done, source=progress.source
                )
            bar.update(tasks[progress.source], completed=progress.done)

        path = fetch_model(manifest, cache_dir, mirrors, report)
    console.print(f"{manifest.label} is here: {path}", soft_wrap=True)
    return path


def _state(path: Path, verified: bool) -> str:
    if verified:
        return "here, verified by its SHA-256"
    if path.exists():
        return "a wrong file is in its place; `poise models pull` replaces it"
    part = path.with_name(path.name + ".part")
    if part.exists():
        return f"{part.stat().st_size / 1e6:,.0f} MB are here; `poise models pull` goes on"
    return "not here; `poise models pull` gets it"
