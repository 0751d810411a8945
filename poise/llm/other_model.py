"""The client of any other provider that LangChain knows: its integration package does the talking."""

from collections.abc import Mapping
from typing import Any

from langchain_core.language_models import BaseChatModel

from poise.conversation.errors import SettingsError
from poise.llm.binding import Binding
from poise.llm.deadline import Deadline
from poise.llm.errors import DoorError, KeyRejected, PackageMissing, ServerFault
from poise.llm.translation import key_hint


class OtherModels:
    """One LangChain model for threads and loops alike; the time allowed is held by the provider's client and our reading."""

    says_how_it_finished = False

    def __init__(self, binding: Binding, timeout_s: float) -> None:
        self._model = _built(binding, timeout_s)

    def for_threads(self) -> BaseChatModel:
        """The provider's model."""
        return self._model

    async def for_this_loop(self) -> BaseChatModel:
        """The provider's model."""
        return self._model

    def arguments(self, given: Mapping[str, Any], deadline: Deadline, silence_s: float) -> dict[str, Any]:
        """The caller's arguments unchanged."""
        return dict(given)


def _built(binding: Binding, timeout_s: float) -> BaseChatModel:
    from langchain.chat_models import init_chat_model  # noqa: PLC0415 - a second of imports that OpenAI does not need

    known = {"base_url": binding.base_url, "api_key": binding.api_key and binding.api_key.get_secret_value()}
    options: dict[str, Any] = {name: value for name, value in known.items() if value}
    options |= {"timeout": timeout_s, "max_retries": 0}
    try:
        model: BaseChatModel = init_chat_model(binding.model, model_provider=binding.provider, **options)
    except ImportError as error:
        raise PackageMissing(_missing(binding, error)) from error
    except ValueError as error:
        raise _unusable(binding, error) from error
    except Exception as error:
        raise ServerFault(f"{binding.label} cannot be set up ({error}). Bind another model") from error
    return model


def _missing(binding: Binding, error: ImportError) -> str:
    words = str(error).split("`pip install ")
    package = words[1].split("`")[0] if len(words) > 1 else f"langchain-{binding.provider.replace('_', '-')}"
    return f"{binding.provider}:{binding.model} needs the package {package}. Install it: pip install {package}"


def _unusable(binding: Binding, error: ValueError) -> SettingsError | DoorError:
    if "nsupported" in str(error):
        return SettingsError(f"{binding.provider!r} is no model provider that LangChain knows. Write `provider:model`")
    if "key" in str(error).lower():
        return KeyRejected(f"{binding.label} needs a key and has none. Set {key_hint(binding.provider)}")
    return ServerFault(f"{binding.label} cannot be set up. Check the model's name and settings")
