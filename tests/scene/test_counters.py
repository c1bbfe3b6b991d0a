"""The line of counters: its wording, and how it runs with the steps."""

import numpy as np
import pytest

from convviz import ConvSpec, cost, record
from convviz.costs.block import block_cost
from convviz.scene import (
    Clock,
    Decoder,
    Track,
    cone_scene,
    counters_line,
    counters_lines,
    flip_scene,
    matrix_scene,
    per_channel,
    product_scene,
    scene_of,
    wiring_scene,
    zero_insertion_scene,
)
from convviz.scene.schema import Scene
from convviz.spec.receptive_field import AxisLayer
from convviz.spec.recipes import shuffled_grouped
from decoded_scenes import TRACES


def lines(scene: Scene, step: int) -> tuple[str, ...]:
    clock = Clock(scene)
    return counters_lines(scene.tracks, [head.spent for head in clock.heads(step)], clock.totals)


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ((9, 0, 45, 81), "weights 9 · multiplications 45 / 81 · FLOPs = 2 × 81 = 162"),
        ((9, 1, 0, 81), "weights 9 (+ bias 1) · multiplications 0 / 81 · FLOPs = 2 × 81 = 162"),
        (
            (108, 4, 6_912, 6_912),
            "weights 108 (+ biases 4) · multiplications 6,912 / 6,912 · FLOPs = 2 × 6,912 = 13,824",
        ),
        (
            (34_944, 1_024, 1_000, 2_000_000),
            "weights 34,944 (+ biases 1,024) · multiplications 1,000 / 2,000,000 · FLOPs = 2 × 2,000,000 = 4,000,000",
        ),
    ],
)
def test_the_wording(told: tuple[int, int, int, int], line: str) -> None:
    assert counters_line(*told) == line


def test_a_title_stands_in_front_where_there_are_several_and_what_multiplies_nothing_has_no_line() -> None:
    tracks = [Track("One", (), weights=9), Track("Moved", ()), Track("Other", (), weights=6, biases=2)]
    said = counters_lines(tracks, (1, 0, 2), (81, 0, 54))
    assert [line.partition(" · ")[0] for line in said] == ["One: weights 9", "Other: weights 6 (+ biases 2)"]
    assert not counters_lines([Track("Moved", ())], (0,), (0,))


def test_the_multiplications_run_with_the_steps() -> None:
    scene = scene_of(record(ConvSpec.of(2, 1, 1, 3, bias=True), np.ones((1, 5, 5)), np.ones((1, 1, 3, 3)), [1]))
    assert lines(scene, 4) == ("weights 9 (+ bias 1) · multiplications 45 / 81 · FLOPs = 2 × 81 = 162",)
    assert Clock(scene).heads(8)[0].spent == 81


@pytest.mark.parametrize("name", TRACES)
def test_a_layer_is_counted_as_its_price_has_it(name: str) -> None:
    trace = TRACES[name]
    price = cost(trace.spec, trace.geometry.input_shape)
    scene = scene_of(trace)
    (track,) = scene.tracks
    assert (track.weights, track.biases) == (price.weights, price.biases)
    assert Clock(scene).totals == (Decoder(scene).multiplications(0),) == (price.multiplications,)


def test_each_way_of_looking_at_a_layer_has_its_weights() -> None:
    stamps = record(ConvSpec.of(1, 1, 1, 3, stride=2, transposed=True, bias=True), [[1, 2]], [[[1, 0, -1]]], [3])
    mixed = record(ConvSpec.of(1, 3, 2, 1, bias=True), np.ones((3, 4)), np.ones((2, 3, 1)), [1, 2])
    plain = record(ConvSpec.of(1, 2, 3, 2), np.ones((2, 4)), np.ones((3, 2, 2)))
    made = [
        zero_insertion_scene(stamps),
        matrix_scene(stamps),
        product_scene(mixed),
        matrix_scene(plain),
        flip_scene(plain, title="plain", used="as it is"),
    ]
    assert [(scene.tracks[0].weights, scene.tracks[0].biases) for scene in made] == [
        (3, 1), (3, 1), (6, 2), (12, 0), (12, 0)
    ]  # fmt: skip


def test_one_filter_map_by_map_counts_for_all_of_its_layer() -> None:
    layer = ConvSpec.of(2, 3, 4, 3, bias=True)
    one = record(ConvSpec.of(2, 3, 1, 3, bias=True), np.ones((3, 5, 5)), np.ones((1, 3, 3, 3)), [1])
    scene, price = per_channel(one, layer=layer), cost(layer, (5, 5))
    assert (scene.tracks[0].weights, scene.tracks[0].biases) == (price.weights, price.biases) == (108, 4)
    assert [head.spent for step in (0, 26, 27, 35) for head in Clock(scene).heads(step)] == [36, 972, 972, 972]
    assert Decoder(scene).multiplications(0) == price.multiplications == 972
    assert Decoder(per_channel(one)).multiplications(0) == per_channel(one).tracks[0].weights * 9 == 243


def test_a_unit_of_a_stack_counts_its_cone_unit_by_unit() -> None:
    scene = cone_scene([AxisLayer(2), AxisLayer(3)], 6, 1)
    assert [Clock(scene).heads(step)[0].spent for step in range(4)] == [3, 5, 7, 9]
    assert (scene.tracks[0].weights, Decoder(scene).multiplications(0)) == (5, 9)


def test_a_shuffle_multiplies_nothing_and_the_paths_stand_for_the_block() -> None:
    block = shuffled_grouped(9, 9, 1, 3)
    scene, price = wiring_scene(block, (3, 3), 0), block_cost(block, (3, 3))
    assert [Clock(scene).heads(step)[0].spent for step in range(7)] == [243, 243, 243, 243, 324, 405, 486]
    assert Decoder(scene).multiplications(0) == price.multiplications == 486
    assert scene.tracks[0].weights == price.weights == 54
