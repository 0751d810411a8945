"""Hashes of what a customer's lines are made of: the persona, the prompts, the model. A result whose hashes differ is stale."""

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from poise.conversation.errors import ContentError
from poise.conversation.ids import Level
from poise.conversation.persona import Persona
from poise.conversation.yaml_file import fingerprint
from poise.llm.binding import Binding
from poise.llm.embedded.manifest import load_manifest
from poise.roleplay import chat, playwright
from poise.roleplay.cast import Form
from poise.roleplay.prompts import CustomerPrompts

_SPOKEN = {"identity", "voice", "scenario", "situation", "opening", "lines"}
"""Parts that stand in the prompt, or that guard and choice compare a line with."""
_DIRECTING = {"fault", "wants", "soothes", "inflames", "yields"}
"""Parts that decide mood and direction, and with them the words in the prompt's brackets."""
_FACT = ("id", "words", "comes_out")
_REMEDY = ("id", "words", "agent", "customer")
_PROMPTS: dict[Form, tuple[str, ...]] = {
    "playwright": ("scene", "before", "directions", "guard"),
    "chat": ("chat", "note", "again", "before", "directions", "guard"),
}
_CHUNK = 1 << 20


class Stamp(BaseModel):
    """The three hashes, 12 hex digits each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    persona: str
    prompts: str
    model: str

    def differs(self, other: "Stamp") -> list[str]:
        """Return which of persona, prompts and model are not the same."""
        return [name for name in type(self).model_fields if getattr(self, name) != getattr(other, name)]


def stamp(persona: Persona, level: Level, prompts: CustomerPrompts, form: Form, model: str) -> Stamp:
    """Return the hashes for a persona at a level; `model` is what `embedded_model`, `model_file` or `served_model` returned."""
    return Stamp(persona=persona_hash(persona, level), prompts=prompts_hash(prompts, form), model=model)


def persona_hash(persona: Persona, level: Level) -> str:
    """Return the hash of what reaches the actor's prompt, the guard and the direction.

    Left out are wordings of the agent's (`said_as`: they only lead to a direction, as another reply would), the briefing, what
    lists and pages show (title, trade, trains, version, draft), limits, the end to be reached, and the other levels' tempers.
    """
    found = persona.model_dump(mode="json", include=_SPOKEN | _DIRECTING)
    facts = [*persona.facts.known, *persona.facts.hidden]
    found["facts"] = [{name: getattr(fact, name, None) for name in _FACT} for fact in facts]
    found["remedies"] = [{name: getattr(remedy, name) for name in _REMEDY} for remedy in persona.remedies]
    found["temper"] = persona.temper[level].model_dump(mode="json")
    return _hash(found)


def prompts_hash(prompts: CustomerPrompts, form: Form) -> str:
    """Return the hash of the prompts that this form of the actor uses, directions and the guard's wordings included."""
    return _hash({name: prompts.versions[f"prompt.customer.{name}"] for name in _PROMPTS[form]})


def embedded_model(form: Form = "playwright") -> str:
    """Return the hash of the embedded model and how it is asked for a line."""
    return _asked(load_manifest().sha256, form)


def model_file(path: Path, form: Form) -> str:
    """Return the same for another GGUF file; reads all of it. Raises ContentError where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
    except OSError as error:
        raise ContentError(path, f"cannot be read ({error.strerror})", "Name a GGUF file") from error
    return _asked(digest.hexdigest(), form)


def served_model(binding: Binding, form: Form) -> str:
    """Return the hash of a model on a server, of which nothing but its name can be known, and of how it is asked."""
    return _asked(f"{binding.provider}:{binding.model}", form)


def _asked(model: str, form: Form) -> str:
    sampling: list[Any] = [chat.TEMPERATURE, chat.LINE_TOKENS]
    if form == "playwright":
        sampling = [playwright.CANDIDATES, playwright.LINE_TOKENS, playwright.TEMPERATURES, playwright.MIN_P]
    return _hash({"model": model, "form": form, "sampling": sampling})


def _hash(value: Any) -> str:
    return fingerprint(json.dumps(value, sort_keys=True, ensure_ascii=False))
