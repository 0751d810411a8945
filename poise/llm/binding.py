"""Which model plays which role: a provider, a model's name, and where and with what key it is reached."""

from typing import Literal

from pydantic import BaseModel, SecretStr

from poise.conversation.errors import SettingsError

Role = Literal["customer", "critic", "coach"]

EMBEDDED = "embedded"
NONE = "none"
OPENAI = "openai"
PROVIDER_NAMES = {OPENAI: "OpenAI", "anthropic": "Anthropic", "google_genai": "Google", "mistralai": "Mistral"}


class Binding(BaseModel, frozen=True):
    """One role bound to one model.

    `provider` is `embedded`, `openai` (OpenAI itself, or with `base_url` any server that speaks its protocol) or another
    provider that LangChain knows. `model` is the name the server knows it by; for `embedded` the name shown to people.
    """

    role: Role
    provider: str
    model: str
    base_url: str | None = None
    api_key: SecretStr | None = None

    @property
    def capable(self) -> bool:
        """Whether the model is trusted to judge and to follow instructions: any but the embedded one."""
        return self.provider != EMBEDDED

    @property
    def label(self) -> str:
        """How the interface calls it, such as `llama3 at 127.0.0.1:11434` or `Qwen2.5-Coder 1.5B (embedded)`."""
        if self.base_url and self.capable:
            return f"{self.model or 'model'} at {address(self.base_url)}"
        return f"{self.model} ({PROVIDER_NAMES.get(self.provider, self.provider)})"

    @property
    def where(self) -> str:
        """The place alone, as errors name it: the address of the server, else the provider."""
        if self.base_url and self.capable:
            return address(self.base_url)
        return "the embedded model" if not self.capable else PROVIDER_NAMES.get(self.provider, self.provider)


def parse_binding(
    role: Role, text: str, *, base_url: str | None = None, api_key: SecretStr | None = None
) -> Binding | None:
    """Read `provider:model`, `embedded`, or `none` (returns None; not for the customer).

    `base_url` is kept for every provider but `embedded`. Raises SettingsError where the text is none of these.
    """
    provider, _, model = text.strip().partition(":")
    if provider == NONE and not model and role != "customer":
        return None
    if provider == EMBEDDED and not model:
        return Binding(role=role, provider=EMBEDDED, model=embedded_label())
    if not provider or not model or provider in (NONE, EMBEDDED):
        choices = "`provider:model` or `embedded`" + ("" if role == "customer" else " or `none`")
        raise SettingsError(f"{role} model: {text!r} names no model. Write {choices}, for example `openai:NAME`")
    return Binding(role=role, provider=provider, model=model, base_url=base_url, api_key=api_key)


def embedded_label() -> str:
    """The embedded model's name as people read it."""
    from poise.llm.embedded.manifest import load_manifest  # noqa: PLC0415 - read only where it is needed

    return load_manifest().label


def address(base_url: str) -> str:
    """Host and port of a base URL, without scheme, path, user or password."""
    return base_url.split("://", 1)[-1].split("/", 1)[0].rsplit("@", 1)[-1]
