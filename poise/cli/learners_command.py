"""`poise learners`: the profiles on this machine: who there is, taken away, erased, linked to another browser, made a trainer."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from poise.cli.written_file import write_file

if TYPE_CHECKING:
    from poise.practice.services import Services

app = typer.Typer(help="Profiles of learners: list, export, erase, link, role.", no_args_is_help=True)

_Id = Annotated[str, typer.Argument(metavar="ID", help="The profile's id, as `poise learners list` prints it.")]


class Role(StrEnum):
    """What a profile may see."""

    LEARNER = "learner"
    TRAINER = "trainer"


@app.command("list")
def list_() -> None:
    """Print every profile: id, role, number of sessions, name."""
    from poise.practice.learners import all_learners

    with _services() as services:
        for one in all_learners(services.store.engine):
            count = len(services.store.sessions(one.id))
            typer.echo(f"{one.id:32}  {one.role:7}  {count:4} sessions  {_plain(one.name)}")


@app.command("export")
def export_(
    learner: _Id,
    out: Annotated[Path | None, typer.Option(help="The file to write; one in this folder where not given.")] = None,
) -> None:
    """Write everything that is kept of a learner into one ZIP file."""
    from poise.practice.learner_file import learner_file

    with _services() as services:
        made = learner_file(services, _known(services, learner))
    write_file(out or Path(made.name), made.body)


@app.command()
def erase(
    learner: _Id,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask. It cannot be brought back.")] = False,
) -> None:
    """Erase a learner with every session, note and answer of theirs."""
    from poise.practice.erasing import erase as erase_now

    with _services() as services:
        _known(services, learner)
        count = len(services.store.sessions(learner))
        if not yes and not typer.confirm(f"Erase {learner} with {count} sessions for good?"):
            typer.echo("Nothing was erased.")
            raise typer.Exit(1)
        erase_now(services, learner)
    typer.echo(f"erased: {learner}")


@app.command()
def link(learner: _Id) -> None:
    """Print what to add to the app's address to use a profile in another browser. It works once."""
    from poise.practice.learners import make_link

    with _services() as services:
        secret = make_link(services.store.engine, _known(services, learner))
    typer.echo(f"/?me={secret}")


@app.command()
def role(learner: _Id, new: Annotated[Role, typer.Argument(metavar="learner|trainer")]) -> None:
    """Make a profile a trainer's, who reads what learners shared and answers it; or a learner's again."""
    from poise.practice.learners import set_role

    with _services() as services:
        changed = set_role(services.store.engine, _known(services, learner), new.value)
    typer.echo(f"{changed.id}  {changed.role}")


@contextmanager
def _services() -> "Iterator[Services]":
    from poise.practice.services import build_services
    from poise.practice.settings import load_settings

    built = build_services(load_settings())
    try:
        yield built
    finally:
        built.close()


def _known(services: "Services", learner: str) -> str:
    from poise.practice.learners import all_learners

    if learner not in {one.id for one in all_learners(services.store.engine)}:
        sys.stderr.write(f"poise: there is no learner {_plain(learner)!r}. poise learners list prints them\n")
        raise typer.Exit(2)
    return learner


def _plain(text: str) -> str:
    """Return somebody's words on one line, without signs that would steer a terminal."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
