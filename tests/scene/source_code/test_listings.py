"""The loops beside a picture are the code that runs: line for line, turn for turn, and with the engine's numbers.

The text that is shown is run here under a tracer, which notes the loop variables each time a line is about to write.
"""

import json
import sys
from dataclasses import replace

import numpy as np
import pytest

from block_scenes import recorded
from convviz import ConvError, ConvSpec, record
from convviz.engine import loops
from convviz.scene import (
    Contestant,
    Decoder,
    block_listing,
    block_scene,
    layer_listing,
    maps_listing,
    per_channel,
    race,
    scene_of,
    with_listings,
)
from convviz.scene.source_code import listings
from convviz.scene.source_code.current_line import WINDOW, current_line
from convviz.scene.source_code.listings import BORDER, FRACTION, code, code_loops
from convviz.spec.recipes import bottleneck, depthwise_separable, regular, shuffled_grouped
from player_side import Player
from random_layers import integers

MODES = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def layer(size, spec):
    """A recorded layer on distinct numbers."""
    bias = integers(3, spec.out_channels, most=9) if spec.bias else None
    return record(spec, integers(1, spec.in_channels, *size), integers(2, *spec.weight_shape, most=9), bias)


def of(i, o, kernel, **options):
    return ConvSpec.of(2, i, o, kernel, **options)


LAYERS = {
    "single channel": (layer((5, 6), of(1, 1, (3, 2))), "filter"),
    "with a border, a stride, a dilation and a bias": (
        layer((7, 9), of(1, 1, (2, 3), stride=2, dilation=2, padding=((1, 0), (2, 1)), bias=True)),
        "filter",
    ),
    "with a border that repeats": (layer((4, 5), of(1, 1, 3, padding=2, padding_mode="reflect")), "filter"),
    "several channels": (layer((4, 5), of(3, 2, (2, 3), bias=True)), "filter"),
    "all filters at one place first": (layer((4, 5), of(3, 2, (2, 3))), "position"),
    "depthwise": (layer((4, 5), of(3, 6, (2, 3), groups=3, padding="same")), "filter"),
    "depthwise, all at one place first": (layer((4, 5), of(2, 6, 2, groups=2, stride=2)), "position"),
    "grouped": (layer((3, 4), of(4, 6, 2, groups=2)), "filter"),
    "grouped, all at one place first": (layer((3, 4), of(4, 2, 2, groups=2)), "position"),
    "pointwise": (layer((3, 4), of(3, 2, 1)), "filter"),
}
BLOCKS = {
    "separable": recorded(depthwise_separable(3, 4, 2), 3, 4),
    "separable, with a border": recorded(depthwise_separable(2, 3, 3, padding="same"), 3, 3),
    "shuffled": recorded(shuffled_grouped(4, 4, 2, 2), 4, 4),
    "bottleneck": recorded(bottleneck(4, 2, 3), 4, 3),
}


def pixels(array):
    """Channels last, as nested lists."""
    return np.moveaxis(array, 0, -1).tolist()


def bordered(trace):
    """What the loops are given: the input with its border."""
    pads = ((0, 0), *trace.geometry.padding)
    return np.pad(trace.x, pads, mode=MODES[trace.spec.padding_mode])


def bank(trace):
    """Weights as TensorFlow has them."""
    if loops.depthwise is function_of(trace):
        return np.moveaxis(
            trace.weight.reshape(trace.spec.in_channels, -1, *trace.spec.kernel), (0, 1), (2, 3)
        ).tolist()
    return trace.weight.transpose(2, 3, 1, 0).tolist()


def function_of(trace):
    """The loops that compute it."""
    return listings.function_of(trace.geometry)


def arguments(trace):
    """A layer as its loops take it."""
    function, spec = function_of(trace), trace.spec
    if function is loops.single_channel:
        bias = int(trace.bias[0]) if trace.bias is not None else 0
        return (bordered(trace)[0].tolist(), trace.weight[0, 0].tolist(), spec.stride[0], spec.dilation[0], bias)
    image = pixels(bordered(trace))
    if function is loops.pointwise:
        return (image, bank(trace))
    if function is loops.grouped:
        return (image, bank(trace), spec.groups, spec.stride[0])
    if function is loops.depthwise:
        return (image, bank(trace), spec.stride[0], spec.dilation[0])
    return (image, bank(trace), spec.stride[0], trace.bias.tolist() if trace.bias is not None else ())


class Tracer:
    """Runs a listing and notes, each time one of its lines is about to run, the variables of the loops around it."""

    def __init__(self, listing):
        self.listing = listing
        self.names = dict(vars(loops))
        self.seen = []
        exec(compile("\n".join(listing.lines), "<listing>", "exec"), self.names)

    def run(self, function, *given):
        sys.settrace(self._frames)
        try:
            return self.names[function.__name__](*given)
        finally:
            sys.settrace(None)

    def _frames(self, frame, event, _):
        return self._lines if frame.f_code.co_filename == "<listing>" else None

    def _lines(self, frame, event, _):
        if event == "line":
            for passage in self.listing.passages:
                if frame.f_lineno - 1 == passage.body[-1]:
                    values = {v.line: f"{v.name} = {frame.f_locals[v.name]}" for v in passage.variables}
                    self.seen.append((passage.body, values))
                    break
        return self._lines


def told(scene, track=0):
    """What is lit and said at every term of every step."""
    decoder = Decoder(scene)
    for step in range(decoder.count(track)):
        for term in range(len(decoder.step(track, step).terms)):
            now = current_line(scene, track, step, term)
            yield now.lines, now.values


@pytest.mark.parametrize("name", LAYERS)
def test_the_lit_line_is_the_one_that_makes_the_product(name):
    trace, order = LAYERS[name]
    listing = layer_listing(trace.geometry, order)
    tracer = Tracer(listing)
    y = tracer.run(function_of(trace), *arguments(trace))
    expected = trace.output[0] if function_of(trace) is loops.single_channel else np.moveaxis(trace.output, 0, -1)
    assert np.array_equal(y, expected), "the code that is shown gives what the engine gives"
    assert tracer.seen == [*told(with_listings(scene_of(trace, order=order), listing))]


def test_map_by_map_first_the_maps_then_their_sum():
    trace = layer((4, 5), of(3, 1, 2, bias=True, padding=1))
    listing = maps_listing(trace.geometry)
    tracer = Tracer(listing)
    y = tracer.run(loops.map_by_map, *arguments(trace)[:3], int(trace.bias[0]))
    assert np.array_equal(y, trace.output[0])
    assert tracer.seen == [*told(with_listings(per_channel(trace), listing))]


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_runs_one_function_after_the_other(name):
    block = BLOCKS[name]
    listing = block_listing(block)
    tracer = Tracer(listing)
    for stage in block.stages:
        if hasattr(stage, "permutation"):
            y = tracer.run(loops.reordered, pixels(stage.x), stage.permutation.order)
        else:
            y = tracer.run(function_of(stage), *arguments(stage))
    assert np.array_equal(y, np.moveaxis(block.output, 0, -1))
    assert tracer.seen == [*told(with_listings(block_scene(block), listing))]


@pytest.mark.parametrize("name", ["several channels", "grouped, all at one place first", "depthwise"])
def test_a_window_that_goes_on_lights_the_loop_that_has_turned(name):
    trace, order = LAYERS[name]
    scene = with_listings(scene_of(trace, order=order), layer_listing(trace.geometry, order))
    turning = current_line(scene, 0, 0, 0).values
    assert current_line(scene, 0, 0, WINDOW).lines == (min(turning),), "the first window: the outermost loop begins"
    before = {}
    for step in range(Decoder(scene).count(0)):
        now = current_line(scene, 0, step, WINDOW)
        (line,) = now.lines
        changed = [line for line, text in now.values.items() if before.get(line) != text]
        assert line == min(changed)
        before = now.values


def test_a_step_that_is_done_has_run_through_its_inner_loops():
    trace, _ = LAYERS["single channel"]
    scene = with_listings(scene_of(trace), layer_listing(trace.geometry))
    done = current_line(scene, 0, 6, 6)
    assert [*done.values.values()] == ["row = 1", "column = 1", "i = 0 … 2", "j = 0 … 1"]
    assert scene.tracks[0].listing.lines[done.lines[-1]].strip() == "output[row][column] += image[y][x] * kernel[i][j]"


def race_scene():
    """Regular against separable, each with its code."""
    traces = recorded(regular(2, 3, 2), 3, 3), recorded(depthwise_separable(2, 3, 2), 3, 3)
    titles = "Regular", "Separable"
    return with_listings(race(*map(Contestant, titles, traces)), *map(block_listing, traces))


SCENES = {
    name: with_listings(scene_of(trace, order=order), layer_listing(trace.geometry, order))
    for name, (trace, order) in LAYERS.items()
}
SCENES |= {name: with_listings(block_scene(block), block_listing(block)) for name, block in BLOCKS.items()}
SCENES |= {
    "map by map": with_listings(
        per_channel(layer((3, 4), of(2, 1, 2))), maps_listing(layer((3, 4), of(2, 1, 2)).geometry)
    ),
    "a race": race_scene(),
    "none": scene_of(layer((3, 3), of(1, 1, 2))),
}


@pytest.fixture(scope="module")
def player():
    player = Player()
    yield player
    player.close()


@pytest.mark.parametrize("name", SCENES)
def test_the_player_reads_the_same_lines(player, name):
    scene = SCENES[name]
    decoder = Decoder(scene)
    here = []
    for track in range(len(scene.tracks)):
        terms = [len(decoder.step(track, step).terms) for step in range(decoder.count(track))]
        current = [
            [current_line(scene, track, step, n) for n in range(WINDOW, most + 1)] for step, most in enumerate(terms)
        ]
        here.append([[now and [[*now.lines], sorted(map(list, now.values.items()))] for now in row] for row in current])
    assert here == player.ask(json.dumps({"code": json.loads(scene.json())}))


def test_the_race_has_the_code_of_both():
    regular_code, separable_code = (track.listing.lines for track in race_scene().tracks)
    assert regular_code == code(loops.multi_channel)
    assert separable_code == (*code(loops.depthwise), "", "", *code(loops.pointwise))


def test_what_the_loops_do_not_know_has_no_code():
    flipped = replace(of(1, 1, 2), flip=True)
    uneven, deep = of(1, 1, 2, stride=(1, 2)), ConvSpec.of(3, 1, 1, 2)
    for spec in (
        flipped,
        uneven,
        of(1, 1, 2, transposed=True),
        of(2, 2, 2, dilation=2),
        of(4, 4, 1, groups=2, bias=True),
    ):
        assert layer_listing(spec.resolve((5, 5))) is None
    assert layer_listing(deep.resolve((3, 3, 3))) is None


def test_a_border_and_a_fraction_are_said():
    padded = of(1, 1, 3, padding=1).resolve((4, 4))
    assert layer_listing(padded).note == BORDER
    box = record(of(1, 1, 3), integers(1, 1, 4, 4), np.ones((1, 1, 3, 3)) / 9)
    (track,) = with_listings(scene_of(box, scale=(1, 9)), layer_listing(box.geometry)).tracks
    assert track.listing.note == FRACTION


def test_no_line_is_too_long_to_be_read_and_none_is_a_docstring():
    for function in (loops.single_channel, loops.multi_channel, loops.depthwise, loops.map_by_map):
        assert '"""' not in "\n".join(code(function))
        assert code_loops(code(function))


def test_there_is_no_step_after_the_last():
    with pytest.raises(ConvError, match="from 0 to 14"):
        current_line(SCENES["single channel"], 0, 15, 0)
