"""A number looks in the arithmetic of a still as it does in its cell: with the decimals that all of its grid have."""

import re

import pytest

from convviz.export.mpl.cells import CellsView
from convviz.export.mpl.fit import Amount
from convviz.export.mpl.overlay import marks_of
from convviz.export.mpl.scene_figure import SceneFigure
from convviz.scene import Decoder
from convviz.scene.step_text import equation
from drawn_scenes import SCENES

NAMES = ("decimals", "decimals, transposed", "fractions", "a fraction in front", "the worked example", "eight channels")


def decimals_in(text):
    """Decimals of a number as it is written; None of one in compact form."""
    plain = re.fullmatch(r"[+×(−]*\d+(?:\.(\d+))?\)?", text)
    return len(plain[1] or "") if plain else None


@pytest.mark.parametrize("name", NAMES)
def test_a_grid_has_one_number_of_decimals_in_cells_strips_and_arithmetic(name):
    figure = SceneFigure(SCENES[name], "light", dpi=72)
    decoder = figure.decoder
    for band in figure._bands:
        for id, view in band.views.items():
            if isinstance(view, CellsView) and view.slot.numbered:
                written = [view._fit.write(Amount(value, decoder.style(view.grid)))[0] for value in view.final]
                assert {decimals_in(text) for text in written} <= {decoder.decimals[id], None}
    for track in range(len(figure.decoder.scene.tracks)):
        for step in range(decoder.count(track)):
            drawn = decoder.step(track, step)
            link = decoder.links[drawn.link]
            weights = decoder.decimals[link.weight.grid] if link.weight else 0
            written = decoder.decimals[link.write.grid]
            tokens = [token for row in equation(decoder, drawn) for token in row]
            assert {decimals_in(token.factor) for token in tokens if token.factor} <= {weights, None}
            assert {decimals_in(token.text) for token in tokens if token.result or token.after >= 0} <= {written, None}
            strips = {decimals_in(amount.at(0)) for mark in marks_of(decoder, drawn) for amount in mark.texts}
            assert strips <= {written if link.operation == "add" else weights, None}


@pytest.mark.parametrize("name", NAMES)
def test_no_picture_has_more_decimals_than_are_needed(name):
    needed = Decoder(SCENES[name]).decimals
    assert all(shown <= needed[id] for id, shown in SceneFigure(SCENES[name], "dark", dpi=72).decoder.decimals.items())
