"""Which model plays which role: what was set, else what the environment offers, else the embedded one."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, SecretStr

from poise.conversation.errors import SettingsError
from poise.llm.binding import Binding, Role, parse_binding

ROLES: tuple[Role, ...] = ("customer", "critic", "coach")
OPENAI_MODEL = "gpt-4.1-mini"
"""OpenAI's model where none is named. Untried: no account was at hand. It takes a temperature, as the customer needs."""


class Compatible(BaseModel):
    """An OpenAI-compatible server, as the environment names it; neither value means that there is none."""

    model_config = ConfigDict(frozen=True)

    base_url: str | None = None
    api_key: SecretStr | None = None

    @property
    def present(self) -> bool:
        """Whether the environment offers such a server."""
        return self.base_url is not None or self.api_key is not None


class Roles(BaseModel):
    """The bindings; None means that no model plays the role."""

    model_config = ConfigDict(frozen=True)

    customer: Binding
    critic: Binding | None
    coach: Binding | None


def bind(wanted: Mapping[Role, str | None], server: Compatible, embedded_name: str = "") -> Roles:
    """Return the roles' bindings. `wanted` says `provider:model`, `embedded`, `none` or nothing for each role.

    `embedded_name` is what people read where another file than the embedded model's own is run. Raises SettingsError
    where a setting is none of these, or the customer is to be nobody.
    """
    bound = {role: _binding(role, wanted[role], server, embedded_name) for role in ROLES}
    customer = bound["customer"]
    if customer is None:
        raise SettingsError("POISE_CUSTOMER: somebody must play the customer. Write provider:model or embedded")
    return Roles(customer=customer, critic=bound["critic"], coach=bound["coach"])


def _binding(role: Role, wanted: str | None, server: Compatible, embedded_name: str) -> Binding | None:
    if wanted is None and server.present:
        # A server of one's own is asked which model it has when the first line is needed, not when settings are read.
        model = "" if server.base_url else OPENAI_MODEL
        return Binding(role=role, provider="openai", model=model, base_url=server.base_url, api_key=server.api_key)
    given = _parsed(role, wanted or ("embedded" if role == "customer" else "none"))
    if given is None:
        return None
    if given.provider == "openai":
        return given.model_copy(update={"base_url": server.base_url, "api_key": server.api_key})
    return given.model_copy(update={"model": embedded_name}) if embedded_name and not given.capable else given


def _parsed(role: Role, text: str) -> Binding | None:
    if text == "none":
        return None
    try:
        return parse_binding(role, text)
    except SettingsError as error:
        raise SettingsError(f"POISE_{role.upper()}: {error}") from error
