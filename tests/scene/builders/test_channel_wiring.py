"""The wiring of a block: its paths are the channels the block reads, and a shuffle takes names and colours along."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from convviz.export.image import png
from convviz.scene import Decoder, paths, wiring_scene
from convviz.spec.recipes import depthwise_separable, shuffle_unit, shuffled_grouped
from counts import examples

UNEVEN = shuffled_grouped(4, 8, 1, 2, between=12)
BLOCKS = [
    shuffled_grouped(9, 9, 1, 3),
    shuffled_grouped(9, 9, 1, 3, shuffled=False),
    shuffled_grouped(8, 8, 1, 4),
    UNEVEN,
    depthwise_separable(3, 4, 3),
    shuffle_unit(12, 6, 3),
]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block.name} {block.in_channels}")
def test_the_paths_are_what_the_block_reads(block):
    for output, reads in enumerate(block.reads()):
        scene = wiring_scene(block, (4, 5), output)
        played = Decoder(scene).values["input"]
        assert tuple(channel for channel, count in enumerate(played) if count) == reads
        assert paths(scene, "output", output)["input"] == played
        assert f"sees {len(reads)} of {block.in_channels} input channels" in scene.alt


def test_followed_upwards_an_input_reaches_the_outputs_that_read_it():
    scene = wiring_scene(UNEVEN, (3, 3), 0)
    for channel in range(UNEVEN.in_channels):
        reached = paths(scene, "input", channel)["output"]
        assert [bool(count) for count in reached] == [channel in reads for reads in UNEVEN.reads()]


@settings(max_examples=examples(30), deadline=None, derandomize=True)
@given(st.integers(1, 5), st.integers(1, 5))
def test_all_see_all_just_if_each_group_has_as_many_channels_as_there_are_groups(groups, each):
    channels = groups * each
    reads = shuffled_grouped(channels, channels, 1, groups).reads()
    if each >= groups:
        assert set(reads) == {tuple(range(channels))}
    else:
        assert {len(seen) for seen in reads} == {each * each}
        assert each * each < channels


def test_names_and_colours_go_along_with_the_shuffle():
    scene = wiring_scene(shuffled_grouped(9, 9, 1, 3), (3, 3), 0)
    by_id = {grid.id: grid for grid in scene.grids}
    assert "".join(by_id["row 1"].axes[0].names) == "123456789"
    assert "".join(by_id["row 2"].axes[0].names) == "147258369"
    assert by_id["row 2"].hues == ((0, 1, 2) * 3,)
    assert by_id["output"].hues == ()


def test_it_can_be_drawn():
    scene = wiring_scene(shuffled_grouped(9, 9, 1, 3), (3, 3), 4)
    assert Image.open(BytesIO(png(scene, 3, dpi=40))).format == "PNG"
    assert png(scene, 3, dpi=40) != png(scene, 4, dpi=40)
