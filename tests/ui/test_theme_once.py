"""The theme that browsers are told is Streamlit's own, put together once."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from poise.ui.theme_once import tell_theme_once

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> object:
    populate = app_session._populate_theme_msg
    plain = getattr(populate, "__wrapped__", populate)
    monkeypatch.setattr(app_session, "_populate_theme_msg", plain)
    return plain


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
    tell_theme_once()
    for _ in range(3):
        assert [_told(section) for section in SECTIONS] == expected
    assert sorted(read) == sorted(SECTIONS)


def test_a_streamlit_without_the_function_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(app_session, "_populate_theme_msg")
    tell_theme_once()
    assert not hasattr(app_session, "_populate_theme_msg")


def _told(section: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    app_session._populate_theme_msg(message, section)
    return message
