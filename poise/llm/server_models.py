"""Which models a server offers, asked through `/v1/models`."""

import httpx2
from pydantic import SecretStr

from poise.conversation.errors import SettingsError
from poise.llm.binding import OPENAI, Binding, address
from poise.llm.errors import DoorError, ModelUnknown, ServerFault
from poise.llm.translation import translated, unknown_model

ASK_S = 5.0
NAMES_SHOWN = 20


def list_models(base_url: str, api_key: SecretStr | None = None, timeout_s: float = ASK_S) -> tuple[str, ...]:
    """The names of the models that the server at `base_url` (usually ending in /v1) offers, sorted.

    Raises ServerUnreachable, ServerSilent, KeyRejected or ServerFault.
    """
    binding = Binding(role="customer", provider=OPENAI, model="list of models", base_url=base_url, api_key=api_key)
    headers = {"Authorization": f"Bearer {api_key.get_secret_value()}"} if api_key else {}
    try:
        answer = httpx2.get(f"{base_url.rstrip('/')}/models", headers=headers, timeout=timeout_s)
        answer.raise_for_status()
        return tuple(sorted(str(model["id"]) for model in answer.json()["data"]))
    except (ValueError, KeyError, TypeError) as error:
        raise _no_list(base_url) from error
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        fault = translated(error, binding, timeout_s)
        raise (_no_list(base_url) if isinstance(fault, ModelUnknown) else fault) from error


def only_model(base_url: str, api_key: SecretStr | None = None, timeout_s: float = ASK_S) -> str:
    """The server's only model; raises SettingsError that lists them where there are more, or that says there are none.

    Raises what `list_models` raises as well.
    """
    names = list_models(base_url, api_key, timeout_s)
    if len(names) == 1:
        return names[0]
    if not names:
        raise SettingsError(f"{address(base_url)} offers no model. Load one there, or name another base URL")
    raise SettingsError(
        f"{address(base_url)} offers several models. Name one of them: {', '.join(names[:NAMES_SHOWN])}"
    )


def offered_instead(error: ModelUnknown, binding: Binding) -> ModelUnknown:
    """The same error with the names that the server offers, where it can be asked; else the error as it is."""
    if not binding.base_url or binding.provider != OPENAI:
        return error
    try:
        names = list_models(binding.base_url, binding.api_key)
    except DoorError:
        return error
    return error if binding.model in names else unknown_model(binding, names[:NAMES_SHOWN])


def _no_list(base_url: str) -> ServerFault:
    return ServerFault(f"{address(base_url)} lists no models. Check that the base URL is right (most end in /v1)")
