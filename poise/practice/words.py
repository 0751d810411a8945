"""The words of what leaves Poise and of the progress: one YAML file a language, shared by page and command line."""

from functools import cache
from pathlib import Path

from poise.conversation.texts import Texts, read_language

FOLDER = Path(__file__).parent / "texts"


@cache
def practice_words(language: str = "en") -> Texts:
    """Return the words of a language. Raises ContentError where its file cannot be used."""
    return read_language(FOLDER, language)
