"""Who made the labels: wherever a figure is quoted, this is said beside it."""

from collections.abc import Sequence
from pathlib import Path

from evaluator.items import LabelFile
from poise.conversation.yaml_file import read_text

_TELLING = "**Who made"


def accounts(files: Sequence[LabelFile]) -> list[str]:
    """Return who labelled, one sentence or paragraph a folder, in the order of the files."""
    folders: dict[Path, list[LabelFile]] = {}
    for file in files:
        folders.setdefault(file.path.parent, []).append(file)
    return [_account(folder, inside) for folder, inside in folders.items()]


def account_of(folder: Path) -> str:
    """Return what the README.md of a folder says of its making: the paragraph "Who made …", else its first one."""
    readme = folder / "README.md"
    if not readme.is_file():
        return "who made them is not said. Put a README.md beside them that tells it."
    paragraphs = [" ".join(part.split()) for part in read_text(readme).split("\n\n")]
    told = [part for part in paragraphs if part and not part.startswith("#")]
    return next(
        (part for part in told if part.startswith(_TELLING)), told[0] if told else "the README.md says nothing."
    )


def _account(folder: Path, files: Sequence[LabelFile]) -> str:
    place = str(files[0].path) if len(files) == 1 else f"{folder} ({len(files)} files)"
    by = dict.fromkeys(item.by for file in files for item in file.items if item.by)
    return f"Labels in {place}: " + (f"by {', '.join(by)}." if by else account_of(folder))
