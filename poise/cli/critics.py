"""The critics as the command line builds them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluator.llm_critic import LLMCritic


def llm_critic() -> "LLMCritic":
    """Return the LLM critic that the settings bind. Raises SettingsError, ModelError."""
    from evaluator.rubric import load_rubric
    from poise.conversation.content import Content
    from poise.llm.tokens import TokenCounter
    from poise.practice.models import critic_model, critic_of
    from poise.practice.settings import load_settings

    settings = load_settings()
    content = Content(settings.content_dir, settings.overlay)
    rubric = load_rubric(content.file("prompts/rubric/strategies.yaml").parent)
    prompt, tokens = content.prompt("critic/observe"), TokenCounter(settings.cache_dir)
    return critic_of(settings, critic_model(settings), rubric, prompt, tokens)
