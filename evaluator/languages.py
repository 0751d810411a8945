"""The languages of conversation: those for which the fast critic names a calibration file with its κ published."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel

from poise.conversation.persona import Language
from poise.conversation.yaml_file import load_yaml

FILE = Path(__file__).with_name("weights") / "languages.yaml"


class Calibration(BaseModel):
    """How well the fast critic reads one language: the labelled file, where its figures are published, the macro κ there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    calibration: Annotated[str, Field(min_length=1)]
    published: Annotated[str, Field(min_length=1)]
    kappa: Annotated[float, Field(ge=-1, le=1)]


class _File(RootModel[dict[Language, Calibration]]):
    pass


@cache
def conversation_languages(file: Path = FILE) -> Mapping[str, Calibration]:
    """Return the languages in which customers may speak. Raises ContentError for a fault in the file."""
    return load_yaml(_File, file).root


def not_offered(language: str) -> str:
    """Return in one line why customers may not speak a language, empty where they may."""
    known = conversation_languages()
    if language in known:
        return ""
    return f"{language!r} is not offered: the fast critic is calibrated for {', '.join(sorted(known))} alone"
