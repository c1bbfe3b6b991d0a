"""Planes of a volume lie on paper as they lie in the player, and none hides another."""

import json
import subprocess

import numpy as np
import pytest

from convviz.export.mpl.layout import arrange
from convviz.export.mpl.margins import SMALLEST_NUMBERED
from convviz.export.mpl.planes import Planes
from player_side import NODE
from serving import ROOT

from .test_scene_figure import ROOM, tracks_of
from .volumes import PLAIN, VOLUMES, figure_of, upright, views_of

TWIN = """
import { Planes } from "./convviz/player/web/picture/planes.mjs";
let text = "";
process.stdin.on("data", (part) => (text += part)).on("end", () => {
  const found = JSON.parse(text).map(([axes, stack, across, lift]) => {
    const planes = new Planes(axes, { stack, across, lift });
    const { x, y, plane, row, column } = planes.cells;
    const cells = Array.from(x, (_, i) => [x[i], y[i], plane[i], row[i], column[i]]);
    return [planes.columns, planes.rows, cells];
  });
  console.log(JSON.stringify(found));
});
"""


def test_planes_lie_as_in_the_player():
    grids = [grid for scene in PLAIN.values() for grid in scene.grids]
    ways = [(True, 1, 0), (True, 3, 0), (False, 1, 0), (False, 3, 0), (False, 1, 3)]
    asked = [(grid.axes, *way) for grid in grids for way in ways]
    text = json.dumps([([{"role": a.role, "size": a.size} for a in axes], *way) for axes, *way in asked])
    command = [NODE, "--input-type=module", "-e", TWIN]
    ran = subprocess.run(command, input=text, capture_output=True, text=True, cwd=ROOT, timeout=60, check=True)
    for (axes, stack, across, lift), (columns, rows, cells) in zip(asked, json.loads(ran.stdout), strict=True):
        planes = Planes(axes, stack=stack, across=across, lift=lift)
        assert (planes.columns, planes.rows) == pytest.approx((columns, rows))
        assert np.array(planes.cells) == pytest.approx(np.array(cells), abs=1e-4), (axes, stack, across)


@pytest.mark.parametrize("name", VOLUMES)
def test_no_cell_covers_another_or_leaves_the_panel(name):
    scene_figure = figure_of(name)
    for band in scene_figure._bands:
        squares = []
        for view in band.views.values():
            boxes = [view.box(cell) for cell in range(view.cells)]
            corners = np.array([box.corners() for box in boxes])
            assert corners[..., 0].min() >= 21
            assert corners[..., 0].max() <= 960 - 21
            assert corners[..., 1].min() >= band.panel.box.y
            assert corners[..., 1].max() <= band.panel.keys_y + 1
            left_top = upright(boxes[0].frame, corners[:, 0])
            squares += [(*corner, view.slot.cell) for corner in left_top]
        assert_apart(np.array(squares))


def assert_apart(squares):
    """No two squares (left, top, side) overlap by more than a rounding."""
    left, top, side = squares.T
    gap = 0.01
    beside = (left[:, None] + side[:, None] <= left + gap) | (left + side <= left[:, None] + gap)
    below = (top[:, None] + side[:, None] <= top + gap) | (top + side <= top[:, None] + gap)
    apart = beside | below | np.eye(len(squares), dtype=bool)
    assert apart.all(), np.argwhere(~apart)[:3]


@pytest.mark.parametrize("name", VOLUMES)
def test_a_scene_says_whether_its_planes_are_stacked(name):
    stacked = VOLUMES[name].view == "stack"
    for view in views_of(figure_of(name)):
        box = view.box(0)
        (left, top), _, _, (lowest, bottom) = box.corners()
        assert (lowest < left - 1e-6) == stacked
        assert (bottom - top < box.height - 1e-6) == stacked


def test_sheets_of_one_pile_are_channels_and_slices():
    below = {}
    for name in ("three channels, one filter", "slices", "depthwise"):
        view = views_of(figure_of(f"{name}, stack"))[0]
        corners = [
            view.box(cell).corners()[0] for cell in range(0, view.cells, view.cells // 3 if name != "slices" else 16)
        ]
        below[name] = {round(x) for x, _ in corners}
        assert [y for _, y in corners] == sorted({y for _, y in corners}), "each below the one before"
    assert {len(columns) for columns in below.values()} == {1}


@pytest.mark.parametrize("name", PLAIN)
def test_where_a_scene_says_nothing_its_planes_are_stacked_if_numbers_can_be_read_so(name):
    tracks = tracks_of(PLAIN[name])
    for height in (300, 460, 1000):
        chosen, stack, flat = (arrange(tracks, ROOM, height, view) for view in ("", "stack", "flat"))
        kernel = [slot.cell for picture in stack for slot in picture.slots if slot.sign == "∗"]
        spread = [slot for picture in flat for slot in picture.slots if slot.sign == "∗"]
        enough = min(SMALLEST_NUMBERED, max(kernel))
        expected = flat if max(kernel) < 36 and spread[0].cell >= enough and fits(flat, height) else stack
        assert [p.slots[0].planes.stack for p in chosen] == [p.slots[0].planes.stack for p in expected]
        assert [p.slots[0].cell for p in chosen] == [p.slots[0].cell for p in expected]


def fits(pictures, height):
    return all(picture.height <= height for picture in pictures)
