"""The languages of the interface: which there are, and the services with the rubric's words in one of them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from poise.conversation.texts import ENGLISH, read_texts

if TYPE_CHECKING:
    from poise.practice.services import Services

FILE = Path(__file__).with_name("languages.yaml")


@cache
def languages() -> Mapping[str, str]:
    """Return the code of every language with its own name for itself, English first."""
    names = read_texts(FILE)
    return {code: names(code) for code in sorted(names.keys(), key=lambda code: (code != ENGLISH, code))}


def nearest_language(asked: str) -> str | None:
    """Return the language that `de`, `de-AT` or `DE_at` means, None where the interface does not speak it."""
    code = asked.strip().lower().replace("_", "-").partition("-")[0]
    return code if code in languages() else None


def in_language(services: "Services", language: str) -> "Services":
    """Return the services with the rubric's words in a language; store, pool and models stay the same ones.

    What was replayed and critiqued is remembered apart: a critique holds words. Raises ContentError.
    """
    from evaluator.rubric import load_rubric  # noqa: PLC0415 - settings need the names alone
    from poise.practice.recall import Recall  # noqa: PLC0415 - as above

    if language == ENGLISH:
        return services
    folder = services.content.file("prompts/rubric/strategies.yaml").parent
    return replace(services, rubric=load_rubric(folder, language), recall=Recall())
