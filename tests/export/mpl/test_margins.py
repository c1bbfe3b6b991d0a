"""Names of planes and numbers of rows and columns stand where the player has them, and in nobody's way."""

import json
import subprocess
from itertools import combinations

import pytest

from convviz.export.mpl.bars import lift_of
from convviz.export.mpl.fonts import DIGIT_HEIGHT, width
from convviz.export.mpl.layout import arrange, arrange_tracks
from convviz.export.mpl.margin_texts import draw_margins
from convviz.export.mpl.margins import NAME, RULER, SMALLEST_RULED, Asked, Margins
from convviz.export.mpl.planes import Planes
from convviz.palette import CHANNELS, INK, blended
from convviz.scene import in_colour
from convviz.scene.plane_names import plane_names
from drawn_scenes import SCENES
from player_side import NODE
from serving import ROOT

from .test_scene_figure import ROOM, tracks_of
from .volumes import PLAIN, VOLUMES, figure_of, views_of

ALL = SCENES | VOLUMES
FACES = {"name": (NAME, "bold"), "ruler": (RULER, "plain")}
ALIGNED = {"left": 0, "center": 0.5, "right": 1}

TWIN = """
import { Decoder } from "./convviz/player/web/scene/decode.mjs";
import { liftOf } from "./convviz/player/web/picture/bars.mjs";
import { Margins } from "./convviz/player/web/picture/margins.mjs";
import { Planes } from "./convviz/player/web/picture/planes.mjs";
import { planeNames } from "./convviz/player/web/scene/plane_names.mjs";
let text = "";
process.stdin.on("data", (part) => (text += part)).on("end", () => {
  const { scenes, ways } = JSON.parse(text);
  const told = (grid) => ways.map(([stack, across, side]) => {
    const planes = new Planes(grid.axes, { stack, across, lift: liftOf(grid) });
    const margins = new Margins(grid, planes, { names: true, rulers: true });
    const apart = margins.on(planes.apart(margins.gap(side) / side));
    return apart.texts(side).map(({ text, kind, cell, upwards }) => [text, kind, cell, Boolean(upwards)]);
  });
  console.log(JSON.stringify(scenes.map((scene) =>
    [...new Decoder(scene).grids.values()].map((grid) => ({ names: planeNames(grid), texts: told(grid) })))));
});
"""
WAYS = [(False, 1, 120), (False, 2, 120), (True, 1, 120), (True, 2, 120), (False, 1, 1.5), (True, 1, 1.5)]


def test_planes_have_the_names_and_numbers_they_have_in_the_player():
    scenes = [*ALL.values(), *map(in_colour, PLAIN.values())]
    asked = f'{{"ways":{json.dumps(WAYS)},"scenes":[{",".join(scene.json() for scene in scenes)}]}}'
    command = [NODE, "--input-type=module", "-e", TWIN]
    ran = subprocess.run(command, input=asked, capture_output=True, text=True, cwd=ROOT, timeout=60, check=True)
    for scene, grids in zip(scenes, json.loads(ran.stdout), strict=True):
        for grid, there in zip(scene.grids, grids, strict=True):
            names = {role: [name._asdict() for name in each] for role, each in plane_names(grid).items()}
            assert names == there["names"], grid.title
            if scene.form:
                continue
            for (stack, across, side), texts in zip(WAYS, there["texts"], strict=True):
                planes = Planes(grid.axes, stack=stack, across=across, lift=lift_of(grid))
                mine = Margins(grid, planes, Asked(names=True, rulers=True)).texts(side)
                assert [[text.text, text.kind, text.cell, text.upwards] for text in mine] == texts, (grid.title, side)


def boxes_of(grid, slot):
    """Left, top, right and bottom of every name and number, with what it is."""
    for text in slot.texts:
        size, face = FACES[text.kind]
        length, height = width(text.text, size, face), size * DIGIT_HEIGHT
        x, y = slot.x + text.x, slot.y + text.y
        if not text.text:
            continue
        left = x - length * ALIGNED[text.align]
        box = (x - height, y - length / 2, x, y + length / 2) if text.upwards else (left, y - height, left + length, y)
        yield f"{text.kind} {text.text} of {grid.title}", box


def cells_of(grid, slot):
    shift, _ = slot.planes.shear * 0.5, None
    for place in slot.planes.cells:
        x, y = slot.x + (place.x - shift) * slot.cell, slot.y + place.y * slot.cell
        yield f"a cell of {grid.title}", (x, y, x + slot.cell, y + slot.cell * slot.planes.tilt)


def overlap(one, other):
    return one[0] < other[2] - 0.5 and other[0] < one[2] - 0.5 and one[1] < other[3] - 0.5 and other[1] < one[3] - 0.5


@pytest.mark.parametrize("name", ALL)
def test_no_name_and_no_number_lies_on_a_cell_or_on_another_or_leaves_the_picture(name):
    scene = ALL[name]
    tracks = tracks_of(scene)
    for grids, picture in zip(tracks, arrange_tracks(tracks, ROOM, scene.view, scene.form), strict=True):
        pairs = list(zip(grids, picture.slots, strict=True))
        texts = [each for pair in pairs for each in boxes_of(*pair)]
        cells = [each for pair in pairs for each in cells_of(*pair)]
        for what, box in texts:
            assert box[0] >= -1, what
            assert box[1] >= -1, what
            assert box[2] <= ROOM + 1, what
            assert box[3] <= picture.height + 1, what
            assert not [cell for cell, other in cells if overlap(box, other)], what
        for (what, one), (that, other) in combinations(texts, 2):
            assert not overlap(one, other), (what, that)


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("view", ["stack", "flat"])
def test_no_number_in_a_cell_is_lost_to_names_or_rulers_where_there_is_more_height(name, view):
    tracks, most = tracks_of(PLAIN[name]), 0
    for height in range(200, 1001, 100):
        count = sum(slot.numbered for picture in arrange(tracks, ROOM, height, view) for slot in picture.slots)
        assert count >= most, height
        most = count


def test_rows_and_columns_are_counted_beside_large_cells_without_their_padding():
    (picture,) = arrange_tracks(tracks_of(SCENES["the worked example"]), ROOM)
    told = {
        slot.planes.columns: [text.text for text in slot.texts if text.kind == "ruler" and text.text]
        for slot in picture.slots
    }
    five = ["1", "2", "3", "4", "5"]
    assert told == {7: five * 2, 3: ["1", "2", "3"] * 2}, "the kernel, which is as large as the output, has none"
    assert [bool(slot.texts) for slot in picture.slots] == [True, False, True]
    small = arrange(tracks_of(SCENES["the worked example"]), ROOM, 130)[0]
    assert all(slot.cell < SMALLEST_RULED and not slot.texts for slot in small.slots)


def test_a_name_has_the_colour_of_its_channel():

    view = views_of(figure_of("three channels, one filter, flat"))[0]
    drawn = {artist.get_text(): artist.get_color() for artist in draw_margins(view.grid, view.slot, "light")}
    expected = [blended(CHANNELS["light"][channel], INK["light"], 0.78) for channel in range(3)]
    assert [drawn[f"channel {channel + 1}"] for channel in range(3)] == expected
