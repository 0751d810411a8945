"""Models behind the door for the tests of this folder."""

from typing import Any

from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

from poise.llm.binding import Binding
from poise.llm.chat_model import chat_model
from tests.fault_server.server import FaultServer

KEY = "sk-very-secret-0123456789"


def binding_to(url: str, model: str = "fault-model", key: str | None = None) -> Binding:
    secret = SecretStr(key) if key else None
    return Binding(role="customer", provider="openai", model=model, base_url=url, api_key=secret)


def model_of(
    server: FaultServer, *, key: str | None = None, name: str = "fault-model", **options: Any
) -> BaseChatModel:
    settings: dict[str, Any] = {"timeout_s": 5.0, "max_retries": 0, **options}
    return chat_model(binding_to(server.url, name, key), **settings)
