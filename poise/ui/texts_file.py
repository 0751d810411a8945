"""The words of the interface: one YAML file a language."""

from functools import cache
from pathlib import Path

from poise.conversation.texts import Texts, read_language

__all__ = ["FOLDER", "Texts", "load_texts"]
FOLDER = Path(__file__).parent / "texts"


@cache
def load_texts(language: str = "en") -> Texts:
    """Read the words of a language. Raises ContentError where the file holds anything but sections of sentences."""
    return read_language(FOLDER, language)
