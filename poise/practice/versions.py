"""What made a conversation: ids and hashes of the persona, the prompts, the rubric, the models and the critics."""

from collections.abc import Mapping

from evaluator.rubric import Rubric

from evaluator.fast import FastCritic
from poise.conversation.content import Content
from poise.conversation.persona import Persona
from poise.practice.settings import Settings


def versions(
    settings: Settings,
    content: Content,
    persona: Persona,
    prompts: Mapping[str, str],
    rubric: Rubric,
    fast: FastCritic,
) -> dict[str, str]:
    """Return the versions that a session's start keeps.

    `prompts` are those of the customer's prompts; a model's name is empty where its server chooses it.
    """
    found = {
        "persona": f"{persona.id}@{persona.version}#{content.version(f'personas/{persona.id}.yaml')}",
        "rubric": rubric.version,
        "critic": fast.version,
        "customer": f"{settings.customer.provider}:{settings.customer.model}",
        **prompts,
    }
    if settings.critic is not None:
        found["llm_critic"] = f"{settings.critic.provider}:{settings.critic.model}"
    return found
