"""Who made the labels: wherever a figure is quoted, this is said beside it."""

from pathlib import Path

from evaluator.items import read_labelled_by
from poise.conversation.yaml_file import read_text


def account(path: Path) -> str:
    """Return who labelled a file or folder: the transcripts' own `by`, else the first paragraph of the README.md beside it."""
    if by := read_labelled_by(path):
        return f"Labels in {path}: by {', '.join(by)}."
    folder = path if path.is_dir() else path.parent
    readme = folder / "README.md"
    if readme.is_file():
        return f"Labels in {path}: {_first_paragraph(read_text(readme))}"
    return f"Labels in {path}: who made them is not said. Put a README.md beside them that tells it."


def _first_paragraph(text: str) -> str:
    paragraphs = (part.strip() for part in text.split("\n\n"))
    found = next((part for part in paragraphs if part and not part.startswith("#")), "")
    return " ".join(found.split())
