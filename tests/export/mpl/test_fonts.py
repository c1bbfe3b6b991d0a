"""The letters of the exports are those of the page, and come along."""

import pytest
from matplotlib.font_manager import get_font

from convviz.cli.render import PICTURES
from convviz.export.mpl.fonts import DIGIT_HEIGHT, MONO_ADVANCE, font, width
from serving import ROOT

FACES = ("plain", "bold", "mono", "mono bold")
FONTS = ROOT / "convviz" / "export" / "fonts"
DEJAVU = "DejaVu"


def family(face: str, text: str) -> str:
    return get_font(font(face, text).get_file()).family_name


@pytest.mark.parametrize("face", FACES)
def test_what_a_picture_says_is_set_in_the_type_of_the_page(face: str) -> None:
    name = "Convviz Mono" if "mono" in face else "Convviz Sans"  # their makers keep the name of the originals
    assert family(face, "Why 2, 1? 12 × −3.5 · (½) → ≈ 16 … ° Σ 112² ≤") == name
    assert family(face, "∗").startswith(DEJAVU)
    assert family(face, "a ⋆ b").startswith(DEJAVU), "one text, one font"


def test_titles_and_sentences_of_all_lessons_are_set_in_it() -> None:
    for lesson, player in PICTURES.values():
        for case in lesson.cases_of(player):
            for words in (case.title, case.sentence):
                assert family("plain", words) == family("bold", words) == "Convviz Sans", words


@pytest.mark.parametrize("face", FACES)
def test_digits_are_as_wide_and_as_high_as_the_layout_takes_them_to_be(face: str) -> None:
    widths = {width(digit, 100, face) for digit in "0123456789"}
    assert max(widths) - min(widths) < 0.1, "numbers of a column stand below each other"
    if "mono" in face:
        assert {round(width(sign * 10, 100, face)) for sign in "08x·×−(+→"} == {round(1000 * MONO_ADVANCE)}
    drawn = get_font(font(face, "0").get_file())
    drawn.set_size(100, 72)
    drawn.set_text("1")
    assert drawn.get_width_height()[1] / 64 == pytest.approx(100 * DIGIT_HEIGHT, abs=2)


def test_the_fonts_are_small_and_their_licence_lies_beside_them() -> None:
    assert sum(file.stat().st_size for file in FONTS.iterdir()) < 150_000
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "Reserved Font Name 'Source'" in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
