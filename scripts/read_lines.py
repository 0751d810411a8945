"""Lays the customers' lines before readers, and joins what two of them found.

    python scripts/read_lines.py sheets FOLDER --reader NAME [--results docs/lines] [--only ID]
    python scripts/read_lines.py join FOLDER FOLDER [--results docs/lines] [--out READINGS.jsonl]

`sheets` writes one YAML file a customer into the folder; `docs/lines/README.md` says how a reader fills it in. `join` takes two
folders of filled sheets, prints the counts as a table for `docs/personas.md`, and writes every line with both verdicts.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from poise.conversation.content import Content
from poise.conversation.errors import ContentError, PoiseError
from poise.practice.lines.figures import shown_share
from poise.practice.lines.readings import Reading, joined, verdict
from poise.practice.lines.result import Result, load_result
from poise.practice.lines.sheets import read_sheet, sheet_of, write_sheet

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description="Sheets for readers, and what they found.")
    commands = parser.add_subparsers(required=True)
    making = commands.add_parser("sheets")
    making.add_argument("folder", type=Path)
    making.add_argument("--reader", default="")
    making.add_argument("--only", default="")
    making.set_defaults(run=_make)
    joining = commands.add_parser("join")
    joining.add_argument("folders", type=Path, nargs=2)
    joining.add_argument("--out", type=Path)
    joining.set_defaults(run=_join)
    for command in (making, joining):
        command.add_argument("--results", type=Path, default=ROOT / "docs/lines")
    options = parser.parse_args()
    try:
        options.run(options)
    except PoiseError as error:
        sys.exit(f"read_lines: {error}")


def _make(options: argparse.Namespace) -> None:
    content = Content(ROOT)
    for result in _results(options.results):
        if options.only in result.persona:
            path = options.folder / f"{result.persona}.yaml"
            write_sheet(path, sheet_of(result, content.persona(result.persona), options.reader))
            print(path)


def _join(options: argparse.Namespace) -> None:
    readings, readers = [], set()
    for result in _results(options.results):
        paths = [folder / f"{result.persona}.yaml" for folder in options.folders]
        if any(path.exists() for path in paths):
            sheets = [read_sheet(path) for path in paths]
            readings += joined(result, *sheets)
            readers.add(" and ".join(str(sheet.reader) for sheet in sheets))
    if not readings:
        raise ContentError(options.folders[0], "holds no sheet of a persona that has a result", "Make sheets first")
    print(f"Read by {'; '.join(sorted(readers))}.\n")
    print("\n".join(_table(readings)))
    if options.out:
        options.out.write_text("".join(f"{line}\n" for line in map(_published, readings)), encoding="utf-8")


def _table(readings: Sequence[Reading]) -> Iterator[str]:
    model, authored = ([one for one in readings if one.authored is wanted] for wanted in (False, True))
    yield "| lines | fit for both readers | for the first | for the second | role broken for either | agreed on the fit | κ |"
    yield "|---|---|---|---|---|---|---|"
    for name, lines in (("the model's", model), ("authored", authored)):
        found = verdict(lines)
        shares = (found.both, found.first, found.second, found.role_breaks, found.agreed)
        kappa = found.agreement.kappa
        cells = [name, *map(shown_share, shares), "-" if kappa is None else f"{kappa:.2f}"]
        yield f"| {' | '.join(cells)} |"


def _published(one: Reading) -> str:
    verdicts = [
        {"fits": item.fits, "why": item.why or "", "role_break": item.role_break} for item in (one.first, one.second)
    ]
    place = {
        "persona": one.persona,
        "talk": one.talk,
        "exchange": one.exchange,
        "act": one.act,
        "authored": one.authored,
    }
    return json.dumps({**place, "agent": one.agent, "line": one.line, "readers": verdicts}, ensure_ascii=False)


def _results(folder: Path) -> Iterator[Result]:
    for path in sorted(folder.glob("*.json")):
        if (result := load_result(path)) is not None:
            yield result


if __name__ == "__main__":
    main()
