import pytest
from pydantic import SecretStr

from poise.conversation.errors import SettingsError
from poise.llm.binding import Binding, parse_binding


def test_a_provider_and_a_model_are_read_at_the_first_colon() -> None:
    binding = parse_binding("customer", "ollama:llama3:8b")
    assert binding == Binding(role="customer", provider="ollama", model="llama3:8b")


def test_embedded_is_bound_under_its_name_and_is_not_capable() -> None:
    binding = parse_binding("customer", "embedded", base_url="http://127.0.0.1:1/v1")
    assert binding is not None
    assert binding.label == "Qwen2.5-Coder 1.5B (embedded)"
    assert not binding.capable
    assert binding.base_url is None


@pytest.mark.parametrize("role", ["critic", "coach"])
def test_critic_and_coach_may_be_nobody(role: str) -> None:
    assert parse_binding(role, "none") is None  # type: ignore[arg-type]  # parametrised text


@pytest.mark.parametrize("text", ["", "gpt-x", ":gpt-x", "openai:", "none", "embedded:other", "none:x"])
def test_what_names_no_model_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(SettingsError, match=r"customer model: .*`provider:model`"):
        parse_binding("customer", text)


@pytest.mark.parametrize(
    ("binding", "label"),
    [
        (Binding(role="critic", provider="openai", model="gpt-x"), "gpt-x (OpenAI)"),
        (Binding(role="critic", provider="anthropic", model="c"), "c (Anthropic)"),
        (Binding(role="critic", provider="groq", model="m"), "m (groq)"),
        (
            Binding(role="critic", provider="openai", model="llama3", base_url="http://127.0.0.1:11434/v1"),
            "llama3 at 127.0.0.1:11434",
        ),
        (Binding(role="critic", provider="openai", model="", base_url="http://box/v1"), "model at box"),
    ],
)
def test_the_label_says_model_and_place(binding: Binding, label: str) -> None:
    assert binding.label == label
    assert binding.capable


def test_neither_label_nor_text_form_shows_key_or_password() -> None:
    url = "https://user:hunter2@host/v1"
    binding = Binding(role="critic", provider="openai", model="m", base_url=url, api_key=SecretStr("sk-secret"))
    assert binding.label == "m at host"
    assert "sk-secret" not in f"{binding!r} {binding} {binding.model_dump_json()}"
