"""The chat models of the roles, each built once, when it is first needed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from poise.conversation.errors import SettingsError
from poise.llm.binding import Binding
from poise.practice.embedded_host import EmbeddedHost
from poise.practice.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from evaluator.llm_critic import LLMCritic
    from evaluator.rubric import Rubric
    from poise.conversation.prompt import Prompt
    from poise.llm.tokens import TokenCounter


class RoleModel:
    """The model of one role, built when it is first asked for."""

    def __init__(self, binding: Binding, timeout_s: float, host: EmbeddedHost) -> None:
        self._binding, self._timeout_s, self._host = binding, timeout_s, host
        self._model: BaseChatModel | None = None
        self._lock = threading.Lock()

    def __call__(self) -> BaseChatModel:
        """Return the model; for the embedded one its server runs when this returns.

        Raises ModelError where it cannot be had, SettingsError where a server offers several models and none is named.
        """
        endpoint = None if self._binding.capable else self._host.endpoint()
        with self._lock:
            if self._model is None:
                self._binding = named(self._binding)
                self._model = _build(self._binding, self._timeout_s, endpoint)
            return self._model

    @property
    def binding(self) -> Binding:
        """The binding, with the name that a server gave its model once it was asked."""
        return self._binding


def critic_model(settings: Settings) -> BaseChatModel:
    """Return the critic's model for a batch run. Raises SettingsError where none is bound, ModelError where it cannot be had."""
    if settings.critic is None:
        raise SettingsError("POISE_CRITIC: no model judges. Set it to provider:model, or use --critic fast")
    host = EmbeddedHost(settings.cache_dir, settings.model_path)
    return RoleModel(settings.critic, settings.critic_timeout_s, host)()


def critic_of(
    settings: Settings, model: BaseChatModel, rubric: Rubric, prompt: Prompt, tokens: TokenCounter
) -> LLMCritic:
    """Return the LLM critic on its model, which the settings bind, with examples for the window that they give it."""
    from evaluator.llm_critic import LLMCritic, Window  # noqa: PLC0415 - only where one is asked

    bound = settings.critic
    window = Window(settings.critic_context_tokens, lambda text: tokens.count(text).n)
    return LLMCritic(
        model, rubric, prompt, window=window, model_name=f"{bound.provider}:{bound.model}" if bound else ""
    )


def named(binding: Binding) -> Binding:
    """Return the binding with a model's name: the server's only model where none was given.

    Raises SettingsError where the server offers several, ModelError where it cannot be asked.
    """
    if binding.model or binding.base_url is None:
        return binding
    from poise.llm.server_models import only_model  # noqa: PLC0415 - asks a server, which most bindings never need

    try:
        return binding.model_copy(update={"model": only_model(binding.base_url, binding.api_key)})
    except SettingsError as error:
        raise SettingsError(f"{error}. Set POISE_{binding.role.upper()}=openai:NAME") from error


def _build(binding: Binding, timeout_s: float, endpoint: str | None) -> BaseChatModel:
    from poise.llm.chat_model import chat_model  # noqa: PLC0415 - loads LangChain's providers, seconds on a cold start

    return chat_model(binding, timeout_s=timeout_s, endpoint=endpoint)
