"""What made a conversation: ids and hashes of the persona, the prompts, the rubric, the models and the critics.

Of a model behind a server nothing but its name can be known. Where the server chooses the model, the name stands here once the
server was asked (while the learner reads the briefing), and is empty in a session that began before. What a bound critic's server
calls itself stands in each of its critiques.
"""

import hashlib
from functools import cache
from pathlib import Path

from poise.conversation.persona import Persona
from poise.llm.binding import Binding
from poise.llm.embedded.manifest import load_manifest
from poise.llm.word_vectors import VECTORS
from poise.practice.models import RoleModel
from poise.practice.services import Services

_SHORT = 12
_PIECE = 1 << 20


def versions(services: Services, persona: Persona) -> dict[str, str]:
    """Return the versions that a session's start keeps."""
    own = f"{persona.id}@{persona.version}#{services.content.version(f'personas/{persona.id}.yaml')}"
    return {"persona": own, **house_versions(services)}


def house_versions(services: Services) -> dict[str, str]:
    """Return the same without the persona's."""
    settings, customer = services.settings, services.customer_model
    bound = customer.binding if isinstance(customer, RoleModel) else settings.customer
    found = {
        "rubric": services.rubric.version,
        "critic": services.fast.version,
        "customer": _model(bound, settings.model_path),
        "actor": settings.form,
        "hearing": f"word_vectors#{VECTORS[:_SHORT]}",
        **services.prompts.versions,
    }
    if settings.critic is not None:
        found["llm_critic"] = _model(settings.critic, settings.model_path)
        found["prompt.critic.observe"] = services.critic_prompt.version
    if services.coach is not None and settings.coach is not None:
        found["coach"] = _model(settings.coach, settings.model_path)
    return found


def _model(bound: Binding, own_file: Path | None) -> str:
    name = f"{bound.provider}:{bound.model}"
    if bound.capable:
        return name
    return f"{name}#{_file_hash(own_file) if own_file else _shipped_hash()}"


@cache
def _shipped_hash() -> str:
    return load_manifest().sha256[:_SHORT]


def _file_hash(file: Path) -> str:
    """Return the hash of a GGUF file's size, first and last mebibyte: of all of it would take seconds. "" where there is none."""
    try:
        size = file.stat().st_size
        with file.open("rb") as stream:
            head = stream.read(_PIECE)
            stream.seek(max(0, size - _PIECE))
            tail = stream.read(_PIECE)
    except OSError:
        return ""
    return hashlib.sha256(b"%d\n" % size + head + tail).hexdigest()[:_SHORT]
