"""The words of `poise play`, read from `texts/play_<language>.yaml`."""

from pathlib import Path
from string import Template

from pydantic import BaseModel, ConfigDict

from evaluator.come_back import Reason, Verdict
from poise.conversation.ids import Outcome, Stage
from poise.conversation.yaml_file import load_yaml


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Headings(_Part):
    """The headings of what is drawn."""

    role: str
    company: str
    history: str
    policy: str
    critique: str
    shown: str
    missed: str
    mistakes: str
    contradictions: str
    debrief: str
    went_well: str
    cost: str
    try_next: str


class PlayTexts(_Part):
    """Every sentence that is drawn; `$name` in one stands for a value."""

    headings: Headings
    outcomes: dict[Outcome, str]
    plays: str
    judges: str
    fast_critic: str
    and_critic: str
    how: str
    you: str
    no_critique: str
    nothing: str
    commands: str
    hint_stage: dict[Stage, str]
    hint_all_shown: str
    again: str
    unsent: str
    left: str
    quote: str
    briefing_says: str
    customer_said: str
    score: str
    no_score: str
    critic_fault: str
    documents: str
    come_back: dict[Verdict, str]
    come_back_reasons: dict[Reason, str]
    example: str
    you_said: str
    better: str
    coached: str
    coach_works: str
    coach_silent: str


def load_texts(language: str) -> PlayTexts:
    """Read and check the words of a language. Raises ContentError."""
    return load_yaml(PlayTexts, Path(__file__).parent / f"texts/play_{language}.yaml")


def fill(text: str, **values: object) -> str:
    """Return the sentence with its values; what the values say is never read as a variable."""
    return Template(text).substitute(values)
