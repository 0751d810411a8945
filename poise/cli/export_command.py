"""`poise export`: an ended session as a file, or its statements sent to the learning record store."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from poise.cli.written_file import write_file

if TYPE_CHECKING:
    from poise.practice.services import Services


class ExportFormat(StrEnum):
    """The form of the file."""

    PDF = "pdf"
    HTML = "html"
    MD = "md"
    JSON = "json"
    XAPI = "xapi"


def export(
    session: Annotated[
        str, typer.Argument(metavar="[SESSION]", help="The session's id; it ends the page's address.")
    ] = "",
    form: Annotated[
        ExportFormat, typer.Option("--format", help="json is the transcript, which `poise eval` judges.")
    ] = ExportFormat.PDF,
    out: Annotated[Path | None, typer.Option(help="The file to write, - for the terminal.")] = None,
    send: Annotated[
        bool, typer.Option("--send", help="Send xAPI statements to the record store: the session's, or all that wait.")
    ] = False,
) -> None:
    """Write an ended session to a file, or send its xAPI statements. Exit code 1 where statements were not taken."""
    from poise.conversation.texts import ENGLISH
    from poise.practice.languages import in_language
    from poise.practice.services import build_services
    from poise.practice.settings import load_settings

    if send and (out is not None or form not in (ExportFormat.XAPI, ExportFormat.PDF)):
        raise typer.BadParameter("statements go to the record store or to a file, not to both", param_hint="--send")
    if not session and not send:
        raise typer.BadParameter("name a session", param_hint="SESSION")
    settings = load_settings()
    services = in_language(build_services(settings), settings.language or ENGLISH)
    try:
        if send:
            _send(services, session)
        else:
            _write(services, session, form, out)
    finally:
        services.close()


def _write(services: "Services", session: str, form: ExportFormat, out: Path | None) -> None:
    from poise.practice.exports import export as make

    made = make(services, session, form.value)
    if str(out) == "-":
        sys.stdout.buffer.write(made.body)
        return
    write_file(out or Path(made.name), made.body)


def _send(services: "Services", session: str) -> None:
    from poise.conversation.errors import SettingsError
    from poise.practice.delivery import deliver, deliver_waiting

    if services.settings.record_store is None:
        raise SettingsError("No record store is set. Set POISE_XAPI_URL, or write a file: --format xapi --out FILE")
    if session:
        found = deliver(services, session)
        taken, left, problem = int(found.taken), int(not found.taken), found.problem
    else:
        taken, left, problem = deliver_waiting(services)
    typer.echo(f"sent: {taken}, waiting: {left}")
    if left:
        sys.stderr.write(f"poise: {problem}\n")
        raise typer.Exit(1)
