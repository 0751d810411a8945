"""`poise calibrate`: a critic held against labels."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from poise.cli.observe_command import CriticChoice, observer
from poise.conversation.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evaluator.calibration.disagreements import Disagreement
    from evaluator.calibration.public_sets import Ranking
    from evaluator.calibration.ruled import Ruled
    from evaluator.calibration.section import Findings
    from evaluator.items import Item, LabelFile
    from poise.conversation.observation import Observations

    Look = Callable[[Item], Observations]

OWN = "own"


def calibrate(
    labels: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Label files, transcripts with labels, or folders. The same ids in two files: two labellers."
        ),
    ] = None,
    critic: Annotated[CriticChoice, typer.Option(help="Whose observations are compared.")] = CriticChoice.FAST,
    report: Annotated[Path | None, typer.Option(help="Write the figures into a section of this Markdown page.")] = None,
    section: Annotated[
        str, typer.Option(help="Which section of it: in-sample, rules, untouched, conversations, sessions or own.")
    ] = OWN,
    disagreements: Annotated[
        Path | None, typer.Option(help="Write every disagreement here, one a line (JSONL).")
    ] = None,
    repeats: Annotated[int, typer.Option(min=1, help="Observe so many times and count decisions that change.")] = 1,
    public: Annotated[
        list[Path] | None, typer.Option(help="A public human-labelled set of another kind (JSONL): AUC only.")
    ] = None,
) -> None:
    """Compare a critic with labels: the figures of every id with intervals, thresholds tried on other situations, baselines."""
    if not labels and not public:
        raise typer.BadParameter("give label files, or a public set with --public")
    from evaluator.calibration.section import label_section

    look = observer(critic)
    new: dict[str, str] = {}
    if labels:
        options = (f" --repeats {repeats}" if repeats > 1 else "") + (f" --section {section}" if section != OWN else "")
        found = _labelled(labels, look, critic, repeats, disagreements)
        new[section] = label_section(_command(labels, critic, options, report), found)
    if public:
        new["public"] = _public(public, look, critic, report)
    if report is not None:
        from evaluator.report import write_report

        write_report(report, new)
        typer.echo(f"written: {report}, {' and '.join(new)}")


def _labelled(
    paths: list[Path], look: "Look", critic: CriticChoice, repeats: int, disagreements: Path | None
) -> "Findings":
    from poise.cli.calibrate_screen import show_findings

    found = _findings(paths, look, critic, repeats)
    show_findings(found)
    if disagreements is not None:
        _write_disagreements(disagreements, found.disagreements)
    return found


def _findings(paths: list[Path], look: "Look", critic: CriticChoice, repeats: int) -> "Findings":
    from evaluator.calibration import calibrate as compare
    from evaluator.calibration.disagreements import disagreements
    from evaluator.calibration.keywords import load_keywords
    from evaluator.calibration.labellers import gather
    from evaluator.calibration.repeats import flips
    from evaluator.calibration.ruled import set_apart
    from evaluator.calibration.section import Findings
    from evaluator.calibration.stage_and_marks import marks_agreement, stage_agreement
    from evaluator.fast import load_fast_critic
    from evaluator.items import read_label_files, stored_transcripts
    from evaluator.provenance import accounts

    given = [file for path in paths for file in read_label_files(path)]
    files, rulings = set_apart(given)
    ruled = _ruled(rulings, look)
    fast = load_fast_critic(learned=critic is not CriticChoice.RULES)
    marks = marks_agreement((one for path in paths for one in stored_transcripts(path)), fast)
    if not files:
        if marks is None and ruled is None:
            raise ContentError(paths[0], "holds no labelled replies", "Give label lines, or transcripts with `labels`")
        return Findings(None, accounts(rulings), marks=marks, ruled=ruled)
    name = critic.value if critic is CriticChoice.LLM else fast.version
    replies = gather(files)
    first = [labels[0] for labels in replies]
    observed = [look(item) for item in first]
    return Findings(
        calibration=compare(replies, observed, load_keywords(), name), accounts=accounts(given), ruled=ruled,
        disagreements=disagreements(replies, observed), stage=stage_agreement(first, fast), marks=marks,
        flips=flips(first, observed, look, repeats) if repeats > 1 else None,
    )  # fmt: skip


def _ruled(rulings: "Sequence[LabelFile]", look: "Look") -> "Ruled | None":
    from evaluator.calibration.labellers import gather
    from evaluator.calibration.ruled import held_against

    replies = gather(rulings)
    return held_against(replies, [look(labels[0]) for labels in replies]) if replies else None


def _public(paths: list[Path], look: "Look", critic: CriticChoice, report: Path | None) -> str:
    from evaluator.calibration.public_sets import rankings, read_public
    from evaluator.calibration.section import public_section
    from evaluator.provenance import account_of
    from poise.cli.calibrate_screen import show_rankings

    found: list[Ranking] = [one for path in paths for one in rankings(path.name, read_public(path), look)]
    accounts = [f"Labels in {folder}: {account_of(folder)}" for folder in dict.fromkeys(path.parent for path in paths)]
    show_rankings(found, accounts)
    files = [part for path in paths for part in ("--public", path)]
    return public_section(_command(files, critic, "", report), accounts, found)


def _command(files: "Sequence[Path | str]", critic: CriticChoice, options: str, report: Path | None) -> str:
    named = shlex.join(["poise", "calibrate", *map(str, files), "--critic", critic.value])
    return named + options + (f" --report {shlex.quote(str(report))}" if report else "")


def _write_disagreements(path: Path, found: "Sequence[Disagreement]") -> None:
    from evaluator.calibration.disagreements import disagreement_line

    try:
        path.write_text("".join(disagreement_line(one) + "\n" for one in found), encoding="utf-8")
    except OSError as error:
        raise ContentError(path, f"cannot be written ({error.strerror})", "Check the path and its rights") from error
    typer.echo(f"written: {path}, {len(found)} disagreements")
