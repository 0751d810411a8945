"""The theme and the settings that browsers are told are Streamlit's own, put together once."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session

from poise.ui.told_once import tell_settings_once

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_populate_theme_msg", "_populate_config_msg"):
        populate = getattr(app_session, name)
        monkeypatch.setattr(app_session, name, getattr(populate, "__wrapped__", populate))


@pytest.mark.usefixtures("plain")
def test_every_section_is_told_as_streamlit_tells_it_and_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = config.get_options_for_section

    def options(section: str) -> dict[str, object]:
        read.append(section)
        colour = {} if section == "theme.sidebar" else {"primaryColor": f"#{len(section):06d}"}
        return dict.fromkeys(real(section)) | colour

    monkeypatch.setattr(config, "get_options_for_section", options)
    expected = [_told(section) for section in SECTIONS]
    assert [one.primary_color for one in expected] == ["#000005", "#000011", "#000010", "", "#000019", "#000018"]
    read.clear()
    tell_settings_once()
    for _ in range(3):
        assert [_told(section) for section in SECTIONS] == expected
    assert sorted(read) == sorted(SECTIONS)


@pytest.mark.usefixtures("plain")
def test_the_settings_are_told_as_streamlit_tells_them_and_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = config.get_option

    def option(name: str) -> object:
        read.append(name)
        return True if name == "ui.hideTopBar" else real(name)

    monkeypatch.setattr(config, "get_option", option)
    expected = _settings()
    assert expected.hide_top_bar
    tell_settings_once()
    assert _settings() == expected
    read.clear()
    assert [_settings(), _settings()] == [expected, expected]
    assert read == []


@pytest.mark.usefixtures("plain")
def test_a_streamlit_without_the_function_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(app_session, "_populate_theme_msg")
    tell_settings_once()
    assert not hasattr(app_session, "_populate_theme_msg")


def _told(section: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    app_session._populate_theme_msg(message, section)
    return message


def _settings() -> Config:
    message = Config()
    app_session._populate_config_msg(message)
    return message
