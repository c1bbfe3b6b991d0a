"""Scenes with channels and slices: colours, order of the steps, partial sums, and several scenes on one clock."""

from math import prod

import numpy as np
import pytest

from adding import adding
from convviz import ConvSpec, record
from convviz.scene import Decoder, scene_of, side_by_side
from convviz.scene.step_text import equation, sentence
from random_layers import integers


def traced(spec, *shape, bias=False):
    x, weight = integers(1, *shape), integers(2, *spec.weight_shape)
    return record(spec, x, weight, integers(3, spec.out_channels) if bias else None)


DEEP = traced(ConvSpec.of(2, 3, 4, (2, 3), padding=((1, 0), (0, 1))), 3, 5, 6, bias=True)
GROUPED = traced(ConvSpec.of(2, 4, 6, (2, 3), groups=2), 4, 5, 6)
DEPTHWISE = traced(ConvSpec.of(2, 3, 6, (3, 2), groups=3), 3, 5, 6)
TRANSPOSED = traced(ConvSpec.of(2, 3, 2, (2, 3), stride=2, transposed=True), 3, 3, 4)
SLICES = traced(ConvSpec.of(3, 1, 2, (2, 3, 2)), 1, 4, 5, 6)
ALONE = traced(ConvSpec.of(2, 1, 1, 3), 1, 5, 6)


def hues(scene, id):
    """Of every plane of a grid the colours of its cells."""
    grid = next(grid for grid in scene.grids if grid.id == id)
    if not grid.hues:
        return None
    inner = grid.axes[-1].size * grid.axes[-2].size
    cells = prod(axis.size for axis in grid.axes)
    planes = [{grid.hue(cell) for cell in range(first, first + inner)} for first in range(0, cells, inner)]
    assert all(len(plane) == 1 for plane in planes)
    return [plane.pop() for plane in planes]


def test_a_channel_keeps_its_colour_from_input_through_kernels():
    scene = scene_of(DEEP)
    assert hues(scene, "input") == [0, 1, 2]
    assert hues(scene, "kernel") == [0, 1, 2] * 4
    assert hues(scene, "output") is None, "a map that mixes channels has the colour of its role"


def test_kernels_of_a_group_have_the_colours_of_the_channels_they_read():
    assert hues(scene_of(GROUPED), "kernel") == [0, 1] * 3 + [2, 3] * 3


def test_a_map_that_comes_from_one_channel_has_its_colour():
    assert hues(scene_of(DEPTHWISE), "kernel") == [0, 0, 1, 1, 2, 2]
    assert hues(scene_of(DEPTHWISE), "output") == [0, 0, 1, 1, 2, 2]


def test_stamps_have_the_colour_of_the_channel_that_is_read():
    assert hues(scene_of(TRANSPOSED), "input") == [0, 1, 2]
    assert hues(scene_of(TRANSPOSED), "kernel") == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize("trace", [SLICES, ALONE])
def test_one_channel_needs_no_colour_of_its_own(trace):
    assert all(hues(scene_of(trace), id) is None for id in ("input", "kernel", "output"))


@pytest.mark.parametrize("trace", [DEEP, GROUPED, DEPTHWISE, TRANSPOSED, SLICES])
def test_both_orders_do_the_same_steps_to_the_same_end(trace):
    by_filter, by_place = (Decoder(scene_of(trace, order=order)) for order in ("filter", "position"))
    assert by_filter.values["output"] == by_place.values["output"] == trace.output.ravel().tolist()
    steps = [
        {(term.read, term.weight, term.write) for term in decoder.step(0, k).terms}
        for decoder in (by_filter, by_place)
        for k in range(decoder.count(0))
    ]
    half = len(steps) // 2
    key = sorted
    assert sorted(steps[:half], key=key) == sorted(steps[half:], key=key)
    assert steps[:half] != steps[half:]


def test_by_place_all_filters_come_before_the_next_place():
    decoder = Decoder(scene_of(DEEP, order="position"))
    size = prod(DEEP.geometry.output_shape)
    written = [decoder.step(0, k).terms[0].write for k in range(8)]
    assert written == [0, size, 2 * size, 3 * size, 1, size + 1, 2 * size + 1, 3 * size + 1]


@pytest.mark.parametrize("trace", [DEEP, GROUPED, SLICES])
def test_partial_sums_are_those_of_channels_or_slices_and_add_up(trace):
    decoder = Decoder(scene_of(trace))
    for k in range(0, len(trace), 7):
        step, rows = trace[k], equation(decoder, decoder.step(0, k))
        values = np.asarray(step.products).reshape(step.products.shape)
        parts = values.reshape(values.shape[0] if values.shape[0] > 1 else values.shape[1], -1).sum(axis=1)
        told = [token for token in rows[-1] if token.after >= 0]
        numbers = [float(token.text.strip("()").replace("−", "-")) for token in told]
        assert numbers == parts.tolist()
        assert rows[-1][0].sign == "="
        assert float(rows[-1][-1].text.replace("−", "-")) == sum(parts) + step.bias
        assert [token.text for row in rows for token in row].count("(") == len(parts)


def test_a_sum_over_one_plane_has_no_partial_sums():
    decoder = Decoder(scene_of(ALONE))
    assert all(token.group == -1 for row in equation(decoder, decoder.step(0, 0)) for token in row)


def test_scenes_beside_each_other_keep_their_numbers():
    scenes = {"deep": scene_of(DEEP), "slices": scene_of(SLICES, view="stack")}
    both = side_by_side(scenes, title="Both", alt="Two convolutions.", clock="progress")
    decoder = Decoder(both)
    assert [track.title for track in both.tracks] == ["deep", "slices"]
    assert both.view == "stack"
    assert decoder.values["0.output"] == DEEP.output.ravel().tolist()
    assert decoder.values["1.output"] == SLICES.output.ravel().tolist()
    assert [decoder.count(track) for track in (0, 1)] == [len(DEEP), len(SLICES)]
    alone = Decoder(scenes["deep"])
    assert all(decoder.step(0, k).sum == alone.step(0, k).sum for k in range(len(DEEP)))


def test_numbers_are_added_up_without_weights():
    decoder = Decoder(adding())
    assert decoder.values["total"] == [3, 12]
    assert decoder.multiplications(0) == 0
    step = decoder.step(0, 0)
    assert sentence(decoder, step, 0, 2) == "Step 1 of 2, total 1: 1 plus −3 plus 5 equals 3."
    (row,) = equation(decoder, step)
    assert [(token.value, token.hue) for token in row[:-1]] == [("1", 0), ("(−3)", 1), ("5", 2)]
    assert row[-1].text == "3"
