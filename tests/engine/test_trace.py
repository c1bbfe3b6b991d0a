"""A trace is a lazy sequence of steps: made when asked for, views of the arrays, nothing stored for each."""

import sys
import tracemalloc
from collections.abc import Sequence

import numpy as np
import pytest

from convviz import ConvSpec, Trace, convolve, record
from random_layers import integers


@pytest.fixture
def trace():
    spec = ConvSpec.of(2, 4, 6, (2, 3), stride=(1, 2), padding=((1, 0), (0, 1)), groups=2)
    return record(spec, integers(1, 4, 3, 6), integers(2, 6, 2, 2, 3), integers(3, 6))


def same_step(one, other):
    return (
        (one.index, one.cell, one.window, one.channels) == (other.index, other.cell, other.window, other.channels)
        and np.array_equal(one.values, other.values)
        and np.array_equal(one.weights, other.weights)
        and one.bias == other.bias
    )


def same_steps(some, others):
    return len(some) == len(others) and all(map(same_step, some, others))


def test_length_is_the_number_of_small_cells(trace):
    assert isinstance(trace, Sequence)
    assert len(trace) == 6 * 3 * 3 == trace.output.size
    transposed = record(ConvSpec.of(1, 2, 3, 4, stride=3, transposed=True), integers(1, 2, 5), integers(2, 2, 3, 4))
    assert len(transposed) == 2 * 5


def test_steps_come_channel_first_and_last_axis_fastest(trace):
    cells = [step.cell for step in trace]
    assert cells == [tuple(map(int, cell)) for cell in np.ndindex(6, 3, 3)]
    assert [step.index for step in trace] == list(range(54))
    assert all(type(i) is int for cell in cells for i in cell)


def test_step_sums_are_the_output_cells(trace):
    assert [step.sum for step in trace] == trace.output.reshape(-1).tolist()
    assert np.array_equal(trace.output, convolve(trace.spec, trace.x, trace.weight, trace.bias))


def test_step_says_what_it_reads(trace):
    """Step 42: output channel 4, of the second group, at row 2 and column 0."""
    step = trace[42]
    assert step.cell == (4, 2, 0)
    assert step.window == (range(1, 3), range(0, 3))
    assert step.channels == range(2, 4)
    assert np.array_equal(step.values, trace.x[2:4, 1:3, 0:3])
    assert np.array_equal(step.weights, trace.weight[4])
    assert step.bias == trace.bias[4]
    assert np.array_equal(step.products, step.values * step.weights)


def test_window_on_the_border_reads_zeros(trace):
    step = trace[0]
    assert step.window == (range(-1, 1), range(0, 3))
    assert not step.values[:, 0].any()
    assert np.array_equal(step.values[:, 1], trace.x[:2, 0, :3])


def test_transposed_step_reads_one_cell_and_stamps_its_group():
    x, weight = integers(1, 4, 3), integers(2, 4, 2, 3)
    trace = record(ConvSpec.of(1, 4, 4, 3, stride=2, padding=1, groups=2, transposed=True), x, weight, [1, 2, 3, 4])
    step = trace[7]
    assert (step.cell, step.window, step.channels) == ((2, 1), (range(1, 4),), range(2, 4))
    assert step.values == x[2, 1]
    assert np.shape(step.values) == ()
    assert np.array_equal(step.products, x[2, 1] * weight[2])
    assert step.bias == 0


def test_true_convolution_meets_the_kernel_turned_around():
    trace = record(ConvSpec.of(2, 1, 1, (2, 3), flip=True), integers(1, 1, 3, 4), [[[[1, 2, 3], [4, 5, 6]]]])
    assert trace[0].weights.tolist() == [[[6, 5, 4], [3, 2, 1]]]
    assert trace.weight.tolist() == [[[[1, 2, 3], [4, 5, 6]]]]


@pytest.mark.parametrize("k", [0, 1, 53, -1, -54, np.int64(7)])
def test_index_counts_from_either_end(trace, k):
    assert same_step(trace[k], list(trace)[k])
    assert trace[k].index == k % 54


@pytest.mark.parametrize("k", [54, -55, 10**30])
def test_index_beyond_the_end_is_an_index_error(trace, k):
    with pytest.raises(IndexError):
        trace[k]
    with pytest.raises(IndexError):
        trace[:][k]


@pytest.mark.parametrize("k", ["0", 1.0, None, (0, 1)])
def test_index_must_be_a_number_or_a_slice(trace, k):
    with pytest.raises(TypeError):
        trace[k]


PARTS = ["3:9", "-4:", "::-1", "50:4:-7", "9:3", "99:", ":"]


@pytest.mark.parametrize("part", PARTS)
def test_slice_holds_the_steps_of_the_list_slice(trace, part):
    part = slice(*(int(end) if end else None for end in part.split(":")))
    steps = trace[part]
    assert isinstance(steps, Sequence)
    assert same_steps(steps, list(trace)[part])
    assert same_steps(list(steps), list(trace)[part])


def test_slice_of_a_slice(trace):
    steps = trace[5:40:3][::-1][1:6:2]
    assert [step.index for step in steps] == list(range(54))[5:40:3][::-1][1:6:2]
    assert steps[-1].index == steps[2].index
    assert not list(trace[3:3])


def test_reversed_runs_backwards(trace):
    assert [step.index for step in reversed(trace)] == list(range(53, -1, -1))
    assert [step.index for step in reversed(trace[2:5])] == [4, 3, 2]


def test_steps_are_made_anew_each_time(trace):
    assert trace[3] is not trace[3]
    assert hash(trace[3]) is not None
    with pytest.raises(AttributeError):
        trace[3].bias = 5


@pytest.mark.parametrize("padding", [0, 1])
def test_steps_are_views_that_cannot_be_written_to(padding):
    spec = ConvSpec.of(2, 2, 3, 3, padding=padding, dilation=(1, 2))
    trace = record(spec, integers(1, 2, 6, 7), integers(2, 3, 2, 3, 3))
    one, other = trace[0], trace[1]
    assert one.values.base is not None
    assert np.shares_memory(one.weights, trace.weight)
    assert np.may_share_memory(one.values, other.values)
    with pytest.raises(ValueError, match="read-only"):
        one.values[...] = 0
    with pytest.raises(ValueError, match="read-only"):
        one.weights[...] = 0


@pytest.mark.parametrize("transposed", [False, True])
def test_changing_the_arrays_afterwards_does_not_change_the_trace(transposed):
    x, weight, bias = integers(1, 2, 5), integers(2, 2, 2, 3), integers(3, 2)
    trace = record(ConvSpec.of(1, 2, 2, 3, padding=1, transposed=transposed), x, weight, bias)
    before = [step.sum for step in trace]
    expected = convolve(trace.spec, x, weight, bias)
    for array in (x, weight, bias):
        array += 100
    assert [step.sum for step in trace] == before
    assert np.array_equal(trace.output, expected)
    assert x.flags.writeable


def test_output_is_computed_once_and_when_asked():
    trace = record(ConvSpec.of(1, 1, 1, 2), [[1, 2, 4]], [[[1, -1]]])
    assert "output" not in vars(trace)
    assert trace.output is trace.output


def peak_while(action, tries=5):
    """The smallest peak of several tries: the tracer also counts what other threads of the process allocate."""
    peaks = []
    for _ in range(tries):
        tracemalloc.start()
        try:
            kept = action()
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    return min(peaks), kept


def test_recording_stores_nothing_for_each_step():
    """131,072 steps: one byte each would show."""
    spec = ConvSpec.of(2, 16, 32, 3, padding=1)
    x, weight = integers(1, 16, 64, 64), integers(2, 32, 16, 3, 3)
    peak, trace = peak_while(lambda: record(spec, x, weight))
    assert len(trace) == 131_072
    assert peak < 4 * (x.nbytes + weight.nbytes)
    steps, parts = peak_while(lambda: [trace[k] for k in (0, 77_777, -1)])
    assert steps < 10_000
    assert len(parts) == 3
    sliced, half = peak_while(lambda: trace[::2])
    assert sliced < 2_000
    assert len(half) == 65_536
    walked, _ = peak_while(lambda: sum(1 for _ in trace[:4000]))
    assert walked < 10_000


def test_memory_does_not_grow_with_the_number_of_steps():
    """The same numbers, read by 8 windows or by 57,600."""
    x, weight = integers(1, 1, 122, 122), integers(2, 8, 1, 3, 3)
    few, many = (ConvSpec.of(2, 1, 8, 3, stride=stride) for stride in (120, 1))
    small, some = peak_while(lambda: record(few, x, weight))
    large, all_of_them = peak_while(lambda: record(many, x, weight))
    assert len(all_of_them) == 14_400 * len(some)
    assert abs(large - small) < 4_000


def test_step_reads_as_an_equation():
    trace = record(ConvSpec.of(1, 2, 1, 2), [[1, 2, 4], [0, -3, 5]], [[[1, -1], [2, 0]]], [7])
    assert str(trace[0]) == "step 1 at [0, 0]: 1·1 + 2·(−1) + 0·2 + (−3)·0 + 7 = 6"
    assert str(trace[1]) == "step 2 at [0, 1]: 2·1 + 4·(−1) + (−3)·2 + 5·0 + 7 = −1"


def test_negative_numbers_stand_in_brackets_after_a_sign():
    trace = record(ConvSpec.of(1, 1, 1, 2), [[-3, -1]], [[[-2, 4]]], [-5])
    assert str(trace[0]) == "step 1 at [0, 0]: −3·(−2) + (−1)·4 + (−5) = −3"
    stamp = record(ConvSpec.of(1, 1, 1, 2, transposed=True), [[-3]], [[[-2, 4]]])
    assert str(stamp[0]) == "step 1 at [0, 0]: adds −3·(−2), −3·4"


def test_step_without_bias_names_none():
    trace = record(ConvSpec.of(1, 1, 1, 2), [[1, 2]], [[[3, 4]]])
    assert str(trace[0]) == "step 1 at [0, 0]: 1·3 + 2·4 = 11"


def test_fractions_are_written_short():
    trace = record(ConvSpec.of(1, 1, 1, 2), [[1 / 3, -0.5]], [[[0.25, 1.0]]])
    assert str(trace[0]) == "step 1 at [0, 0]: 0.333333·0.25 + (−0.5)·1 = −0.416667"


def test_trace_says_its_size(trace):
    assert repr(trace) == "<Trace of 54 steps: 4 × 3 × 6 → 6 × 3 × 3>"
    assert sys.getsizeof(trace) < 1000
    assert isinstance(trace, Trace)
