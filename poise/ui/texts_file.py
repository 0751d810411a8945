"""The words of the interface: one YAML file a language."""

from pathlib import Path

from poise.conversation.texts import Texts, read_texts

__all__ = ["FOLDER", "Texts", "load_texts"]
FOLDER = Path(__file__).parent / "texts"


def load_texts(language: str = "en") -> Texts:
    """Read the words of a language. Raises ContentError where the file holds anything but sections of sentences."""
    return read_texts(FOLDER / f"{language}.yaml")
