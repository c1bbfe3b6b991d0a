"""One filter at work channel by channel: the maps are convolutions of their own, and their sum is the layer's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convviz import ConvError, ConvSpec, record
from convviz.scene import Decoder, per_channel, scene_of
from counts import examples


@settings(max_examples=examples(60), deadline=None)
@given(
    channels=st.integers(1, 5),
    size=st.tuples(st.integers(3, 6), st.integers(3, 6)),
    kernel=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    stride=st.integers(1, 3),
    padding=st.sampled_from([0, 1, "same", ((0, 1), (2, 1))]),
    mode=st.sampled_from(["zeros", "replicate", "circular"]),
    flip=st.booleans(),
    bias=st.booleans(),
    seed=st.integers(0, 99),
)
def test_each_map_is_a_convolution_of_its_own(channels, size, kernel, stride, padding, mode, flip, bias, seed) -> None:
    chance = np.random.default_rng(seed)
    options = {"stride": stride, "padding": padding, "padding_mode": mode, "flip": flip}
    x, w = chance.integers(-4, 9, (channels, *size)), chance.integers(-3, 4, (1, channels, *kernel))
    trace = record(ConvSpec.of(2, channels, 1, kernel, bias=bias, **options), x, w, [7] if bias else None)
    played = Decoder(per_channel(trace))
    alone = [record(ConvSpec.of(2, 1, 1, kernel, **options), x[c : c + 1], w[:, c : c + 1]) for c in range(channels)]
    assert played.values["maps"] == np.concatenate([one.output for one in alone]).ravel().tolist()
    assert played.values["output"] == trace.output.ravel().tolist()
    assert played.multiplications(0) == Decoder(scene_of(trace)).multiplications(0)
    assert played.count(0) == (channels + 1) * trace.output.size


def test_a_step_of_the_second_act_reads_the_maps_and_meets_no_weight() -> None:
    trace = record(ConvSpec.of(1, 2, 1, 2), [[1, 2, 3], [4, 5, 6]], [[[1, 1], [1, 0]]])
    step = Decoder(per_channel(trace)).step(0, 4)
    assert [(term.value, term.weight) for term in step.terms] == [(3, -1), (4, -1)]
    assert step.sum == 7


@pytest.mark.parametrize("options", [{"transposed": True}, {"groups": 2}], ids=str)
def test_what_is_no_filter_over_all_channels_is_refused(options) -> None:
    spec = ConvSpec.of(1, 2, 2, 1, **options)
    with pytest.raises(ConvError, match="must be of one filter"):
        per_channel(record(spec, np.ones((2, 3), int), np.ones(spec.weight_shape, int)))
    with pytest.raises(ConvError, match="must be of one filter"):
        per_channel(record(ConvSpec.of(1, 2, 2, 1), np.ones((2, 3), int), np.ones((2, 2, 1), int)))


def test_what_would_keep_a_browser_busy_is_refused() -> None:
    spec = ConvSpec.of(2, 8, 1, 9, padding="same")
    with pytest.raises(ConvError, match="multiplications"):
        per_channel(record(spec, np.ones((8, 64, 64), int), np.ones(spec.weight_shape, int)))
