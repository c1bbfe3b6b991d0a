"""The style sheets of a lesson's first screen, and of what Streamlit has no elements for."""

import re

import pytest

from serving import ROOT

PLAIN = {"lesson.css": set(), "widgets.css": {"#fff", "#000"}}  # the rings on spectra


def sheet(name: str) -> str:
    return (ROOT / "assets" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PLAIN)
def test_every_colour_of_the_palette_that_is_used_is_defined(name: str) -> None:
    root = re.search(r":root \{(.*?)\}", sheet(name), re.DOTALL)
    assert root
    defined = re.findall(r"--cv-[\w-]+(?=:)", root[1])
    sizes = {"--cv-board", "--cv-wide-board"}  # of app.css
    assert set(re.findall(r"var\((--cv-[\w-]+)\)", sheet(name))) - sizes == set(defined)
    assert len(defined) == len(set(defined))


@pytest.mark.parametrize("name", PLAIN)
def test_colours_with_a_meaning_come_from_the_palette(name: str) -> None:
    rules = sheet(name).partition("}")[2]
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", rules)) == PLAIN[name]


def test_no_page_brings_styles_of_its_own_but_where_they_are_drawn_from_numbers() -> None:
    files = (ROOT / "convviz" / "app").rglob("*.py")
    assert {file.name for file in files if "<style>" in file.read_text(encoding="utf-8")} == {
        "footprint.py",  # a mask with as many cells as the receptive field
        "index_page.py",
    }
