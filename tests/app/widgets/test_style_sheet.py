"""The style sheet of what Streamlit has no elements for."""

import re

from serving import ROOT

SHEET = (ROOT / "assets" / "widgets.css").read_text(encoding="utf-8")


def test_every_colour_of_the_palette_that_is_used_is_defined() -> None:
    root = re.search(r":root \{(.*?)\}", SHEET, re.DOTALL)
    assert root
    defined = re.findall(r"--cv-[\w-]+(?=:)", root[1])
    assert set(re.findall(r"var\((--cv-[\w-]+)\)", SHEET)) == set(defined)
    assert len(defined) == len(set(defined))


def test_colours_with_a_meaning_come_from_the_palette() -> None:
    rules = SHEET.partition("}")[2]
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", rules)) == {"#fff", "#000"}, "the rings on spectra"


def test_no_page_brings_styles_of_its_own_but_where_they_are_drawn_from_numbers() -> None:
    files = (ROOT / "convviz" / "app").rglob("*.py")
    assert {file.name for file in files if "<style>" in file.read_text(encoding="utf-8")} == {
        "footprint.py",  # a mask with as many cells as the receptive field
        "index_page.py",
    }
