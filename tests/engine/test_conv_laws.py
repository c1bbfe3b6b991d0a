"""Laws that hold for every convolution, on layers drawn at random (the same ones in every run)."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oracle
from convviz import ConvSpec, convolve, cost, record
from convviz.engine.padding import pad
from random_layers import Layer, integers, laid_down, layers, quick, thorough

MODES_IN_NUMPY = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


@pytest.mark.parametrize("transposed", [False, True], ids=["direct", "transposed"])
@pytest.mark.parametrize("ndim", [1, 2, 3])
@thorough
@given(data=st.data())
def test_equals_plain_loops(ndim, transposed, data):
    layer = data.draw(layers(ndim, transposed))
    y, macs, macs_nonpad = layer.by_loops()
    assert convolve(layer.spec, *layer.arrays).tolist() == y
    price, batch = cost(layer.spec, layer.spatial), len(layer.x)
    assert (batch * price.macs, batch * price.macs_nonpad) == (macs, macs_nonpad)


@quick
@given(layers())
def test_steps_add_up_to_the_output(layer):
    trace = record(layer.spec, layer.x[0], layer.weight, layer.bias)
    assert np.array_equal(laid_down(trace), trace.output)
    assert np.array_equal(trace.output, convolve(layer.spec, *layer.arrays)[0])


@quick
@given(layers())
def test_steps_add_up_to_the_output_in_fractions(layer):
    x, weight = layer.x[0] / 7, layer.weight / 3
    trace = record(layer.spec, x, weight, layer.bias)
    assert trace.output.dtype == np.float64
    np.testing.assert_allclose(laid_down(trace), trace.output, rtol=1e-12, atol=1e-12)


@quick
@given(layers())
def test_price_counts_the_trace(layer):
    spec, trace = layer.spec, record(layer.spec, layer.x[0], layer.weight, layer.bias)
    big = trace.geometry.big
    real = sum(
        len(step.channels)
        for step in trace
        for place in product(*step.window)
        if all(0 <= i < size for i, size in zip(place, big, strict=True))
    )
    price = cost(spec, layer.spatial)
    assert price.multiplications == price.macs == sum(step.products.size for step in trace)
    assert price.macs_nonpad == real
    assert price.on_padding == price.multiplications - real
    assert price.weights == layer.weight.size
    assert (price.inputs, price.outputs) == (trace.x.size, trace.output.size)
    assert price.flops == 2 * price.multiplications
    assert price.activations == price.inputs + price.outputs
    assert price.bytes() == 4 * (price.params + price.activations)


@thorough
@given(layers(transposed=True))
def test_transposed_is_the_adjoint_of_direct(layer):
    """<C x, y> == <x, C' y>, with the same weight and padding, for every input size C maps to the size of y."""
    there = layer.spec
    back = ConvSpec.of(
        there.ndim,
        there.out_channels,
        there.in_channels,
        there.kernel,
        stride=there.stride,
        padding=there.padding,
        dilation=there.dilation,
        groups=there.groups,
        flip=there.flip,
    )
    big = there.output_shape(layer.spatial)
    assert back.weight_shape == there.weight_shape
    if not back.fits(big) or back.output_shape(big) != layer.spatial:  # output_padding beyond the stride
        return
    stamped = convolve(there, layer.x, layer.weight)
    other = integers(7, *stamped.shape)
    slid = convolve(back, other, layer.weight)
    assert int((slid * layer.x).sum()) == int((other * stamped).sum())


@quick
@given(layers(), st.integers(-5, 5), st.integers(-5, 5))
def test_linear_in_input_and_in_weight(layer, a, b):
    spec, x, weight = layer.spec, layer.x, layer.weight
    other_x, other_weight = integers(3, *x.shape), integers(4, *weight.shape)
    mixed_x = convolve(spec, a * x + b * other_x, weight)
    assert np.array_equal(mixed_x, a * convolve(spec, x, weight) + b * convolve(spec, other_x, weight))
    mixed_weight = convolve(spec, x, a * weight + b * other_weight)
    assert np.array_equal(mixed_weight, a * convolve(spec, x, weight) + b * convolve(spec, x, other_weight))


@quick
@given(layers())
def test_bias_is_added_once_to_every_output_cell(layer):
    bias = integers(5, layer.spec.out_channels)
    shifted = convolve(layer.spec, layer.x, layer.weight, bias) - convolve(layer.spec, layer.x, layer.weight)
    assert np.array_equal(shifted, np.broadcast_to(bias.reshape(-1, *(1,) * layer.spec.ndim), shifted.shape))


@quick
@given(st.sampled_from([2, 3]).flatmap(lambda groups: layers(groups=groups)))
def test_groups_are_independent_convolutions_side_by_side(layer):
    spec = layer.spec
    one = ConvSpec.of(
        spec.ndim,
        spec.in_channels // spec.groups,
        spec.out_channels // spec.groups,
        spec.kernel,
        stride=spec.stride,
        padding=spec.padding,
        dilation=spec.dilation,
        transposed=spec.transposed,
        output_padding=spec.output_padding,
        padding_mode=spec.padding_mode,
        flip=spec.flip,
    )
    xs, weights = np.split(layer.x, spec.groups, axis=1), np.split(layer.weight, spec.groups, axis=0)
    side_by_side = [convolve(one, x, weight) for x, weight in zip(xs, weights, strict=True)]
    assert np.array_equal(convolve(spec, layer.x, layer.weight), np.concatenate(side_by_side, axis=1))
    whole, part = cost(spec, layer.spatial), cost(one, layer.spatial)
    assert (whole.weights, whole.macs) == (spec.groups * part.weights, spec.groups * part.macs)


@pytest.mark.parametrize("sizes", [(5,), (4, 6), (2, 5, 3)], ids=["1-D", "2-D", "3-D"])
def test_pointwise_is_a_matrix_product_over_channels(sizes):
    x, weight = integers(1, 3, *sizes), integers(2, 4, 3)
    spec = ConvSpec.of(len(sizes), 3, 4, 1)
    expected = np.tensordot(weight, x, 1)
    assert np.array_equal(convolve(spec, x, weight.reshape(spec.weight_shape)), expected)


@pytest.mark.parametrize("sizes", [(5,), (4, 6), (2, 5, 3)], ids=["1-D", "2-D", "3-D"])
def test_pointwise_transposed_is_the_transposed_matrix_product(sizes):
    x, weight = integers(1, 3, *sizes), integers(2, 3, 4)
    spec = ConvSpec.of(len(sizes), 3, 4, 1, transposed=True)
    assert np.array_equal(convolve(spec, x, weight.reshape(spec.weight_shape)), np.tensordot(weight.T, x, 1))


def true_convolution(a, b):
    """Every product goes to the sum of its two indices."""
    full = np.zeros([n + m - 1 for n, m in zip(a.shape, b.shape, strict=True)], int)
    for i in np.ndindex(a.shape):
        for j in np.ndindex(b.shape):
            full[tuple(np.add(i, j))] += a[i] * b[j]
    return full


def full(x, kernel):
    spec = ConvSpec.of(x.ndim, 1, 1, kernel.shape, padding=[k - 1 for k in kernel.shape], flip=True)
    return convolve(spec, x[np.newaxis], kernel[np.newaxis, np.newaxis])[0]


@pytest.mark.parametrize(
    ("sizes", "kernel"),
    [((6,), (3,)), ((5, 4), (2, 3)), ((4, 3, 5), (3, 2, 1)), ((2, 3), (4, 2))],
    ids=["1-D", "2-D", "3-D", "kernel-taller-than-input"],
)
def test_flipped_full_is_true_convolution_and_commutes(sizes, kernel):
    x, k = integers(1, *sizes), integers(2, *kernel)
    assert np.array_equal(full(x, k), true_convolution(x, k))
    assert np.array_equal(full(x, k), full(k, x))


def test_flip_turns_the_kernel_around():
    x = [[1, 0, 0, 0]]
    plain, flipped = (convolve(ConvSpec.of(1, 1, 1, 2, flip=flip), x, [[[3, 5]]]) for flip in (False, True))
    assert (plain.tolist(), flipped.tolist()) == ([[3, 0, 0]], [[5, 0, 0]])


@quick
@given(layers(flip=False))
def test_flip_equals_reversing_the_weight(layer):
    spec = layer.spec
    backwards = layer.weight[(slice(None), slice(None), *(slice(None, None, -1),) * spec.ndim)]
    flipped = ConvSpec(**{name: getattr(spec, name) for name in spec.__slots__} | {"flip": True})
    assert np.array_equal(convolve(flipped, layer.x, layer.weight), convolve(spec, layer.x, backwards))


@pytest.mark.parametrize("shift", [1, 2, -3])
@pytest.mark.parametrize(("kernel", "dilation"), [((3, 2), 1), ((2, 3), 2), ((1, 4), 1)])
def test_shifting_a_circular_input_shifts_the_output(kernel, dilation, shift):
    spec = ConvSpec.of(2, 2, 3, kernel, padding="same", padding_mode="circular", dilation=dilation)
    x, weight = integers(1, 2, 5, 7), integers(2, *spec.weight_shape)
    shifted = convolve(spec, np.roll(x, (shift, 2 * shift), (1, 2)), weight)
    assert np.array_equal(shifted, np.roll(convolve(spec, x, weight), (shift, 2 * shift), (1, 2)))
    assert not np.array_equal(shifted, convolve(spec, x, weight))


def test_shifting_by_the_stride_shifts_the_output_by_one():
    spec = ConvSpec.of(1, 1, 1, 3, stride=3, padding=(1,), padding_mode="circular")
    x, weight = integers(1, 1, 12), integers(2, 1, 1, 3)
    assert np.array_equal(convolve(spec, np.roll(x, 3, 1), weight), np.roll(convolve(spec, x, weight), 1, 1))


@quick
@given(layers(transposed=False))
def test_border_is_numpys(layer):
    spec = layer.spec
    pairs = ((0, 0), (0, 0), *spec.padding)
    padded = np.pad(layer.x, pairs, mode=MODES_IN_NUMPY[spec.padding_mode])
    valid = ConvSpec.of(
        spec.ndim,
        spec.in_channels,
        spec.out_channels,
        spec.kernel,
        stride=spec.stride,
        dilation=spec.dilation,
        groups=spec.groups,
        flip=spec.flip,
    )
    assert np.array_equal(pad(spec.resolve(layer.spatial), layer.x), padded)
    assert np.array_equal(convolve(spec, layer.x, layer.weight), convolve(valid, padded, layer.weight))


@quick
@given(layers())
def test_batch_is_its_items_one_by_one(layer):
    x = np.concatenate([layer.x, 3 * layer.x - 1])
    together = convolve(layer.spec, x, layer.weight, layer.bias)
    one_by_one = [convolve(layer.spec, item, layer.weight, layer.bias) for item in x]
    assert np.array_equal(together, np.stack(one_by_one))


def test_dense_layer_is_a_pointwise_convolution_and_the_other_way_round():
    x, weight = integers(1, 3, 4, 5), integers(2, 7, 3, 4, 5)
    dense = weight.reshape(7, -1) @ x.reshape(-1)
    assert convolve(ConvSpec.of(2, 3, 7, (4, 5)), x, weight).reshape(-1).tolist() == dense.tolist()
    assert (
        convolve(ConvSpec.of(1, 60, 7, 1), x.reshape(60, 1), weight.reshape(7, 60, 1))[:, 0].tolist() == dense.tolist()
    )


def matrix_of(spec, sizes, weight):
    """The convolution as a matrix: column j is the output of an input that is 1 in cell j and 0 elsewhere."""
    shape = (spec.in_channels, *sizes)
    ones = np.eye(int(np.prod(shape)), dtype=int).reshape(-1, *shape)
    return convolve(spec, ones, weight).reshape(len(ones), -1).T


def test_matrix_of_the_transposed_is_the_transposed_matrix():
    weight = integers(3, 1, 1, 3, 3)
    c = matrix_of(ConvSpec.of(2, 1, 1, 3), (4, 4), weight)
    ct = matrix_of(ConvSpec.of(2, 1, 1, 3, transposed=True), (2, 2), weight)
    assert (c.shape, ct.shape) == ((4, 16), (16, 4))
    assert np.array_equal(ct, c.T)
    assert not np.array_equal(ct @ c, np.eye(16))


@pytest.mark.parametrize("stride", [(1, 1), (2, 3)])
@pytest.mark.parametrize("dilation", [(1, 1), (2, 1)])
def test_transposed_is_a_direct_convolution_of_the_stretched_input(stride, dilation):
    """Zeros between the cells, k - 1 cells of zeros around (dilated), the kernel turned around, stride 1."""
    weight, x = integers(1, 2, 3, 3, 2), integers(2, 1, 2, 3, 4)
    stretched = np.zeros((1, 2, 2 * stride[0] + 1, 3 * stride[1] + 1), int)
    stretched[:, :, :: stride[0], :: stride[1]] = x
    sliding = ConvSpec.of(2, 2, 3, (3, 2), padding=[2 * dilation[0], dilation[1]], dilation=dilation, flip=True)
    stamping = ConvSpec.of(2, 2, 3, (3, 2), stride=stride, dilation=dilation, transposed=True)
    expected = convolve(sliding, stretched, weight.swapaxes(0, 1))
    assert np.array_equal(convolve(stamping, x, weight), expected)


@thorough
@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.integers(1, 5), st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=3
    ),
    st.integers(0, 2**32 - 1),
)
def test_same_gives_one_output_for_every_stride_begun(axes, seed):
    sizes, kernel, stride, dilation = zip(*axes, strict=True)
    spec = ConvSpec.of(len(axes), 1, 2, kernel, stride=stride, dilation=dilation, padding="same")
    geometry = spec.resolve(sizes)
    assert geometry.output_shape == tuple(-(-n // s) for n, s in zip(sizes, stride, strict=True))
    assert geometry.padding == tuple(oracle.same_pads(sizes, kernel, stride, dilation))
    assert all(high - low in (0, 1) for low, high in geometry.padding)
    layer = Layer(geometry.spec, integers(seed, 1, 1, *sizes), integers(seed + 1, *spec.weight_shape), None)
    assert convolve(spec, layer.x, layer.weight).tolist() == layer.by_loops()[0]


@thorough
@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.integers(1, 5), st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=3
    ),
    st.integers(0, 2**32 - 1),
)
def test_transposed_same_multiplies_the_size_by_the_stride(axes, seed):
    sizes, kernel, stride, dilation = zip(*axes, strict=True)
    spec = ConvSpec.of(len(axes), 2, 1, kernel, stride=stride, dilation=dilation, padding="same", transposed=True)
    geometry = spec.resolve(sizes)
    assert geometry.output_shape == tuple(n * s for n, s in zip(sizes, stride, strict=True))
    layer = Layer(geometry.spec, integers(seed, 1, 2, *sizes), integers(seed + 1, *spec.weight_shape), None)
    y, macs, macs_nonpad = layer.by_loops()
    assert convolve(spec, layer.x, layer.weight).tolist() == y
    assert (cost(spec, sizes).macs, cost(spec, sizes).macs_nonpad) == (macs, macs_nonpad)
    slid = ConvSpec.of(len(axes), 1, 2, kernel, stride=stride, dilation=dilation, padding="same")
    back = slid.resolve(geometry.output_shape)
    assert back.output_shape == sizes
    assert back.padding == geometry.padding
