import pytest
from pydantic import SecretStr

from poise.conversation.errors import SettingsError
from poise.llm.binding import Binding
from poise.llm.chat_model import chat_model
from poise.llm.errors import PackageMissing


def test_a_missing_package_is_named_with_its_command() -> None:
    binding = Binding(role="critic", provider="anthropic", model="m", api_key=SecretStr("k"))
    with pytest.raises(PackageMissing, match="pip install langchain-anthropic"):
        chat_model(binding, timeout_s=1)


def test_an_unknown_provider_is_a_setting_to_mend() -> None:
    with pytest.raises(SettingsError, match="'nobody' is no model provider"):
        chat_model(Binding(role="critic", provider="nobody", model="m"), timeout_s=1)
