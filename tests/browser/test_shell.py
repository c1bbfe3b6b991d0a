"""What every visitor meets first, whatever the lessons are."""

import tomllib

import pytest

from browser.looking import OpenPage, accessibility_problems, scrolls_sideways
from serving import ROOT

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_front_page_follows_the_visitors_theme(open_page: OpenPage, theme: str) -> None:
    page = open_page(dark=theme == "dark")
    background = page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")
    assert background == css_rgb(THEME[theme]["backgroundColor"])


@pytest.mark.parametrize("dark", [False, True])
def test_the_front_page_can_be_used_by_everyone(open_page: OpenPage, dark: bool) -> None:
    assert not (problems := accessibility_problems(open_page(dark=dark))), "\n".join(problems)


def test_the_front_page_fits_a_phone(open_page: OpenPage) -> None:
    assert not scrolls_sideways(open_page(width=360, height=740, touch=True))


def css_rgb(colour: str) -> str:
    """Write #rrggbb the way a browser reports it."""
    return "rgb({}, {}, {})".format(*bytes.fromhex(colour[1:]))
