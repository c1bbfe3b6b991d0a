"""What cannot be convolved is refused with a sentence: parameter, value, rule, cure. Nothing else is ever raised."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz import ConvError, ConvSpec, Trace, convolve, cost, record
from convviz.costs.layer import Cost
from random_layers import thorough

HUGE = 10**400
LAYER = ConvSpec.of(2, 2, 3, (3, 2))
X, WEIGHT = np.ones((2, 4, 5)), np.ones((3, 2, 3, 2))
NOT_WHOLE = [1.5, 2.0, np.float64(1), "1", "", b"1", None, True, np.True_, 1j, {}, {1: 1}, {1, 2}, object, float("nan")]


def refusal(action, *args, **options):
    with pytest.raises(ConvError) as caught:
        action(*args, **options)
    error = caught.value
    message = str(error)
    assert message.startswith(f"`{error.parameter}` (=")
    assert message.endswith(f") {error.rule}. {error.cure}")
    assert error.cure.endswith(".")
    assert "\n" not in message
    assert len(message) < 400
    return error


def layer_with(**options):
    return ConvSpec.of(**{"ndim": 2, "in_channels": 2, "out_channels": 4, "kernel": 3, **options})


@pytest.mark.parametrize("value", [*NOT_WHOLE, 0, -1, HUGE, 2**63], ids=lambda v: repr(v)[:12])
@pytest.mark.parametrize("name", ["ndim", "in_channels", "out_channels", "kernel", "stride", "dilation", "groups"])
def test_number_must_be_whole_and_positive(name, value):
    assert refusal(layer_with, **{name: value}).parameter == name


@pytest.mark.parametrize("value", [*NOT_WHOLE, -1, HUGE], ids=lambda v: repr(v)[:12])
@pytest.mark.parametrize("name", ["padding", "output_padding"])
def test_padding_must_be_whole_and_not_negative(name, value):
    assert refusal(layer_with, **{name: value, "transposed": True}).parameter == name


@pytest.mark.parametrize("entry", [*NOT_WHOLE, 0, -2, [1], [], HUGE], ids=lambda v: repr(v)[:12])
@pytest.mark.parametrize("name", ["kernel", "stride", "dilation"])
def test_each_entry_must_be_whole_and_positive(name, entry):
    assert refusal(layer_with, **{name: [1, entry]}).parameter == name


@pytest.mark.parametrize("length", [0, 1, 3, 4, 9])
@pytest.mark.parametrize("name", ["kernel", "stride", "dilation", "padding", "output_padding"])
def test_one_entry_for_each_axis(name, length):
    error = refusal(layer_with, **{name: [1] * length})
    assert error.parameter == name
    assert "each of the 2 spatial axes" in error.rule


@pytest.mark.parametrize(
    "value",
    [
        "full",
        "Same ",
        "zeros",
        "1",
        [1, "same"],
        [(1, 2, 3), (1, 2)],
        [(1,), (2,)],
        [[], []],
        [(1, -1), 0],
        [(1, 0.5), 0],
        [(True, 0), 0],
        [None, 0],
        range(10**12),
        np.zeros((2, 2)),
        np.zeros((2, 3), int),
        [[[1, 1]], 1],
    ],
    ids=lambda v: repr(v)[:16],
)
def test_padding_is_numbers_or_a_word(value):
    assert refusal(layer_with, padding=value).parameter == "padding"


@pytest.mark.parametrize("value", [0, 1, "yes", None, [], np.ones(2, bool)], ids=repr)
@pytest.mark.parametrize("name", ["transposed", "flip", "bias"])
def test_switches_are_true_or_false(name, value):
    assert refusal(layer_with, **{name: value}).parameter == name
    assert getattr(layer_with(**{name: np.True_}), name) is True


@pytest.mark.parametrize("value", ["symmetric", "wrap", "Zeros", "", None, 0, ["zeros"], {}], ids=repr)
def test_padding_mode_is_one_of_four(value):
    error = refusal(layer_with, padding_mode=value)
    assert error.parameter == "padding_mode"
    assert "zeros, reflect, replicate, circular" in error.rule


@pytest.mark.parametrize("ndim", [4, 5, 100])
def test_at_most_three_axes(ndim):
    assert refusal(layer_with, ndim=ndim).parameter == "ndim"


@pytest.mark.parametrize(
    ("channels", "groups", "named"),
    [((3, 4), 2, "in_channels"), ((4, 3), 2, "out_channels"), ((3, 4), 3, "out_channels"), ((2, 2), 4, "in_channels")],
)
@pytest.mark.parametrize("transposed", [False, True])
def test_groups_divide_both_channel_counts(channels, groups, named, transposed):
    error = refusal(ConvSpec.of, 1, *channels, 3, groups=groups, transposed=transposed)
    assert (error.parameter, error.value) == ("groups", groups)
    assert named in error.rule


def test_groups_hint_lists_what_would_do():
    assert refusal(ConvSpec.of, 2, 12, 18, 3, groups=5).cure == "Use one of 1, 2, 3, 6."
    assert refusal(ConvSpec.of, 2, 2**62, 2**62, 3, groups=3).cure.startswith("Use one of 1, 2, 4, 8")


@pytest.mark.parametrize(
    ("stride", "dilation", "extra", "fine"),
    [
        (1, 1, 0, True),
        (1, 1, 1, False),
        (2, 1, 1, True),
        (2, 1, 2, False),
        (1, 3, 2, True),
        (1, 3, 3, False),
        ((2, 3), 1, (1, 2), True),
        ((2, 3), 1, (2, 1), False),
        ((3, 2), (1, 4), (2, 3), True),
    ],
)
def test_output_padding_stays_below_stride_or_dilation(stride, dilation, extra, fine):
    options = {"stride": stride, "dilation": dilation, "output_padding": extra, "transposed": True}
    if fine:
        assert layer_with(**options)
    else:
        error = refusal(layer_with, **options)
        assert error.parameter == "output_padding"
        assert "smaller than the stride or the dilation" in error.rule


@pytest.mark.parametrize(
    ("options", "parameter"),
    [
        ({"output_padding": 1, "stride": 2}, "output_padding"),
        ({"transposed": True, "padding_mode": "reflect"}, "padding_mode"),
        ({"transposed": True, "padding_mode": "circular", "padding": 1}, "padding_mode"),
        ({"transposed": True, "padding": "same", "stride": 2, "output_padding": 1}, "output_padding"),
    ],
    ids=["direct-output-padding", "transposed-reflect", "transposed-circular", "same-output-padding"],
)
def test_options_that_exclude_each_other(options, parameter):
    assert refusal(layer_with, **options).parameter == parameter


@pytest.mark.parametrize(
    ("mode", "pads", "size", "fine"),
    [
        ("reflect", 3, 4, True),
        ("reflect", 4, 4, False),
        ("reflect", (0, 4), 4, False),
        ("reflect", (4, 0), 4, False),
        ("reflect", 1, 1, False),
        ("circular", 4, 4, True),
        ("circular", 5, 4, False),
        ("circular", (0, 5), 4, False),
        ("circular", 1, 1, True),
        ("replicate", 9, 1, True),
        ("zeros", 9, 1, True),
    ],
)
def test_a_border_copies_cells_that_are_there(mode, pads, size, fine):
    spec = ConvSpec.of(1, 1, 1, 2, padding=[pads], padding_mode=mode)
    assert spec.fits((size,)) is fine
    if not fine:
        error = refusal(convolve, spec, np.ones((1, size)), np.ones((1, 1, 2)))
        assert error.parameter == "padding"
        assert f"for an input of {size}" in error.rule


@pytest.mark.parametrize("mode", ["reflect", "circular"])
def test_same_can_ask_for_more_border_than_there_is(mode):
    spec = ConvSpec.of(1, 1, 1, 9, padding="same", padding_mode=mode)
    assert spec.fits((5,))
    assert refusal(spec.resolve, (3,)).parameter == "padding"


@pytest.mark.parametrize(
    ("options", "shape", "parameter"),
    [
        ({"kernel": 5}, (4, 9), "kernel"),
        ({"kernel": 5}, (9, 4), "kernel"),
        ({"kernel": 3, "dilation": (1, 4)}, (9, 8), "kernel"),
        ({"kernel": 7, "padding": 1}, (4, 9), "kernel"),
        ({"kernel": 1, "padding": 1, "transposed": True}, (2, 3), "padding"),
        ({"kernel": 2, "padding": ((0, 0), (3, 4)), "transposed": True}, (2, 3), "padding"),
    ],
    ids=["rows", "columns", "dilated", "padded", "crop-to-nothing", "crop-beyond"],
)
def test_something_must_come_out(options, shape, parameter):
    spec = layer_with(**options)
    assert refusal(spec.resolve, shape).parameter == parameter
    assert refusal(cost, spec, shape).parameter == parameter
    assert refusal(convolve, spec, np.ones((2, *shape)), np.ones(spec.weight_shape)).parameter == parameter
    assert refusal(record, spec, np.ones((2, *shape)), np.ones(spec.weight_shape)).parameter == parameter


@pytest.mark.parametrize(
    "shape",
    [
        (),
        (5,),
        (2, 4, 5, 6),
        (1, 2, 4, 5),
        (3, 4, 5),
        (0, 5),
        (4, -1),
        (2, 0, 5),
        (4.0, 5),
        ("4", 5),
        (True, 5),
        (None, 5),
        "45",
        b"45",
        5,
        None,
        {4: 5, 5: 4},
        {4, 5},
        (HUGE, 5),
        np.array(5),
        np.ones((2, 2), int),
        range(10**15),
        LAYER,
    ],
    ids=lambda v: repr(v)[:16],
)
@pytest.mark.parametrize("ask", [ConvSpec.resolve, ConvSpec.output_shape, ConvSpec.spatial, cost])
def test_shape_is_whole_sizes_with_or_without_channels(ask, shape):
    assert refusal(ask, LAYER, shape).parameter == "shape"
    assert not LAYER.fits(shape)


def test_a_shape_read_only_once_is_refused():
    assert refusal(LAYER.output_shape, iter((4, 5))).parameter == "shape"


NOT_ARRAYS = {
    "none": None,
    "text": "abc",
    "digits": "12",
    "texts": [["a", "b"]],
    "dict": {"a": 1},
    "set": {1, 2},
    "function": len,
    "ragged": [[1, 2], [3]],
    "ragged-depth": [[1, 2], 3],
    "complex": [[1 + 2j]],
    "complex-array": np.ones((2, 4, 5), complex),
    "objects": np.array([[1, None]], object),
    "whole-objects": np.ones((2, 4, 5), object),
    "huge": [[HUGE]],
    "dates": np.array(["2020-01-01"], "datetime64[D]"),
    "records": np.zeros(3, [("a", int)]),
    "generator": (i for i in range(3)),
    "nan": np.full((2, 4, 5), np.nan),
    "infinite": np.full((2, 4, 5), np.inf),
    "half-infinite": np.full((2, 4, 5), -np.inf, np.float16),
    "empty": [],
    "nothing-inside": [[[], []], [[], []]],
    "zero-d": 5,
    "zero-d-array": np.array(5.0),
    "one-d": [1, 2, 3],
    "five-d": np.ones((1, 1, 2, 4, 5)),
}


@pytest.mark.parametrize("junk", NOT_ARRAYS.values(), ids=NOT_ARRAYS)
@pytest.mark.parametrize("run", [convolve, record])
def test_arrays_are_full_rectangles_of_finite_numbers(run, junk):
    assert refusal(run, LAYER, junk, WEIGHT).parameter == "x"
    assert refusal(run, LAYER, X, junk).parameter == "weight"
    if junk is not None and not isinstance(junk, list):
        assert refusal(run, LAYER, X, WEIGHT, junk).parameter == "bias"


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_one_number_that_is_none_is_enough(bad):
    x = X.copy()
    x[1, 3, 4] = bad
    assert refusal(convolve, LAYER, x, WEIGHT).parameter == "x"
    assert refusal(convolve, LAYER, x.tolist(), WEIGHT).parameter == "x"
    assert refusal(convolve, LAYER, X, WEIGHT, [1, bad, 2]).parameter == "bias"


@pytest.mark.parametrize(
    "bias", [[], [1], [1, 2], [1, 2, 3, 4], [[1, 2, 3]], [[1], [2], [3]], 1, 0.5, False, "abc"], ids=repr
)
@pytest.mark.parametrize("run", [convolve, record])
def test_bias_has_one_number_for_each_output_channel(run, bias):
    assert refusal(run, LAYER, X, WEIGHT, bias).parameter == "bias"


@pytest.mark.parametrize(
    "sizes", [(0, 2, 4, 5), (1, 0, 4, 5), (1, 2, 0, 5), (1, 2, 4, 0), (0, 4, 5), (2, 0, 5)], ids=str
)
@pytest.mark.parametrize("run", [convolve, record])
def test_empty_input_is_refused(run, sizes):
    assert refusal(run, LAYER, np.ones(sizes), WEIGHT).parameter == "x"


@pytest.mark.parametrize("sizes", [(4, 5, 2), (1, 4, 5), (3, 4, 5), (1, 3, 4, 5), (2, 2), (4, 5)], ids=str)
def test_channels_come_first_and_are_as_many_as_the_layer_reads(sizes):
    assert refusal(convolve, LAYER, np.ones(sizes), WEIGHT).parameter == "x"


@pytest.mark.parametrize(
    ("transposed", "groups", "sizes"),
    [
        (False, 1, (2, 4, 3, 3)),
        (False, 1, (4, 2, 3)),
        (False, 1, (4, 2, 3, 3, 1)),
        (False, 1, (4, 2, 3, 2)),
        (False, 2, (4, 2, 3, 3)),
        (True, 1, (4, 2, 3, 3)),
        (True, 2, (2, 4, 3, 3)),
        (False, 1, (4, 2, 0, 3)),
    ],
)
def test_weight_has_the_layout_of_the_layer(transposed, groups, sizes):
    spec = layer_with(transposed=transposed, groups=groups)
    assert refusal(convolve, spec, X, np.ones(sizes)).parameter == "weight"


def test_a_batch_is_convolved_but_not_recorded():
    assert convolve(LAYER, X[np.newaxis], WEIGHT).shape == (1, 3, 2, 4)
    error = refusal(record, LAYER, X[np.newaxis], WEIGHT)
    assert error.parameter == "x"
    assert "batch" in error.rule


@pytest.mark.parametrize("junk", [None, 3, "2d", (3, 8, 3), {}, X, ConvSpec], ids=lambda v: repr(v)[:12])
def test_the_first_argument_is_a_spec(junk):
    assert refusal(convolve, junk, X, WEIGHT).parameter == "spec"
    assert refusal(record, junk, X, WEIGHT).parameter == "spec"
    assert refusal(cost, junk, (4, 5)).parameter == "spec"


@pytest.mark.parametrize(
    "options", [{"padding": 10**6}, {"transposed": True, "stride": 10**6}], ids=["padding", "stride"]
)
@pytest.mark.parametrize("run", [convolve, record])
def test_what_no_memory_holds_is_refused_before_it_is_tried(run, options):
    spec = layer_with(**options)
    assert "numbers" in refusal(run, spec, X, np.ones(spec.weight_shape)).rule
    assert cost(spec, (4, 5)).outputs > 10**11


def test_message_reads_as_two_sentences():
    error = refusal(layer_with, stride=(2, 0))
    assert str(error) == "`stride` (=0) must be at least 1. Use 1 or more."
    error = refusal(LAYER.resolve, (2, 5))
    assert str(error) == (
        "`kernel` (=(3, 2)) at dilation 1 spans 3 cells, but the padded input has 2. "
        "Use a smaller kernel or dilation, or a larger input or padding."
    )


def test_error_is_a_value_error_that_survives_pickling():
    error = refusal(layer_with, padding=-1)
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(error, ValueError)
    assert type(again) is ConvError
    assert str(again) == str(error)
    assert vars(again) == vars(error)


LONG = {
    "text": "x" * 10_000,
    "lines": "a\nb" * 50,
    "list": list(range(10_000)),
    "digits": 10**5000,
    "array": np.ones((99, 99)),
}


@pytest.mark.parametrize("value", LONG.values(), ids=LONG)
def test_a_value_of_any_length_is_shown_short(value):
    assert len(str(refusal(layer_with, kernel=value))) < 300


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 6),
    st.sampled_from([HUGE, -HUGE, 2**31, 2**63 - 1, 2**64]),
    st.floats(),
    st.text(max_size=4),
    st.sampled_from(["same", "valid", "SAME", "zeros", "reflect", "replicate", "circular"]),
    st.binary(max_size=3),
    st.complex_numbers(max_magnitude=9),
    st.sampled_from([int, len, object(), ..., NotImplemented, np.int8(2), np.float32(2), np.True_, np.array(2), LAYER]),
)
arrays = st.builds(
    lambda kind, sizes: np.ones(sizes, kind),
    st.sampled_from(["i1", "u1", "i8", "u8", "f2", "f4", "f8", "c8", "?", "O", "U3", "M8[s]"]),
    st.lists(st.integers(0, 4), max_size=5),
)
junk = st.recursive(
    scalars | arrays,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(st.integers(-3, 3) | st.text(max_size=2), inner, max_size=3),
        st.frozensets(st.integers(-3, 6), max_size=3),
        st.builds(iter, st.lists(inner, max_size=3)),
    ),
    max_leaves=8,
)
OPTIONS = ["stride", "padding", "dilation", "groups", "transposed", "output_padding", "padding_mode", "flip", "bias"]


@pytest.mark.parametrize("name", ["ndim", "in_channels", "out_channels", "kernel", *OPTIONS])
@thorough
@given(value=junk)
def test_any_argument_makes_a_layer_or_is_refused(name, value):
    try:
        spec = layer_with(**{name: value})
    except ConvError:
        return
    assert isinstance(spec, ConvSpec)
    assert hash(spec) is not None


@thorough
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(OPTIONS, junk)), junk, junk, junk, junk, junk)
def test_any_arguments_together_are_priced_or_refused(options, ndim, in_channels, out_channels, kernel, shape):
    try:
        price = cost(ConvSpec.of(ndim, in_channels, out_channels, kernel, **options), shape)
    except ConvError:
        return
    assert isinstance(price, Cost)


@thorough
@given(
    st.sampled_from([1, 2, 3]),
    st.lists(st.integers(1, 2**63 - 1), min_size=6, max_size=6),
    st.booleans(),
    st.sampled_from(["same", "valid", 0, 1, 10**6, 2**63 - 1]),
)
def test_layers_of_any_size_are_priced_or_refused(ndim, numbers, transposed, padding):
    in_channels, out_channels, kernel, stride, dilation, size = numbers
    options = {"stride": stride, "dilation": dilation, "transposed": transposed, "padding": padding}
    spec = ConvSpec.of(ndim, in_channels, out_channels, kernel, **options)
    if spec.fits((size,) * ndim):
        price = cost(spec, (size,) * ndim)
        assert 0 <= price.macs_nonpad <= price.macs


@pytest.mark.parametrize("name", ["spec", "x", "weight", "bias"])
@pytest.mark.parametrize(("run", "kind"), [(convolve, np.ndarray), (record, Trace)], ids=["convolve", "record"])
@thorough
@given(value=junk)
def test_any_array_is_convolved_or_refused(run, kind, name, value):
    good = {"spec": LAYER, "x": X, "weight": WEIGHT, "bias": np.ones(3)}
    try:
        found = run(**{**good, name: value})
    except ConvError:
        return
    assert isinstance(found, kind)


@pytest.mark.parametrize("name", ["shape", "spec"])
@thorough
@given(value=junk)
def test_any_shape_is_priced_or_refused(name, value):
    try:
        found = cost(**{"spec": LAYER, "shape": (4, 5), name: value})
    except ConvError:
        return
    assert isinstance(found, Cost)
