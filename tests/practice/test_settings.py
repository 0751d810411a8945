"""Settings: the environment over `poise.toml` over defaults."""

from pathlib import Path

import pytest

from poise.conversation.errors import SettingsError
from poise.practice.settings import load_settings


def test_without_anything_the_embedded_model_plays_and_nobody_else_judges(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)
    assert settings.customer.provider == "embedded"
    assert (settings.critic, settings.coach) == (None, None)


def test_an_openai_key_binds_every_role_to_openai_with_a_model(tmp_path: Path) -> None:
    settings = load_settings({"OPENAI_API_KEY": "sk-secret"}, tmp_path)
    bindings = (settings.customer, settings.critic, settings.coach)
    assert [b.provider for b in bindings if b] == ["openai"] * 3
    assert settings.customer.model
    assert settings.customer.base_url is None


def test_a_base_url_needs_neither_key_nor_model(tmp_path: Path) -> None:
    customer = load_settings({"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}, tmp_path).customer
    assert (customer.provider, customer.base_url, customer.model) == ("openai", "http://127.0.0.1:9/v1", "")


def test_a_named_role_wins_over_what_the_environment_offers(tmp_path: Path) -> None:
    environ = {"OPENAI_API_KEY": "k", "POISE_CUSTOMER": "embedded", "POISE_CRITIC": "none", "POISE_COACH": "openai:big"}
    settings = load_settings(environ, tmp_path)
    assert settings.customer.provider == "embedded"
    assert settings.critic is None
    assert settings.coach is not None
    assert settings.coach.model == "big"


def test_the_base_url_and_key_of_openai_go_to_no_other_provider(tmp_path: Path) -> None:
    environ = {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://h/v1", "POISE_CUSTOMER": "anthropic:claude"}
    customer = load_settings(environ, tmp_path).customer
    assert (customer.base_url, customer.api_key) == (None, None)


def test_a_key_never_shows_in_the_printed_settings(tmp_path: Path) -> None:
    settings = load_settings({"OPENAI_API_KEY": "sk-secret"}, tmp_path)
    assert "sk-secret" not in f"{settings!r}{settings}{settings.model_dump_json()}"


def test_the_environment_wins_over_the_file_and_the_file_over_defaults(tmp_path: Path) -> None:
    (tmp_path / "poise.toml").write_text('turn_limit = 7\nactor_form = "chat"\n')
    settings = load_settings({"POISE_TURN_LIMIT": "9"}, tmp_path)
    assert (settings.turn_limit, settings.actor_form, settings.critic_timeout_s) == (9, "chat", 120.0)


def test_an_empty_variable_counts_as_unset(tmp_path: Path) -> None:
    assert load_settings({"OPENAI_API_KEY": "  ", "POISE_CUSTOMER": ""}, tmp_path).customer.provider == "embedded"


def test_folders_are_taken_from_where_the_command_runs(tmp_path: Path) -> None:
    settings = load_settings({"POISE_DATA_DIR": "mine"}, tmp_path)
    assert settings.data_dir == settings.overlay == tmp_path / "mine"
    assert settings.database_url == f"sqlite:///{tmp_path / 'mine' / 'poise.db'}"


def test_the_embedded_model_is_given_more_time_than_a_server(tmp_path: Path) -> None:
    own, server = load_settings({}, tmp_path), load_settings({"OPENAI_API_KEY": "k"}, tmp_path)
    assert own.customer_timeout_s > server.customer_timeout_s


def test_another_gguf_file_gives_the_embedded_model_its_name(tmp_path: Path) -> None:
    settings = load_settings({"POISE_MODEL_PATH": "small.gguf"}, tmp_path)
    assert settings.model_path == tmp_path / "small.gguf"
    assert "small" in settings.customer.label


def test_the_content_of_the_checkout_is_found_without_a_setting(tmp_path: Path) -> None:
    assert (load_settings({}, tmp_path).content_dir / "personas").is_dir()


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"POISE_CUSTOMER": "none"}, ("POISE_CUSTOMER", "provider:model")),
        ({"POISE_CRITIC": "clever"}, ("POISE_CRITIC", "'clever'", "none")),
        ({"POISE_TURN_LIMIT": "many"}, ("POISE_TURN_LIMIT", "'many'")),
        ({"POISE_TURN_LIMIT": "0"}, ("POISE_TURN_LIMIT", "'0'")),
        ({"POISE_ACTOR_FORM": "opera"}, ("POISE_ACTOR_FORM", "'opera'", "playwright")),
        ({"POISE_CUSTOMR": "embedded"}, ("POISE_CUSTOMR", "POISE_CUSTOMER")),
        ({"POISE_CONTENT_DIR": "/nowhere"}, ("POISE_CONTENT_DIR", "/nowhere", "personas")),
    ],
)
def test_a_wrong_variable_is_one_line_that_names_it_and_the_fix(
    tmp_path: Path, environ: dict[str, str], says: tuple[str, ...]
) -> None:
    _says_in_one_line(environ, tmp_path, says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("turn_limit = ", ("poise.toml", "TOML")),
        ("turn_limits = 3", ("poise.toml", "turn_limits", "Did you mean turn_limit")),
        ('turn_limit = "x"', ("poise.toml: turn_limit", "'x'")),
        ('openai_api_key = "sk-secret"', ("openai_api_key", "OPENAI_API_KEY in the environment")),
    ],
)
def test_a_wrong_file_is_one_line_that_names_it_and_the_fix(tmp_path: Path, text: str, says: tuple[str, ...]) -> None:
    (tmp_path / "poise.toml").write_text(text)
    _says_in_one_line({}, tmp_path, says)


def test_the_error_about_a_key_does_not_repeat_it(tmp_path: Path) -> None:
    (tmp_path / "poise.toml").write_text('openai_api_key = "sk-secret"')
    with pytest.raises(SettingsError) as caught:
        load_settings({}, tmp_path)
    assert "sk-secret" not in str(caught.value)


def _says_in_one_line(environ: dict[str, str], folder: Path, says: tuple[str, ...]) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ, folder)
    message = str(caught.value)
    assert "\n" not in message
    for words in says:
        assert words in message


@pytest.mark.parametrize(
    "url", ["postgresql://me:secret@h/db", "postgresql://me:se/cret@h/db", "postgresql://h/db?password=secret"]
)
def test_a_file_that_holds_the_password_of_a_database_is_refused_and_not_repeated(tmp_path: Path, url: str) -> None:
    (tmp_path / "poise.toml").write_text(f'database_url = "{url}"\n')
    with pytest.raises(SettingsError, match="POISE_DATABASE_URL in the environment") as caught:
        load_settings({}, tmp_path)
    assert "cret" not in str(caught.value)
    assert load_settings({"POISE_DATABASE_URL": url}, tmp_path / "elsewhere").database_url == url


def test_an_address_without_a_password_may_stand_in_a_file_and_no_address_is_shown_with_one(tmp_path: Path) -> None:
    (tmp_path / "poise.toml").write_text('database_url = "postgresql://me@db.example:5432/poise"\n')
    assert load_settings({}, tmp_path).database_url == "postgresql://me@db.example:5432/poise"
    assert "hushed" not in repr(load_settings({"POISE_DATABASE_URL": "postgresql://me:hushed@h/db"}, tmp_path))
