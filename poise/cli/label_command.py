"""`poise label`: replies drawn for people to label, disputes put before a trainer, rulings turned into labels."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from poise.conversation.errors import ContentError

if TYPE_CHECKING:
    from evaluator.labelling import DrawnReply
    from poise.conversation.transcript import Transcript
    from poise.practice.store import Store

app = typer.Typer(no_args_is_help=True, help="Labels from people: draw replies, collect disputes, take in rulings.")

Found = TypeVar("Found")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


@app.command()
def sample(
    number: Annotated[int, typer.Argument(min=1, metavar="N", help="How many replies.")],
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="IN...", help="Conversations (JSON, JSONL, YAML) or folders of them.")
    ] = None,
    out_dir: Annotated[Path, typer.Option(help="The folder for the files, one for each labeller.")] = Path("labels"),
    seed: Annotated[int, typer.Option(help="The same seed draws the same replies.")] = 0,
    labellers: Annotated[str, typer.Option(help="Who labels, names separated by commas.")] = "a,b",
    sessions: Annotated[bool, typer.Option("--sessions", help="Draw from the sessions played here as well.")] = False,
) -> None:
    """Draw random replies into one blind file for each labeller: the same replies, each file in an order of its own."""
    from evaluator.labelling import blank_line, draw_replies, shuffled

    if not paths and not sessions:
        raise typer.BadParameter("give conversations, or --sessions for those played here", param_hint="IN...")
    files = _free_files(out_dir, _names(labellers))
    drawn = draw_replies(_conversations(paths or [], sessions), number, seed)
    for name, file in files.items():
        _write(file, (blank_line(one, name) for one in shuffled(drawn, seed, name)))
    _say_what_comes_next(list(files.values()), drawn)


@app.command()
def disputes(
    out: Annotated[Path, typer.Option(help="The file to write, one dispute a line.")],
) -> None:
    """Collect what learners disagreed with, for a trainer to rule on."""
    from poise.practice.disputes import disputes as disputes_of

    _refuse_existing(out)
    lines = [line.to_line() for line in _from_store(disputes_of)]
    _write(out, lines)
    typer.echo(f"written: {out}, {len(lines)} disputes")
    if lines:
        typer.echo(
            'On every line put "upheld" (the learner is right) or "rejected" (the critic is) in place of null after '
            '"ruling", and your name after "by".'
        )
        typer.echo(f"Then: poise label rulings {out} --out rulings.jsonl")


@app.command()
def rulings(
    ruled: Annotated[list[Path], typer.Argument(help="Files of disputes with rulings.")],
    out: Annotated[Path, typer.Option(help="The label file to write.")],
) -> None:
    """Turn a trainer's rulings into label lines of the stratum `ruling`, which `poise calibrate` reports apart."""
    from evaluator.rulings import label_lines, read_disputes

    _refuse_existing(out)
    lines = [line for path in ruled for line in read_disputes(path)]
    open_ = sum(line.ruling is None for line in lines)
    labels = label_lines(lines, ", ".join(map(str, ruled)))
    if not labels:
        raise ContentError(ruled[0], "holds no ruling", 'Write "upheld" or "rejected" after "ruling"', field="ruling")
    _write(out, (json.dumps(label, ensure_ascii=False) for label in labels))
    waits = f"; {open_} of them have no ruling yet" if open_ else ""
    typer.echo(f"written: {out}, {len(labels)} replies with rulings out of {len(lines)} disputes{waits}")
    typer.echo(f"Then: poise calibrate LABELS... {out}  (rulings are reported apart from the headline figures)")


def _conversations(paths: Iterable[Path], sessions: bool) -> "Iterator[Transcript]":
    from evaluator.items import stored_transcripts

    for path in paths:
        yield from stored_transcripts(path)
    if sessions:
        yield from _from_store(_played)


def _played(store: "Store") -> "Iterator[Transcript]":
    from poise.practice.replay import replay

    return (replay(id_, store.events(id_)).transcript for id_ in store.session_ids())


def _from_store(read: "Callable[[Store], Iterator[Found]]") -> "list[Found]":
    from poise.practice.settings import load_settings
    from poise.practice.store import open_store

    store = open_store(load_settings().database_url)
    try:
        return list(read(store))
    finally:
        store.close()


def _names(labellers: str) -> list[str]:
    names = [name.strip() for name in labellers.split(",") if name.strip()]
    if not names or len(set(map(str.lower, names))) < len(names):
        raise typer.BadParameter("name every labeller once, such as a,b", param_hint="--labellers")
    if wrong := [name for name in names if not _NAME.fullmatch(name)]:
        raise typer.BadParameter(f"{wrong}: a name becomes a file; use letters and digits", param_hint="--labellers")
    return names


def _free_files(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """Return each labeller's file. Raises ContentError where one is there already: it may hold somebody's work."""
    files = {name: folder / f"{name}.jsonl" for name in names}
    for file in files.values():
        _refuse_existing(file)
    return files


def _refuse_existing(file: Path) -> None:
    if file.exists():
        raise ContentError(file, "is there already and may hold somebody's work", "Name another, or move it away")


def _write(file: Path, lines: Iterable[str]) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise ContentError(file, f"cannot be written ({error.strerror})", "Check the path and its rights") from error


def _say_what_comes_next(files: "list[Path]", drawn: "list[DrawnReply]") -> None:
    talks = len({one.scenario for one in drawn})
    for file in files:
        typer.echo(f"written: {file}")
    typer.echo(f"{len(drawn)} replies from {talks} conversations, the same in every file, each file in its own order.")
    typer.echo("Give each labeller one file; they label alone and do not talk about it before both are done.")
    typer.echo(
        "In place of null: 1 where the reply shows the id, 0 where it does not; null stays where one cannot say. "
        "prompts/rubric/strategies.yaml says under `counts` what each id takes."
    )
    typer.echo(f"Then: poise calibrate {' '.join(map(str, files))}")
