"""`docs/evaluation.md`, written from a calibration: every figure with the command that repeats it."""

from collections.abc import Sequence
from pathlib import Path
from string import Template

from evaluator.calibration import Calibration, summary, table_rows
from poise.conversation.yaml_file import read_text

TEMPLATE = Path(__file__).with_name("report.md")
_HEAD = ("id", "base rate", "TPR", "TNR", "F1", "κ", "threshold")


def load_template() -> str:
    """Return the page that figures are filled into."""
    return read_text(TEMPLATE)


def report(template: str, calibration: Calibration, command: str, labels: Sequence[str]) -> str:
    """Return the page: the template with `$command`, `$labels`, `$summary` and `$table` filled in."""
    values = {
        "command": command,
        "labels": "\n\n".join(labels),
        "summary": "\n".join(f"- {line}" for line in summary(calibration)),
        "table": _table(calibration),
    }
    return Template(template).substitute(values)


def _table(calibration: Calibration) -> str:
    rows = [_HEAD, ("---", *["---:"] * (len(_HEAD) - 1)), *table_rows(calibration)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
