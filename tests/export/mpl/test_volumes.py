"""Volumes in a picture: numbers stand in their cells, colours follow channels, filters that rest step back."""

from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex, to_rgb
from matplotlib.text import Text

from convviz import ConvSpec, record
from convviz.export.gif import gif, shown_steps
from convviz.export.image import png, svg
from convviz.export.mpl.cells import CellsView
from convviz.export.mpl.fonts import DIGIT_HEIGHT, width
from convviz.export.mpl.overlay import draw_mark, marks_of
from convviz.export.mpl.pixels import PixelsView
from convviz.export.mpl.scene_figure import SceneFigure
from convviz.palette import CHANNELS, INK, PAGE, PIXELS, PRIMARIES, ROLES, blended
from convviz.scene import Clock, in_colour, scene_of
from convviz.scene.step_text import number
from counts import sample
from drawn_scenes import in_a_theme

from ..test_gif import blurred, frames_of, still
from ..test_image import SVG, has, picture, texts
from .volumes import VOLUMES, figure_of, upright, views_of

THEMES = ("light", "dark")
STACKS = [name for name in VOLUMES if name.endswith("stack")]


def faces(view, cells, values, **options):
    """The colours of cells, as `#rrggbb`."""
    shapes = next(iter(view.paint(cells, values, **options)))
    return [to_hex(colour) for colour in shapes.get_facecolor()]


def view_of(scene_figure, grid):
    return next(view for view in views_of(scene_figure) if view.grid.id == grid)


@pytest.mark.parametrize(("name", "theme"), sample(in_a_theme(VOLUMES), 6))
def test_every_volume_is_drawn_within_its_picture(name, theme):
    scene = VOLUMES[name]
    image = picture(png(scene, Clock(scene).steps // 2, theme=theme, dpi=72))
    edge = np.concatenate([image[:4].reshape(-1, 3), image[-4:].reshape(-1, 3), image[:, :4].reshape(-1, 3)])
    assert (edge == np.round(np.array(to_rgb(PAGE[theme][0])) * 255)).all()
    assert has(image, ROLES["input"][theme].fill)


@pytest.mark.parametrize("name", VOLUMES)
def test_a_number_stands_inside_its_cell(name):
    scene_figure = figure_of(name)
    frame = scene_figure.frame(scene_figure.clock.steps - 1)
    for (_, id), state in frame.shown.items():
        view = view_of(scene_figure, id)
        if not view.slot.numbered:
            assert not written(view, range(view.cells), state)
            continue
        for cell in range(view.cells):
            (text,) = written(view, [cell], state)
            assert_inside(text, view.box(cell))


def written(view, cells, state):
    """The texts in cells."""
    return [artist for artist in view.paint(cells, state.values, lit=state.lit) if isinstance(artist, Text)]


def assert_inside(text, box):
    half, size = width(text.get_text(), text.get_size(), "bold") / 2, text.get_size()
    x, base = text.get_position()
    corners = [(x + a, base - b) for a in (-half, half) for b in (0, size * DIGIT_HEIGHT)]
    corner, *inner = upright(box.frame, [box.corners()[0], *corners])
    distance = np.array(inner) - corner
    assert (distance >= 0).all(), text
    assert (distance <= box.width).all(), text


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "name", ["eight channels, eight filters, stack", "too small for numbers, flat", "depthwise, flat"]
)
def test_a_cell_has_the_colour_of_its_channel(name, theme):
    scene_figure = figure_of(name, theme)
    view = view_of(scene_figure, "input")
    values = view.values(view.final)
    largest = max(map(abs, view.final))
    per_plane, seen = view.cells // view.grid.axes[0].size, set()
    for cell, value in enumerate(values):
        if value and view.kinds[cell][0] == "r":
            hue, dark = CHANNELS[theme][cell // per_plane], 0.72 if theme == "dark" else 1
            faintest, stripes = (0.3, 1) if value < 0 else (0.07, 0)
            strength = dark * (faintest + (0.6 - faintest) * abs(value) / largest)
            expected = blended(hue, PAGE[theme][1], strength * (0.4 if stripes else 1))
            assert to_rgb(faces(view, [cell], values)[0]) == pytest.approx(to_rgb(expected), abs=1.1 / 255)
            striped = [artist for artist in view.paint([cell], values) if isinstance(artist, LineCollection)]
            assert len(striped) == stripes
            for artist in striped:
                stripe = to_rgb(blended(hue, PAGE[theme][1], strength))
                assert np.array(artist.get_color()[:, :3]) == pytest.approx(
                    np.tile(stripe, (len(artist.get_segments()), 1))
                )
                assert_falls_inside(artist, view.box(cell))
            seen.add((hue, stripes))
    assert {hue for hue, _ in seen} == set(CHANNELS[theme][: view.grid.axes[0].size])
    assert any(stripes for _, stripes in seen) == (min(values) < 0)


def assert_falls_inside(stripes, box):
    """Lines of a cell go down to the right and do not leave it."""
    for segment in stripes.get_segments():
        corner, start, end = upright(box.frame, [box.corners()[0], *segment])
        assert (end > start).all()
        assert (start >= corner).all()
        assert (end <= corner + box.width).all()


def test_only_what_is_a_picture_is_grey():
    small, painted = figure_of("too small for numbers, stack"), figure_of("pixels, stack")
    assert {type(view) for view in views_of(small)} == {CellsView}
    assert not view_of(small, "input").slot.numbered
    assert [type(view) for view in views_of(painted)] == [PixelsView, CellsView, PixelsView]


@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_on_a_sheet_has_the_grey_of_every_number(theme):
    scene_figure = SceneFigure(VOLUMES["pixels, stack"], theme, dpi=72)
    view = view_of(scene_figure, "input")
    image = picture(png(VOLUMES["pixels, stack"], 0, theme=theme, dpi=72))
    low, high = min(0, *view.final), max(view.final)
    if low < 0:
        low, high = -max(-low, high), max(-low, high)
    touched = {term.read for term in scene_figure.decoder.step(0, 0).terms}
    right, wrong = 0, []
    for cell in range(view.cells):
        column, row = cell % 20, cell // 20 % 20
        if cell in touched or {column, row} & {0, 1, 2, 3, 19}:
            continue  # under an outline
        x, y = view.box(cell).middle()
        grey = round(255 * (view.final[cell] - low) / (high - low))
        found = image[int(y), int(x)].astype(int)
        wrong += [(cell, grey, found)] if abs(found - grey).max() > 2 else []
        right += abs(found - grey).max() <= 2
    assert right > 20 * len(wrong), wrong[:5]
    _, top = view.box(0).corners()[0]
    beside = image[int(top + 4), int(view.slot.x + 4)]
    assert beside.tolist() == np.round(np.array(to_rgb(PAGE[theme][1])) * 255).tolist(), "beside the sheet is the panel"


def test_the_input_of_a_colour_picture_has_shades_of_red_green_and_blue_and_its_output_grey():
    trace = record(ConvSpec.of(2, 3, 3, 1, groups=3), np.full((3, 20, 20), 100), np.ones((3, 1, 1, 1)))
    scene = in_colour(scene_of(trace, view="flat"))
    scene_figure = SceneFigure(scene, "light", dpi=72)
    image = picture(png(scene, Clock(scene).steps - 1, dpi=72))
    views = {view.grid.id: view for view in views_of(scene_figure)}
    for plane, shade in enumerate(PIXELS):
        middle = plane * 400 + 210
        for grid, brightest in (("input", shade), ("output", (255, 255, 255))):
            x, y = views[grid].box(middle).middle()
            assert image[int(y), int(x)].tolist() == list(brightest), (grid, plane)
        assert views["output"].hue(middle) == views["input"].hue(middle) == PRIMARIES["light"][plane]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("view", ["stack", "flat"])
def test_filters_that_rest_step_back(view, theme):
    scene_figure = figure_of(f"few steps, {view}", theme)
    kernel = view_of(scene_figure, "kernel")
    for step, at_work in ((0, 0), (scene_figure.clock.steps - 1, 1)):
        state = scene_figure.frame(step).shown[0, "kernel"]
        for cell in range(16):
            there = faces(kernel, [cell], state.values)[0]
            back = blended(there, PAGE[theme][1], 0.45)
            assert faces(kernel, [cell], state.values, lit=state.lit) == [there if cell // 8 == at_work else back]
            *_, text = kernel.paint([cell], state.values, lit=state.lit)
            ink = INK[theme] if cell // 8 == at_work else blended(INK[theme], PAGE[theme][1], 0.45)
            assert text.get_color() == ink
    assert {key: state.lit for key, state in scene_figure.frame(0).shown.items() if key[1] != "kernel"} == {
        (0, "input"): None,
        (0, "output"): None,
    }


@pytest.mark.parametrize("name", sample(list(STACKS), 3))
def test_an_outline_goes_round_the_touched_cells_of_a_sheet(name):
    scene_figure = figure_of(name)
    drawn = scene_figure.frame(scene_figure.clock.steps // 2).drawn
    for track, step in enumerate(drawn):
        views = scene_figure._bands[track].views
        for mark in marks_of(scene_figure.decoder, step):
            view = views[mark.grid]
            artists = list(draw_mark(view, mark, "light"))
            assert len(artists) == bool(mark.cells), "an outline, and no second numbers"
            planes = {}
            for cell in mark.cells:
                planes.setdefault(view.plane(cell % view.cells), []).append(view.box(cell % view.cells))
            paths = artists[0].get_paths() if artists else []
            for path, touched in zip(paths, planes.values(), strict=True):
                frame = touched[0].frame
                outline = upright(frame, path.vertices)
                corners = upright(frame, [corner for box in touched for corner in box.corners()])
                assert corners.min(axis=0) - outline.min(axis=0) == pytest.approx(1.5)
                assert outline.max(axis=0) - corners.max(axis=0) == pytest.approx(1.5)


def test_what_no_window_reaches_is_struck_through_on_its_sheet():
    scene_figure = figure_of("never reached, stack")
    view = view_of(scene_figure, "input")
    values = [1] * view.cells  # no stripes among the lines
    _, struck, *_ = view.paint(range(view.cells), values)
    unreached = [cell for cell in range(view.cells) if cell % 8 in (6, 7) or cell // 8 % 6 == 5]
    assert len(struck.get_segments()) == len(unreached)
    for cell, segment in zip(unreached, struck.get_segments(), strict=True):
        assert segment.mean(axis=0) == pytest.approx(view.box(cell).middle())


def test_padding_on_a_sheet_is_hatched_inside_its_cells():
    scene_figure = figure_of("three channels, one filter, stack")
    view = view_of(scene_figure, "input")
    corner_cell = 0
    _, hatched, *_ = view.paint([corner_cell], view.values(view.final))
    box = view.box(corner_cell)
    corner, *ends = upright(box.frame, [box.corners()[0], *np.concatenate(hatched.get_segments())])
    assert len(ends) >= 6
    assert (np.array(ends) >= corner).all()
    assert (np.array(ends) <= corner + box.width).all()


@pytest.mark.parametrize("name", sample(["slices, stack", "depthwise, flat", "transposed, stack", "pixels, stack"], 2))
def test_an_svg_of_a_volume_is_valid_and_the_same_every_time(name):
    scene = VOLUMES[name]
    first = svg(scene, 2)
    assert first == svg(scene, 2)
    root = ElementTree.fromstring(first)
    assert root.tag == f"{SVG}svg"
    assert not list(root.iter(f"{SVG}text"))
    scene_figure = SceneFigure(scene, "light", dpi=72)
    numbered = [view for view in views_of(scene_figure) if view.slot.numbered]
    shown = scene_figure.frame(2).shown
    expected = {number(v) for view in numbered for v in shown[0, view.grid.id].values if v is not None}
    assert expected <= set(texts(first))


def test_second_numbers_stand_in_squares_only():
    stack, flat = (texts(svg(VOLUMES[f"few steps, {view}"], 0)) for view in ("stack", "flat"))
    assert sum(text.startswith("×") for text in flat) == 8
    assert not [text for text in stack if text.startswith("×")]


@pytest.mark.parametrize(
    ("name", "theme"),
    sample(
        [
            ("few steps, stack", "light"),
            ("few steps, stack", "dark"),
            ("transposed, stack", "light"),
            ("slices, flat", "dark"),
        ],
        2,
    ),
)
def test_every_frame_of_a_volume_is_the_still_of_its_step(name, theme):
    scene = VOLUMES[name]
    frames, durations, _ = frames_of(gif(scene, theme=theme))
    steps = shown_steps(scene)
    assert len(frames) == len(durations) == len(steps) == Clock(scene).steps
    for k in sorted({0, len(steps) // 2, len(steps) - 1}):
        assert np.abs(blurred(frames[k]) - blurred(still(scene, steps[k], theme))).max() < 25
