"""`poise persona`: a trainer's own customers: begun, checked, brought in from other formats and handed on."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from poise.conversation.errors import ContentError

if TYPE_CHECKING:
    from poise.conversation.content import Content

app = typer.Typer(help="Customers of your own: begin, check, import and export them.", no_args_is_help=True)


@app.command("new")
def new(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Its name: small letters, digits, hyphens.")],
    source: Annotated[str, typer.Option("--from", metavar="ID", help="Begin with a copy of this customer.")] = "",
) -> None:
    """Begin a draft customer in your own folder, with comments that teach; never overwrites."""
    from poise.practice.drafts import new_draft

    file = new_draft(_content(), id_, source)
    typer.echo(f"{file}\nOpen it in a text editor, then: poise persona check {id_}")


@app.command("check")
def check(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH|ID]...", help="Files or ids; all published customers if none.")
    ] = None,
) -> None:
    """Check customers by rule: file, line, what is wrong and the fix. Exit code 1 for findings, 2 for an unusable file."""
    from poise.cli.persona_check import checked

    content = _content()
    files = list(_named(content, names)) if names else content.persona_files()
    raise typer.Exit(checked(content, files, drafts=bool(names)))


def _content() -> "Content":
    from poise.conversation.content import Content
    from poise.practice.settings import load_settings

    settings = load_settings()
    return Content(settings.content_dir, settings.overlay)


def _named(content: "Content", names: list[str]) -> Iterator[Path]:
    """Yield the file of each id, and each path as it is; the files of a folder."""
    known = {path.stem: path for path in content.persona_files()}
    for name in names:
        path = Path(name)
        if name in known:
            yield known[name]
        elif path.is_dir():
            yield from sorted(path.glob("*.yaml"))
        elif path.suffix or path.exists():
            yield path
        else:
            raise ContentError("personas", f"there is no persona {name!r}", f"Choose one of: {', '.join(known)}")
