"""`poise persona`: a trainer's own customers: begun, checked, brought in from other formats and handed on."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from poise.conversation.errors import ContentError

if TYPE_CHECKING:
    from poise.conversation.content import Content


class CardFormat(StrEnum):
    """Which version of character cards is written."""

    V2 = "v2"
    V3 = "v3"


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
    live: Annotated[
        bool, typer.Option("--live", help="Have the bound model play them, and measure the lines (minutes a customer).")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="With --live: where the results go, and are gone on from.")
    ] = None,
    stay: Annotated[bool, typer.Option("--stay", help="With --live: also keep them talking to exchange 12.")] = False,
    steering: Annotated[
        bool, typer.Option("--steering", help="With --live: try to steer them instead of talking to them.")
    ] = False,
) -> None:
    """Check customers by rule: file, line, what is wrong and the fix. Exit code 1 for findings, 2 for an unusable file."""
    if live:
        from poise.cli.persona_live import check_live, check_steering

        raise typer.Exit(check_steering(names or [], out) if steering else check_live(names or [], out, stay))
    if out is not None or stay or steering:
        raise typer.BadParameter("--out, --stay and --steering go with --live.")
    from poise.cli.persona_check import checked

    content = _content()
    files = list(_named(content, names)) if names else content.persona_files()
    raise typer.Exit(checked(content, files, drafts=bool(names)))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A character card, V2 or V3: JSON or PNG.")],
    id_: Annotated[str, typer.Option("--id", help="The draft's id; else made of the character's name.")] = "",
) -> None:
    """Make a draft customer of a character card; all of the card is kept, and its prompts are never sent to a model."""
    from poise.practice.cards import import_card

    done = import_card(_content(), file, id_)
    typer.echo(f"{done.file}")
    for name in done.cut:
        typer.echo(f"Of the card's {name} the draft holds the beginning; the whole stands in extensions.")
    typer.echo(f"See what it still lacks: poise persona check {done.persona.id}")


@app.command("export")
def export(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Which customer.")],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="A new file that ends in .json or .png.")],
    format_: Annotated[
        CardFormat | None, typer.Option("--format", help="As it came, else v2.", show_default=False)
    ] = None,
) -> None:
    """Write a customer as a character card, with everything that Poise knows of them in its extensions."""
    from poise.practice.cards import export_card

    export_card(_content(), id_, to, format_.value if format_ else None)
    typer.echo(f"{to}")


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
