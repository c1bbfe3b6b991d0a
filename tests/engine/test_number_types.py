"""What comes back for which numbers: integers exact, small ones promoted, floats in their own precision."""

import numpy as np
import pytest

from convviz import ConvError, ConvSpec, convolve, record

PAIR = ConvSpec.of(1, 1, 1, 2)
STAMP = ConvSpec.of(1, 1, 1, 2, transposed=True)


@pytest.mark.parametrize(
    "kind", ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", ">i4"]
)
def test_integers_come_back_as_int64(kind):
    y = convolve(PAIR, np.ones((1, 3), kind), np.ones((1, 1, 2), kind))
    assert y.dtype == np.int64
    assert y.tolist() == [[2, 2]]


@pytest.mark.parametrize(("kind", "most", "least"), [("int8", 127, -128), ("uint8", 255, 0), ("int16", 32767, -32768)])
def test_small_integers_do_not_wrap(kind, most, least):
    x, weight = np.array([[most, least, most]], kind), np.array([[[most, most]]], kind)
    assert convolve(PAIR, x, weight).tolist() == [[most * (most + least)] * 2]
    assert record(PAIR, x, weight)[0].sum == most * (most + least)
    assert record(PAIR, x, weight)[0].products.tolist() == [[most * most, most * least]]


@pytest.mark.parametrize(("kind", "back"), [("float16", "float32"), ("float32", "float32"), ("float64", "float64")])
@pytest.mark.parametrize("spec", [PAIR, STAMP], ids=["direct", "transposed"])
def test_floats_keep_their_precision(spec, kind, back):
    x, weight, bias = np.ones((1, 3), kind), np.ones((1, 1, 2), kind), np.ones(1, kind)
    y = convolve(spec, x, weight, bias)
    trace = record(spec, x, weight, bias)
    assert y.dtype == trace.output.dtype == trace[0].products.dtype == np.dtype(back)


@pytest.mark.parametrize("other", ["int64", "float32", "float64", "uint8"])
def test_mixed_kinds_follow_numpy(other):
    x, weight = np.array([[0.5, 1, 2]], np.float32), np.array([[[1, 2]]], other)
    expected = np.float32 if other == "float32" else np.float64
    assert convolve(PAIR, x, weight).dtype == expected
    assert convolve(PAIR, x, weight).tolist() == [[2.5, 5.0]]


def test_a_float_bias_makes_the_result_float():
    assert convolve(PAIR, [[1, 2]], [[[1, 1]]], [0.5]).tolist() == [[3.5]]


def test_integers_are_exact_where_float32_is_not():
    odd = 2**24 + 1
    assert int(np.float32(odd)) != odd
    assert convolve(PAIR, [[odd, 0, odd]], [[[1, 1]]]).tolist() == [[odd, odd]]


@pytest.mark.parametrize("odd", [2**53 - 1, 2**53 + 1, 2**55 + 1, 2**60 + 1])
@pytest.mark.parametrize("spec", [PAIR, STAMP], ids=["direct", "transposed"])
def test_integers_are_exact_where_float64_is_not(spec, odd):
    x = [[odd, 1, odd]] if spec is PAIR else [[odd, 1]]
    weight = [[[1, -2]]] if spec is PAIR else [[[-1, 1]]]
    expected = [[odd - 2, 1 - 2 * odd]] if spec is PAIR else [[-odd, odd - 1, 1]]
    assert convolve(spec, x, weight).tolist() == expected
    assert record(spec, x, weight).output.tolist() == expected


@pytest.mark.parametrize("bias", [[2**53 - 1], [2**62]])
def test_integer_bias_is_exact(bias):
    assert convolve(PAIR, [[1, 1]], [[[1, 1]]], bias).tolist() == [[bias[0] + 2]]


@pytest.mark.parametrize("spec", [PAIR, STAMP], ids=["direct", "transposed"])
def test_largest_sum_that_fits_is_exact(spec):
    most = 2**62 - 1
    assert convolve(spec, [[most, most]], [[[1, 1]]]).max() == 2 * most


@pytest.mark.parametrize(
    ("x", "weight", "bias"),
    [
        ([[2**62, 2**62]], [[[1, 1]]], None),
        ([[1, 2**32]], [[[2**31, 2**31]]], None),
        ([[-(2**63), 0]], [[[1, 1]]], None),
        ([[1, 1]], [[[1, 1]]], [2**63 - 1]),
        ([[1, 1]], [[[1, -(2**63)]]], None),
    ],
    ids=["sum", "product", "most-negative", "bias", "most-negative-weight"],
)
@pytest.mark.parametrize("run", [convolve, record])
@pytest.mark.parametrize("spec", [PAIR, STAMP], ids=["direct", "transposed"])
def test_sums_beyond_64_bits_are_refused(spec, run, x, weight, bias):
    with pytest.raises(ConvError, match="must keep sums within int64"):
        run(spec, x, weight, bias)


def test_the_bound_counts_what_one_cell_adds_up_and_no_more():
    wide = ConvSpec.of(1, 4, 4, 1, groups=4)
    x = np.full((4, 3), 2**62)
    assert (convolve(wide, x, np.ones((4, 1, 1), int)) == x).all()


def test_stamps_of_many_channels_do_not_wrap():
    with pytest.raises(ConvError, match="within int64"):
        record(ConvSpec.of(1, 1, 4, 1, transposed=True), [[2**62]], np.ones((1, 4, 1), int))


@pytest.mark.parametrize("x", [[[2**63, 0]], [[2**64, 0]], [[10**400, 0]], np.array([[2**63, 0]], np.uint64)])
def test_integers_beyond_64_bits_are_refused(x):
    with pytest.raises(ConvError, match=r"^`x` "):
        convolve(PAIR, x, [[[1, 1]]])


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("run", [convolve, record])
def test_floats_whose_sums_would_be_infinite_are_refused(run, kind):
    x = np.full((1, 2), np.finfo(kind).max, kind)
    with pytest.raises(ConvError, match=f"must keep sums within {np.dtype(kind)}"):
        run(PAIR, x, np.full((1, 1, 2), 2, kind))


def test_tiny_floats_are_fine():
    y = convolve(PAIR, np.full((1, 2), 1e-320), np.full((1, 1, 2), 0.5))
    assert y.dtype == np.float64


def test_arguments_are_left_as_they_were():
    x, weight, bias = np.arange(4.0).reshape(1, 4), np.ones((1, 1, 2)), np.ones(1)
    kept = x.copy(), weight.copy(), bias.copy()
    convolve(ConvSpec.of(1, 1, 1, 2, padding=1), x, weight, bias)[...] = -1
    convolve(ConvSpec.of(1, 1, 1, 1), x, np.ones((1, 1, 1)))[...] = -1
    assert all(np.array_equal(now, then) for now, then in zip((x, weight, bias), kept, strict=True))


@pytest.mark.parametrize("layout", ["strided", "fortran", "read-only", "broadcast"])
def test_memory_layout_does_not_matter(layout):
    base = np.arange(2 * 4 * 5).reshape(2, 4, 5)
    x = {
        "strided": np.repeat(base, 2, axis=2)[:, :, ::2],
        "fortran": np.asfortranarray(base),
        "read-only": np.broadcast_to(base, base.shape),
        "broadcast": np.broadcast_to(base[:1, :1], base.shape),
    }[layout]
    spec, weight = ConvSpec.of(2, 2, 3, (2, 3), padding=1, stride=(2, 1)), np.arange(36).reshape(3, 2, 2, 3)
    expected = convolve(spec, x.tolist(), weight.tolist())
    assert np.array_equal(convolve(spec, x, weight), expected)
    assert np.array_equal(record(spec, x, weight).output, expected)
