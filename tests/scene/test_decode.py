"""A scene means the same in Python and in the browser, and both mean what the engine computes.

Steps are never sent, only tables: so every step, term and finished number of the two decoders is compared here.
"""

import json
import math
import subprocess
import zlib
from dataclasses import MISSING, fields, replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convviz import record
from convviz.palette import CHANNELS, PAGE, ROLES
from convviz.player import packed
from convviz.samples.images_and_kernels import sample
from convviz.scene import (
    Counter,
    Decoder,
    Grid,
    GridAxis,
    IndexMap,
    LoopNest,
    Scene,
    Track,
    cone_scene,
    paths,
    per_channel,
    scene_of,
)
from convviz.scene.source_code.schema import Listing, Passage, Variable
from convviz.spec.receptive_field import AxisLayer, layer_sizes, paths_down, paths_up
from decoded_scenes import SCENES, TRACES, of, shuffled_scene
from player_side import NODE, css_colours
from random_layers import integers, layers, quick
from serving import ROOT

EXPAND = ROOT / "tests" / "js" / "expand_scenes.mjs"


class Browser:
    """The decoder that runs in the browser, in Node.js."""

    def __init__(self):
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([NODE, EXPAND], stdin=pipe, stdout=pipe, text=True, encoding="utf-8")

    def expand(self, scene):
        self._process.stdin.write(scene.json() + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self):
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()


@pytest.fixture(scope="module")
def browser_side():
    side = Browser()
    yield side
    side.close()


def python_side(scene):
    decoder = Decoder(scene)
    tracks = [
        {
            "multiplications": decoder.multiplications(t),
            "steps": [
                {
                    "link": step.link,
                    "terms": [[s.read, s.weight, s.write, s.value, s.factor, s.product] for s in step.terms],
                    "start": step.start,
                    "sum": step.sum,
                }
                for step in (decoder.step(t, k) for k in range(decoder.count(t)))
            ],
        }
        for t in range(len(scene.tracks))
    ]
    return {"tracks": tracks, "values": decoder.values, "paths": list(paths_of(scene))}


def paths_of(scene):
    """From every cell of a scene with maps, the paths to all others."""
    mapped = any(link.operation == "map" for link in scene.links)
    for grid in scene.grids if mapped else ():
        for cell in range(math.prod(axis.size for axis in grid.axes)):
            yield [grid.id, cell, paths(scene, grid.id, cell)]


def assert_same(one, other, where=()):
    """Whole numbers are equal; decimals up to the last bits, which the order of a sum decides."""
    if isinstance(one, dict):
        assert one.keys() == other.keys(), where
        for key in one:
            assert_same(one[key], other[key], (*where, key))
    elif isinstance(one, list):
        assert len(one) == len(other), where
        for i, (a, b) in enumerate(zip(one, other, strict=True)):
            assert_same(a, b, (*where, i))
    elif isinstance(one, str) or float(one).is_integer():
        assert one == other, where
    else:
        assert other == pytest.approx(one, rel=1e-12, abs=1e-12), where


@pytest.mark.parametrize("name", SCENES)
def test_both_decoders_expand_a_scene_to_the_same_steps(browser_side, name):
    assert_same(python_side(SCENES[name]), browser_side.expand(SCENES[name]))


def test_both_decoders_take_one_filter_channel_by_channel(browser_side):
    scene = per_channel(record(of(2, 3, 1, 2), integers(1, 3, 3, 4), integers(2, 1, 3, 2, 2)))
    assert_same(python_side(scene), browser_side.expand(scene))


@pytest.mark.parametrize("name", TRACES)
def test_a_played_scene_ends_in_the_output_of_the_engine(browser_side, name):
    trace, scene = TRACES[name], SCENES[name]
    for output in (Decoder(scene).values["output"], browser_side.expand(scene)["values"]["output"]):
        if trace.output.dtype.kind == "f":
            assert output == pytest.approx(trace.output.ravel().tolist(), rel=1e-12, abs=1e-12)
        else:
            assert output == trace.output.ravel().tolist()


@pytest.mark.parametrize("name", TRACES)
def test_every_step_of_a_scene_is_the_step_of_the_trace(name):
    assert_steps_are_those_of_the_trace(TRACES[name])


@quick
@given(layers())
def test_any_layer_drawn_is_the_layer_recorded(browser_side, layer):
    trace = record(layer.spec, layer.x[0], layer.weight, layer.bias)
    scene = scene_of(trace)
    here = python_side(scene)
    assert here["values"]["output"] == trace.output.ravel().tolist()
    assert_steps_are_those_of_the_trace(trace)
    assert_same(here, browser_side.expand(scene))


stacks = st.lists(
    st.builds(AxisLayer, st.integers(1, 4), st.integers(1, 3), st.integers(0, 3), st.integers(1, 3)),
    min_size=1,
    max_size=4,
)


@quick
@given(stacks, st.integers(1, 24), st.data())
def test_any_cone_has_the_paths_the_engine_counts(browser_side, layers, cells, data):
    counts = layer_sizes(layers, cells)
    assume(counts[-1] > 0)
    unit = data.draw(st.integers(0, counts[-1] - 1))
    scene = cone_scene(layers, cells, unit)
    here = python_side(scene)
    assert_same(here, browser_side.expand(scene))
    from_unit, last = paths_down(layers, unit, counts), f"layer{len(layers)}"
    assert real(scene, here["values"], 0) == inside(from_unit[0], counts[0])
    for grid, cell, found in here["paths"]:
        if grid == last and cell == unit:
            for number, reached in enumerate(from_unit):
                assert real(scene, found, number) == inside(reached, counts[number])
        low = layers[0].ends[0]
        if grid == "input" and 0 <= cell - low < cells:
            for number, reached in enumerate(paths_up(layers, cell - low, counts)):
                assert real(scene, found, number) == inside(reached, counts[number])


def inside(reached, size):
    """The counts of all cells that are no padding."""
    return [reached.get(cell, 0) for cell in range(size)]


def real(scene, found, number):
    """The same of a grid as drawn."""
    grid = next(grid for grid in scene.grids if grid.id == (f"layer{number}" if number else "input"))
    kinds = grid.axes[0].kind or "r" * grid.axes[0].size
    return [count for count, kind in zip(found[grid.id], kinds, strict=True) if kind == "r"]


def assert_steps_are_those_of_the_trace(trace):
    decoder, transposed = Decoder(scene_of(trace)), trace.spec.transposed
    assert decoder.count(0) == len(trace)
    for k, step in enumerate(trace):
        drawn = decoder.step(0, k)
        values = np.broadcast_to(step.values, step.weights.shape)
        assert [term.value for term in drawn.terms] == values.ravel().tolist()
        assert [term.factor for term in drawn.terms] == step.weights.ravel().tolist()
        assert drawn.start == step.bias
        assert drawn.sum == pytest.approx(step.sum, rel=1e-12, abs=1e-12)
        cells = {term.read for term in drawn.terms} if transposed else {term.write for term in drawn.terms}
        assert cells == {k}, "steps go through the small grid cell by cell"


def test_multiplications_are_the_terms_of_all_steps():
    trace = TRACES["grouped"]
    assert Decoder(scene_of(trace)).multiplications(0) == sum(step.products.size for step in trace)
    moving = Decoder(shuffled_scene())
    assert [moving.multiplications(0), moving.multiplications(1)] == [60, 6], "moving a number multiplies nothing"
    drawn = [step for step in (moving.step(0, k) for k in range(moving.count(0))) if moving.links[step.link].weight]
    assert sum(len(step.terms) for step in drawn) == 12, "a cut-down link counts what it stands for"


def test_there_is_no_step_before_the_first_or_after_the_last():
    decoder = Decoder(SCENES["1-D"])
    for k in (-1, decoder.count(0)):
        with pytest.raises(IndexError):
            decoder.step(0, k)


def test_a_number_on_the_border_is_the_one_it_copies():
    trace = TRACES["reflect"]
    decoder = Decoder(SCENES["reflect"])
    padded = np.pad(trace.x, ((0, 0), (2, 1), (3, 2)), mode="reflect")
    assert [decoder.shown("input", cell) for cell in range(padded.size)] == padded.ravel().tolist()


def test_scenes_travel_light():
    """Tables instead of steps: a page sends a scene with every change of a control."""
    limits = {
        (16, 1, 1): 4_000,
        (16, 8, 8): 9_000,  # of these 5.5 kB are the numbers themselves: 2,048 of the input, 576 weights
        (6, 8, 8): 4_000,
    }
    for (side, i, o), most in limits.items():
        rng = np.random.default_rng(0)
        x, weight = rng.integers(0, 10, (i, side, side)), rng.integers(-3, 4, (o, i, 3, 3))
        scene = scene_of(record(of(2, i, o, 3, padding=1), x, weight))
        assert len(scene.json().encode()) < most, (side, i, o)


def test_a_small_scene_is_sent_as_it_is_and_a_picture_deflated():
    small, x = SCENES["2-D, all axes different"], sample("photo", 64, 64)
    picture = scene_of(record(of(2, 1, 1, 3, padding=1), x[np.newaxis], np.ones((1, 1, 3, 3), int)))
    assert packed(small) == {"scene": small.json(), "board": ""}
    assert zlib.decompress(packed(picture)).decode() == f"\n{picture.json()}"
    assert len(packed(picture)) < 5_500


# What the browser assumes of a field that was left out. A default changed on one side only would be a silent lie.
ASSUMED = {
    GridAxis: {"source": (), "kind": "", "unreached": (), "first": 0.0, "pitch": 1.0, "names": ()},
    Grid: {
        "values": None,
        "note": "",
        "digits": 2,
        "scale": (1, 1),
        "display": "cells",
        "hues": (),
        "initial": None,
        "sign": "",
        "gaps": (),
        "colours": "",
    },
    Counter: {},
    IndexMap: {},
    LoopNest: {"weight": None, "operation": "set", "grouped": "", "full": 0},
    Track: {"listing": None, "weights": 0, "biases": 0},
    Variable: {},
    Passage: {},
    Listing: {"note": ""},
    Scene: {"clock": "steps", "view": "", "form": "", "code_panel": ""},
}


@pytest.mark.parametrize("kind", ASSUMED, ids=lambda kind: kind.__name__)
def test_the_browser_assumes_the_defaults_of_the_contract(kind):
    assert {f.name: f.default for f in fields(kind) if f.default is not MISSING} == ASSUMED[kind]


def test_a_default_written_out_changes_nothing(browser_side):
    """Every default stands in the JSON here, as if the contract had none."""
    scene = shuffled_scene()
    short = json.loads(scene.json())

    def in_full(part, plain):
        kind = ASSUMED[type(part)]
        for name, value in kind.items():
            if value is not None:
                plain.setdefault(name, list(value) if isinstance(value, tuple) else value)

    for grid, plain in zip(scene.grids, short["grids"], strict=True):
        in_full(grid, plain)
    for link, plain in zip(scene.links, short["links"], strict=True):
        in_full(link, plain)

    class Written:
        def json(self):
            return json.dumps(short)

    assert browser_side.expand(Written()) == browser_side.expand(scene)


def test_only_what_differs_from_its_default_is_sent():
    sent = json.loads(scene_of(TRACES["1-D"]).json())
    assert sent["version"] == 1
    assert not {"digits", "scale", "display", "hues", "initial"} & sent["grids"][0].keys()
    assert not {"operation", "full"} & sent["links"][0].keys()
    assert "clock" not in sent
    assert json.loads(replace(scene_of(TRACES["1-D"]), clock="progress").json())["clock"] == "progress"


def shades(role, kind):
    return tuple(getattr(ROLES[role][theme], kind).lower() for theme in ("light", "dark"))


@pytest.mark.parametrize("role", ["input", "kernel", "output"])
def test_a_role_has_one_colour_in_the_player_and_everywhere_else(role):
    assert css_colours()[role] == shades(role, "fill")
    assert css_colours()[f"{role}-text"] == shades(role, "text")


def test_padding_channels_and_panels_have_one_colour_too():
    colours = css_colours()
    assert colours["quiet"] == shades("padding", "text")
    assert colours["surface"] == tuple(PAGE[theme][0].lower() for theme in ("light", "dark"))
    assert colours["raised"] == tuple(PAGE[theme][1].lower() for theme in ("light", "dark"))
    for i, pair in enumerate(zip(CHANNELS["light"], CHANNELS["dark"], strict=True)):
        assert colours[f"channel{i}"] == tuple(colour.lower() for colour in pair)
