"""The theme is put into a message once (see convviz.app.streamlit_patches.theme)."""

from collections.abc import Iterator

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from convviz.app.streamlit_patches import theme

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    theme._KEPT.clear()
    yield
    theme._KEPT.clear()


def test_streamlit_still_needs_it() -> None:
    """Once this fails, convviz/app/streamlit_patches/theme.py can go: Streamlit has another way to tell its theme."""
    assert theme._MAKE.__name__ in app_session.AppSession._create_new_session_message.__code__.co_names


@pytest.mark.parametrize("section", SECTIONS)
def test_the_message_is_what_streamlit_says(section: str) -> None:
    expected, first, second = CustomThemeConfig(), CustomThemeConfig(), CustomThemeConfig()
    theme._MAKE(expected, section)
    theme._copy(first, section)
    first.primary_color = "#123456"  # whoever writes into it does not write into the next
    theme._copy(second, section)
    assert second == expected


def test_it_is_made_once_until_the_options_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def _populate_theme_msg(message: CustomThemeConfig, section: str) -> None:
        asked.append(section)

    monkeypatch.setattr(theme, "_MAKE", _populate_theme_msg)
    monkeypatch.setattr(app_session, "_populate_theme_msg", theme._MAKE)
    theme.make_the_theme_once.__wrapped__()
    for section in (*SECTIONS, *SECTIONS):
        theme._copy(CustomThemeConfig(), section)
    assert asked == list(SECTIONS)
    config._on_config_parsed.send()
    theme._copy(CustomThemeConfig(), "theme")
    assert asked == [*SECTIONS, "theme"]
