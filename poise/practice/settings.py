"""The settings: the environment over an optional `poise.toml` over defaults. Nothing else reads the environment."""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError

from poise.conversation.errors import SettingsError
from poise.llm.binding import Binding
from poise.practice.content_folder import find_content
from poise.practice.export.record_store import RecordStore, record_store
from poise.practice.languages import languages, nearest_language
from poise.practice.roles import Compatible, bind

PREFIX = "POISE_"
FILE = "poise.toml"
EMBEDDED_TIMEOUT_S = 180.0
"""The embedded model shares the processor with whatever else runs: it is slow now and then, never stuck."""
_PASSWORD = re.compile(r"://[^/@]*:[^@]+@|[?&]password=")
ActorForm = Literal["auto", "chat", "playwright"]


class Settings(BaseModel):
    """Everything that can be set, checked. `critic` and `coach` are None where no model plays that role.

    `overlay` holds a trainer's own `personas/` and `prompts/`, which win over `content_dir`. Timeouts are seconds for one whole
    answer; `turn_limit` counts exchanges; `context_tokens` is the window of the customer's model, `critic_context_tokens` that
    of the critic's; `model_path` names another GGUF file than the embedded model's own. `record_store` takes xAPI statements,
    `xapi_home_page` is the address of the system on which they say that the learner's account is. `language` is that of the
    interface, None for the browser's own. `address` is where the app listens; `access_secret` the passphrase that every browser
    is asked for, None where the app asks for none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    content_dir: Path
    overlay: Path
    data_dir: Path
    cache_dir: Path
    database_url: str = Field(repr=False)
    customer: Binding
    critic: Binding | None
    coach: Binding | None
    actor_form: ActorForm = "auto"
    model_path: Path | None = None
    turn_limit: int = 12
    max_reply_chars: int = 1200
    context_tokens: int = 8192
    critic_context_tokens: int = 16384
    customer_timeout_s: float = 60.0
    critic_timeout_s: float = 120.0
    record_store: RecordStore | None = None
    xapi_home_page: str = "http://localhost/poise"
    language: str | None = None
    address: str = "127.0.0.1"
    access_secret: SecretStr | None = None

    @property
    def form(self) -> Literal["chat", "playwright"]:
        """How the customer is prompted: as set, else as a playwright for the embedded model and in chat for others."""
        if self.actor_form != "auto":
            return self.actor_form
        return "chat" if self.customer.capable else "playwright"


def _some_path(value: object) -> object:
    return Path(value).expanduser() if isinstance(value, str) else value


def _some_language(asked: str) -> str:
    if (found := nearest_language(asked)) is None:
        there = ", ".join(f"{code} ({name})" for code, name in languages().items())
        raise PydanticCustomError("language", "there is no interface in it; there are {there}", {"there": there})
    return found


_Path = Annotated[Path, BeforeValidator(_some_path)]
_Language = Annotated[str, AfterValidator(_some_language)]


class _Given(BaseModel):
    """What may stand in the environment (as POISE_NAME) and in `poise.toml` (as name)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    customer: str | None = None
    critic: str | None = None
    coach: str | None = None
    content_dir: _Path | None = None
    data_dir: _Path | None = None
    cache_dir: _Path | None = None
    database_url: str | None = None
    actor_form: ActorForm = "auto"
    model_path: _Path | None = None
    turn_limit: int = Field(default=12, ge=1, le=100)
    context_tokens: int = Field(default=8192, ge=2048, le=1_000_000)
    critic_context_tokens: int = Field(default=16384, ge=2048, le=10_000_000)
    customer_timeout_s: float | None = Field(default=None, gt=0, le=3600)
    critic_timeout_s: float = Field(default=120.0, gt=0, le=3600)
    openai_base_url: str | None = None
    xapi_url: str | None = None
    xapi_key: SecretStr | None = None
    xapi_secret: SecretStr | None = None
    address: str = "127.0.0.1"
    access_secret: SecretStr | None = Field(default=None, min_length=12)
    xapi_home_page: str = Field(default="http://localhost/poise", pattern=r"^https?://[^\s/]+")
    language: _Language | None = None


def load_settings(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Read the settings from an environment (the process's own by default) and `poise.toml` in a folder (the current one).

    Raises SettingsError that names the setting, where it stands and the fix. No server is asked and no folder made.
    """
    environ = os.environ if environ is None else environ
    folder = Path.cwd() if folder is None else folder
    given = _checked(_from_file(folder / FILE), _from_environment(environ))
    data_dir = folder / (given.data_dir or platformdirs.user_data_path("poise", appauthor=False))
    roles = bind(
        {"customer": given.customer, "critic": given.critic, "coach": given.coach},
        Compatible(base_url=given.openai_base_url, api_key=_key(environ)),
        given.model_path.stem if given.model_path else "",
    )
    return Settings(
        content_dir=find_content(given.content_dir and folder / given.content_dir),
        overlay=data_dir,
        data_dir=data_dir,
        cache_dir=folder / (given.cache_dir or platformdirs.user_cache_path("poise", appauthor=False)),
        database_url=given.database_url or f"sqlite:///{data_dir / 'poise.db'}",
        customer=roles.customer,
        critic=roles.critic,
        coach=roles.coach,
        actor_form=given.actor_form,
        model_path=folder / given.model_path if given.model_path else None,
        turn_limit=given.turn_limit,
        context_tokens=given.context_tokens,
        critic_context_tokens=given.critic_context_tokens,
        customer_timeout_s=given.customer_timeout_s or (60.0 if roles.customer.capable else EMBEDDED_TIMEOUT_S),
        critic_timeout_s=given.critic_timeout_s,
        record_store=record_store(given.xapi_url, given.xapi_key, given.xapi_secret),
        xapi_home_page=given.xapi_home_page,
        address=given.address,
        access_secret=given.access_secret,
        language=given.language,
    )


def _key(environ: Mapping[str, str]) -> SecretStr | None:
    value = environ.get("OPENAI_API_KEY", "").strip()
    return SecretStr(value) if value else None


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    known = {f"{PREFIX}{name.upper()}": name for name in _Given.model_fields if name != "openai_base_url"}
    known["OPENAI_BASE_URL"] = "openai_base_url"
    for name in environ:
        if name.startswith(PREFIX) and name not in known:
            raise SettingsError(f"{name} is no setting. {_nearest(name, list(known))}")
    return {known[name]: value.strip() for name, value in environ.items() if name in known and value.strip()}


def _from_file(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read ({error}). Mend or remove it") from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is no valid TOML: {error}. Write lines like turn_limit = 12") from error
    for name in values:
        if "key" in name or "secret" in name:
            place = f"{PREFIX}{name.upper()}" if name in _Given.model_fields else "OPENAI_API_KEY"
            raise SettingsError(f"{path}: {name}: no key may stand in a file. Set {place} in the environment")
        if name not in _Given.model_fields:
            raise SettingsError(f"{path}: {name} is no setting. {_nearest(name, list(_Given.model_fields))}")
    if _PASSWORD.search(str(values.get("database_url", ""))):
        raise SettingsError(
            f"{path}: database_url: no password may stand in a file. Set {PREFIX}DATABASE_URL in the environment, "
            "or leave the password out of the file and put it where PostgreSQL's programs look for it (~/.pgpass)"
        )
    return values


def _checked(from_file: Mapping[str, Any], from_environment: Mapping[str, Any]) -> _Given:
    try:
        return _Given.model_validate({**from_file, **from_environment})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        place = f"{PREFIX}{name.upper()}" if name in from_environment else f"{FILE}: {name}"
        problem = first["msg"][:1].lower() + first["msg"][1:]
        # What is secret is told to nobody, also not in the error that pydantic would chain.
        if "secret" in name or "key" in name:
            raise SettingsError(f"{place}: {problem}. Change or remove it") from None
        raise SettingsError(f"{place}: {problem}; given was {first['input']!r}. Change or remove it") from error


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(known))}"
