"""What made a conversation: ids and hashes of the persona, the prompts, the rubric, the models and the critics."""

from poise.conversation.persona import Persona
from poise.practice.services import Services


def versions(services: Services, persona: Persona) -> dict[str, str]:
    """Return the versions that a session's start keeps; a model's name is empty where its server chooses it."""
    own = f"{persona.id}@{persona.version}#{services.content.version(f'personas/{persona.id}.yaml')}"
    return {"persona": own, **house_versions(services)}


def house_versions(services: Services) -> dict[str, str]:
    """Return the same without the persona's."""
    settings = services.settings
    found = {
        "rubric": services.rubric.version,
        "critic": services.fast.version,
        "customer": f"{settings.customer.provider}:{settings.customer.model}",
        **services.prompts.versions,
    }
    if settings.critic is not None:
        found["llm_critic"] = f"{settings.critic.provider}:{settings.critic.model}"
        found["prompt.critic.observe"] = services.critic_prompt.version
    return found
