"""A stack as rows of cells: where they lie, what they count, and a kernel drawn with its gaps."""

import pytest

from convviz import ConvSpec, cost, record
from convviz.scene import Decoder, cone_scene, inflated, paths, scene_of
from convviz.spec.receptive_field import AxisLayer, layer_sizes, receptive_fields
from random_layers import integers

PLAIN = [AxisLayer(3), AxisLayer(3), AxisLayer(3)]


def axis_of(scene, grid):
    return next(each for each in scene.grids if each.id == grid).axes[0]


def test_three_plain_layers_count_1_3_6_7_6_3_1():
    scene = cone_scene(PLAIN, 7, 0)
    decoder = Decoder(scene)
    assert decoder.values["layer2"] == [1, 1, 1]
    assert decoder.values["layer1"] == [1, 2, 3, 2, 1]
    assert decoder.values["input"] == [1, 3, 6, 7, 6, 3, 1]
    assert decoder.count(0) == 1 + 3 + 5
    assert decoder.multiplications(0) == (1 + 3 + 5) * 3


def test_one_rate_for_all_touches_7_of_13_and_plays_no_empty_step():
    decoder = Decoder(cone_scene([AxisLayer(3, dilation=2)] * 3, 13, 0))
    assert decoder.values["input"] == [1, 0, 3, 0, 6, 0, 7, 0, 6, 0, 3, 0, 1]
    assert decoder.count(0) == 1 + 3 + 5
    assert all(decoder.step(0, k).terms[0].value > 0 for k in range(decoder.count(0)))


def test_a_path_that_meets_padding_ends_there():
    scene = cone_scene([AxisLayer(3, padding=1), AxisLayer(3, padding=1)], 4, 0)
    decoder = Decoder(scene)
    assert axis_of(scene, "input").kind == axis_of(scene, "layer1").kind == "prrrrp"
    assert decoder.values["layer1"] == [1, 1, 1, 0, 0, 0]
    assert decoder.values["input"] == [1, 2, 2, 1, 0, 0], "of the three paths only two go on"


@pytest.mark.parametrize(
    ("layers", "cells"),
    [(PLAIN, 9), ([AxisLayer(7, 2, 3), AxisLayer(3, 2, 1)], 24), ([AxisLayer(2, dilation=d) for d in (1, 2, 4)], 11)],
)
def test_every_unit_stands_over_the_middle_of_what_it_sees(layers, cells):
    scene, counts = cone_scene(layers, cells, 0), layer_sizes(layers, cells)
    for number, field in enumerate(receptive_fields(layers), 1):
        axis = axis_of(scene, f"layer{number}")
        low = axis.kind.find("r") if axis.kind else 0
        for unit in range(counts[number]):
            place = axis.first + (low + unit) * axis.pitch
            first = unit * field.jump - field.padding
            assert place == first + (field.receptive - 1) / 2


def test_from_the_input_paths_lead_up():
    found = paths(cone_scene(PLAIN, 9, 0), "input", 4)
    assert found["layer1"] == [0, 0, 1, 1, 1, 0, 0]
    assert found["layer3"] == [6, 7, 6]
    assert sum(found["input"]) == 1, "only itself"


def test_a_kernel_with_gaps_computes_the_same():
    spec = ConvSpec.of(2, 2, 3, (3, 2), dilation=(2, 3), padding=1)
    trace = record(spec, integers(1, 2, 6, 7), integers(2, *spec.weight_shape))
    plain = scene_of(trace)
    spread = inflated(plain, spec.dilation)
    rows, columns = next(grid for grid in spread.grids if grid.id == "kernel").axes[2:]
    assert (rows.size, rows.kind) == (5, "rzrzr")
    assert (columns.size, columns.kind) == (4, "rzzr")
    assert Decoder(spread).values["output"] == Decoder(plain).values["output"]
    assert Decoder(spread).multiplications(0) == Decoder(plain).multiplications(0) == cost(spec, (6, 7)).macs


def test_without_dilation_there_are_no_gaps():
    trace = record(ConvSpec.of(2, 1, 1, 3), integers(1, 1, 5, 5), integers(2, 1, 1, 3, 3))
    assert inflated(scene_of(trace), (1, 1)) == scene_of(trace)
