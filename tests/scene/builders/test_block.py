"""A block as a scene: its stages in order give the engine's maps, and a race ends at the true ratio."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from block_scenes import BLOCKS, raced, recorded
from convviz import ConvError, ConvSpec
from convviz.costs.block import block_cost
from convviz.scene import Clock, Contestant, Decoder, FullCase, block_scene, race
from convviz.scene.builders.channel_mixing import hues_through
from convviz.spec.block import Block
from convviz.spec.recipes import bottleneck, depthwise_separable, flattened, grouped, regular, shuffled_grouped
from counts import examples


def assert_plays(trace):
    """Every grid ends in what the engine wrote, and every product is one of the engine's."""
    scene = block_scene(trace)
    played = Decoder(scene)
    written = [f"maps {place}" for place in range(1, len(trace))] + ["output"]
    for grid, numbers in zip(written, trace.maps, strict=True):
        assert played.values[grid] == numbers.ravel().tolist()
    assert played.multiplications(0) == block_cost(trace.block, trace.x.shape).multiplications
    return scene


@pytest.mark.parametrize("name", BLOCKS)
def test_a_played_block_ends_in_what_the_engine_computes(name):
    assert_plays(BLOCKS[name])


@settings(max_examples=examples(40), deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 999),
    size=st.tuples(st.integers(4, 6), st.integers(4, 6)),
    padding=st.sampled_from([0, 1, "same", ((0, 1), (2, 0))]),
    stride=st.integers(1, 2),
    build=st.sampled_from([regular, depthwise_separable, flattened]),
    channels=st.integers(1, 3),
)
def test_any_block_plays(seed, size, padding, stride, build, channels):
    assert_plays(recorded(build(channels, 2, 3, padding=padding, stride=stride), *size, seed=seed))


def test_a_colour_is_kept_until_channels_are_mixed():
    scene = assert_plays(recorded(depthwise_separable(3, 4, 2), 4, 4))
    hues = {grid.id: grid.hues for grid in scene.grids}
    assert hues["input"] == hues["maps 1"] == ((0, 1, 2),)
    assert hues["kernel 1"] == ((0, 1, 2), (0,))
    assert hues["kernel 2"] == ((0, 0, 0, 0), (0, 1, 2))
    assert hues["output"] == ()


def test_groups_have_a_colour_each_and_the_shuffle_deals_them_out():
    block = shuffled_grouped(9, 9, 1, 3)
    assert hues_through(block) == ((0,) * 3 + (1,) * 3 + (2,) * 3,) * 2 + ((0, 1, 2) * 3, ())
    scene = assert_plays(recorded(block, 1, 2))
    grids = {grid.id: grid for grid in scene.grids}
    assert [grids["kernel 3"].hue(cell) for cell in range(9)] == [0, 1, 2] * 3
    assert grids["maps 2"].title == "shuffled"
    assert grids["maps 2"].sign == "→"
    move = scene.links[1]
    assert (move.operation, move.weight) == ("move", None)
    assert [1 + channel for channel in move.read.index[0]["channel"]] == [1, 4, 7, 2, 5, 8, 3, 6, 9]


def test_kernels_have_no_colour_of_their_own_where_groups_read_other_mixtures():
    block = Block.of(
        "uneven", one=ConvSpec.of(1, 4, 4, 1, groups=2), two=ConvSpec.of(1, 4, 4, 1, groups=4),
        three=ConvSpec.of(1, 4, 1, 1),
    )  # fmt: skip
    grids = {grid.id: grid for grid in assert_plays(recorded(block, 2)).grids}
    assert grids["kernel 3"].hues == ((0,), (0, 0, 1, 1))
    assert all(grid.hue(cell) >= 0 for grid in grids.values() if grid.hues for cell in range(grid.axes[0].size))


def test_a_cut_down_drawing_says_what_it_leaves_out():
    scene = block_scene(
        recorded(depthwise_separable(3, 8, 3), 7, 7), full=FullCase(depthwise_separable(3, 128, 3), (7, 7))
    )  # fmt: skip
    notes = {grid.id: grid.note for grid in scene.grids}
    assert notes["output"] == "5 × 5 × 8 channels of 128"
    assert notes["kernel 2"] == "pointwise: 8 of 1 × 1 × 3 channels; 8 of 128 drawn"
    assert notes["kernel 1"] == "depthwise: 3 of 3 × 3, 3 groups"
    assert notes["input"] == "7 × 7 × 3 channels"
    assert [link.full for link in scene.links] == [675, 9_600]
    assert "drawn for 5 × 5 × 128 channels" in scene.alt
    small = block_scene(
        recorded(regular(3, 4, 3, padding="same"), 6, 6), full=FullCase(regular(3, 16, 3, padding="same"), (128, 128))
    )  # fmt: skip
    assert small.grids[0].note == "6 × 6 × 3 channels, drawn of 128 × 128 × 3 channels, zero padding 1"
    assert small.grids[-1].note == "6 × 6 × 4 channels, drawn of 128 × 128 × 16 channels"


@pytest.mark.parametrize(
    ("channels", "filters", "kernel", "size", "totals"),
    [(3, 128, 3, 7, (86_400, 10_275)), (3, 256, 5, 12, (1_228_800, 53_952))],
)
def test_a_race_ends_at_the_true_ratio(channels, filters, kernel, size, totals):
    scene = race(
        *(
            Contestant(
                build.__name__,
                recorded(build(channels, 8, kernel), size, size),
                FullCase(build(channels, filters, kernel), (size, size)),
            )
            for build in (regular, depthwise_separable)
        )
    )
    clock = Clock(scene)
    assert (clock.totals, clock.leader) == (totals, 0)
    blocks = [build(channels, filters, kernel) for build in (regular, depthwise_separable)]
    assert [track.weights for track in scene.tracks] == [block_cost(block, (size, size)).weights for block in blocks]
    assert [Decoder(scene).multiplications(track) for track in (0, 1)] == list(totals)
    finished = [
        next(k for k in range(clock.steps) if clock.heads(k)[t].spent == total) for t, total in enumerate(totals)
    ]
    assert finished[0] == clock.steps - 1
    share = totals[1] / totals[0]
    assert (finished[1] + 1) / clock.steps == pytest.approx(share, abs=1 / clock.steps)
    for before, after in pairwise(range(0, clock.steps, 7)):
        one, other = clock.heads(before)[1], clock.heads(after)[1]
        assert one.spent <= other.spent <= totals[1]


def test_a_race_may_be_taken_step_by_step():
    scene = raced("steps")
    clock = Clock(scene)
    assert clock.heads(5)[0].step == clock.heads(5)[1].step == 5
    assert clock.totals == (9 * 8 * 12, 9 * (4 * 2 + 2 * 12))


def test_what_does_not_fit_on_one_clock_is_refused():
    def contestant(title, block, full=None, size=5):
        return Contestant(title, recorded(block, size, size), full)

    one = contestant("one", regular(2, 4, 3))
    for other, parameter, rule in (
        (
            contestant("other", depthwise_separable(2, 6, 3)),
            "blocks",
            "2 × 5 × 5 → 4 × 3 × 3 and 2 × 5 × 5 → 6 × 3 × 3",
        ),
        (contestant("other", regular(2, 4, 3), size=6), "contestants", "inputs of one size"),
        (contestant("one", grouped(2, 4, 3, 2)), "contestants", "a title of its own"),
        (
            contestant("other", grouped(2, 2, 3, 2), FullCase(grouped(2, 4, 3, 2), (5, 5))),
            "contestants",
            "drawn shapes",
        ),
        (
            contestant("other", depthwise_separable(2, 4, 3), FullCase(regular(2, 4, 3), (5, 5))),
            "full",
            "have the stages",
        ),
        (contestant("other", regular(2, 2, 2), FullCase(regular(2, 4, 3), (5, 5))), "contestants", "drawn shapes"),
    ):
        with pytest.raises(ConvError, match=re.escape(rule)) as refused:
            race(one, other)
        assert refused.value.parameter == parameter
    with pytest.raises(ConvError, match="at least two"):
        race(one)


def test_transposed_stages_are_not_drawn_here():
    block = Block.of("up", up=ConvSpec.of(1, 1, 1, 2, transposed=True), look=ConvSpec.of(1, 1, 1, 2))
    with pytest.raises(ConvError, match="direct convolutions"):
        block_scene(recorded(block, 3))


def test_maps_are_numbered_where_there_are_several():
    titles = [grid.title for grid in block_scene(recorded(bottleneck(4, 2), 3, 3)).grids]
    assert titles == ["input", "filters", "maps 1", "filters", "maps 2", "filters", "output"]
    scene = block_scene(recorded(bottleneck(4, 2), 3, 3), title="Own")
    assert (scene.title, scene.tracks[0].title) == ("Own", "Own")
    assert replace(scene, view="flat").json() != scene.json()
