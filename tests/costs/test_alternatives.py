"""One layer, every way: closed forms against blocks, blocks against the task, and reasons where there is no block."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import convviz
from convviz import Block, ConvError, ConvSpec
from convviz.costs.alternatives import ALTERNATIVES, Task, possible_alternatives, refused_alternatives
from convviz.costs.block import block_cost
from convviz.spec.network import NetworkBuilder
from convviz.spec.recipes import depthwise_separable, flattened, regular
from counts import examples

KEYS = [alternative.key for alternative in ALTERNATIVES]


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    groups = draw(st.integers(1, 4))
    channels = [groups * draw(st.integers(1, 5)) for _ in range(2)]
    task = Task(
        *channels,
        size=(draw(st.integers(1, 15)), draw(st.integers(1, 15))),
        kernel=draw(st.integers(1, 5)),
        stride=draw(st.integers(1, 4)),
        padding=draw(st.sampled_from(["same", 0, 1, 2])),
        dilation=draw(st.integers(1, 3)),
        groups=groups,
        multiplier=draw(st.integers(1, 3)),
        inside=draw(st.integers(1, 9)),
        bias=draw(st.booleans()),
    )
    return task if task.spec.fits(task.size) else replace(task, padding="same")


@settings(max_examples=examples(150), deadline=None)
@given(tasks())
def test_every_way_does_the_task_and_its_closed_form_counts_what_the_block_counts(task: Task) -> None:
    assert [alternative.key for alternative in possible_alternatives(task)] + [
        alternative.key for alternative, _ in refused_alternatives(task)
    ] != []
    for alternative in possible_alternatives(task):
        block, counted = alternative.block(task), alternative.totals(task)
        price = block_cost(block, task.shape)
        assert block.output_shape(task.shape) == task.output_shape, alternative.key
        assert counted.weights == price.weights, alternative.key
        assert counted.biases == price.biases, alternative.key
        assert counted.multiplications == price.multiplications, alternative.key
        assert counted.activations == price.activations, alternative.key
        for itemsize in (1, 2, 4):
            assert counted.bytes(itemsize) == price.bytes(itemsize)
            assert counted.intensity(itemsize) == price.intensity(itemsize)
        assert [part.name for part in alternative.counts(task)] == [
            stage.name for stage in block.stages
        ] or alternative.key in (
            "pointwise",
            "pointwise_grouped",
        )


@settings(max_examples=examples(60), deadline=None)
@given(tasks())
def test_each_way_is_there_or_says_why(task: Task) -> None:
    there, reasons = (
        {alternative.key for alternative in possible_alternatives(task)},
        {alternative.key: why for alternative, why in refused_alternatives(task)},
    )
    assert there.isdisjoint(reasons)
    assert sorted({*there, *reasons}) == sorted(KEYS)
    assert all(why.endswith(".") for why in reasons.values())
    assert "regular" in there


WIDE = Task(64, 128, (56, 56), groups=4, inside=32)


@pytest.mark.parametrize(
    ("key", "weights", "multiplications"),
    [
        ("regular", 73_728, 231_211_008),  # the first layer of counting.md
        ("grouped", 18_432, 57_802_752),
        ("depthwise", 1_152, 3_612_672),
        ("separable", 64 * 9 + 64 * 128, 56 * 56 * (64 * 9 + 64 * 128)),
        ("pointwise", 8_192, 25_690_112),  # its pointwise layer
        ("column_row", 3 * 64 * 64 + 3 * 64 * 128, 56 * 56 * (3 * 64 * 64 + 3 * 64 * 128)),
        ("flattened", 64 * 128 + 128 * 6, 56 * 56 * (64 * 128 + 128 * 6)),
        ("bottleneck", 64 * 32 + 9 * 32 * 32 + 32 * 128, 56 * 56 * (64 * 32 + 9 * 32 * 32 + 32 * 128)),
    ],
)
def test_known_numbers(key: str, weights: int, multiplications: int) -> None:
    counted = next(alternative for alternative in possible_alternatives(WIDE) if alternative.key == key).totals(WIDE)
    assert (counted.weights, counted.multiplications) == (weights, multiplications)
    assert counted.flops == 2 * multiplications


@pytest.mark.parametrize(
    ("task", "key", "why"),
    [
        (replace(WIDE, out_channels=100, groups=1), "depthwise", "64 maps or a multiple of that, not 100"),
        (WIDE, "spatial", "64 channels stay 64"),
        (replace(WIDE, groups=1), "grouped", "one group is no groups"),
        (replace(WIDE, groups=5), "shuffled", "64 channels in cannot be dealt out to 5 groups evenly"),
        (replace(WIDE, groups=4, inside=30), "resnext", "30 channels inside cannot be dealt out to 4 groups"),
        (replace(WIDE, kernel=1), "flattened", "nothing to split into a column and a row"),
        (replace(WIDE, kernel=1), "pointwise", "this is the regular layer"),
        (replace(WIDE, kernel=1), "pointwise_grouped", "this is the grouped layer"),
        (replace(WIDE, padding=0), "pointwise", "fits 56 × 56 times at this stride without padding, but the regular"),
    ],
)
def test_why_not(task: Task, key: str, why: str) -> None:
    assert why in {alternative.key: reason for alternative, reason in refused_alternatives(task)}[key]


def test_a_stride_is_taken_once() -> None:
    task = replace(WIDE, stride=2, padding=1)
    assert task.output_shape == (128, 28, 28)
    assert len(possible_alternatives(task)) == len(KEYS) - 1


def test_there_is_no_task_without_a_place_for_the_window() -> None:
    with pytest.raises(ConvError, match="kernel"):
        possible_alternatives(replace(WIDE, size=(2, 2), padding=0))


MILLION = 10**6


@pytest.mark.parametrize("what", [ConvSpec.of(2, MILLION, MILLION, 3), regular(MILLION, MILLION, 3)])
def test_the_public_cost_is_exact_at_a_million_channels(what: Any) -> None:
    price = convviz.cost(what, (MILLION, MILLION))
    places = (MILLION - 2) ** 2
    assert price.weights == 9 * MILLION**2
    assert price.multiplications == 9 * MILLION**2 * places
    assert price.activations == MILLION * (MILLION**2 + places)
    assert price.bytes(2) == 2 * (price.weights + price.activations)
    assert price.intensity() == Fraction(18 * MILLION**2 * places, price.bytes())


def test_the_public_cost_takes_a_block() -> None:
    block = depthwise_separable(MILLION, 2 * MILLION, 3, padding="same")
    assert isinstance(block, Block)
    price = convviz.cost(block, (MILLION, 224, 224))
    assert price.weights == 9 * MILLION + 2 * MILLION**2
    assert price.multiplications == 224 * 224 * price.weights
    assert price.macs == price.macs_nonpad + price.on_padding
    assert price.biases == 0
    flat = convviz.cost(flattened(3, 5, 3), (9, 9))
    assert flat.activations == sum(stage.inputs + stage.outputs for stage in flat.stages)
    with pytest.raises(ConvError, match="must be a ConvSpec"):
        convviz.cost("nn.Conv2d(3, 8, 3)", (9, 9))
    with pytest.raises(ConvError):
        convviz.cost(block, (3, 9, 9))


def test_intensity_is_flops_over_bytes() -> None:
    price = convviz.cost(ConvSpec.of(2, 64, 128, 3, padding="same"), (56, 56))
    assert price.bytes() == 4 * (64 * 56 * 56 + 73_728 + 128 * 56 * 56)
    assert price.intensity() == Fraction(2 * 231_211_008, price.bytes())
    assert price.intensity(1) == 4 * price.intensity(4)


def test_the_public_cost_takes_a_network() -> None:
    builder = NetworkBuilder("tiny", (3, 7, 7))
    builder.add("block", depthwise_separable(3, 128, 3))
    network = builder.network()
    assert convviz.cost(network).multiplications == convviz.cost(network, (3, 7, 7)).multiplications == 10_275
    with pytest.raises(ConvError, match="own"):
        convviz.cost(network, (3, 8, 8))
    with pytest.raises(ConvError, match="must be given"):
        convviz.cost(ConvSpec.of(2, 1, 1, 3), None)
