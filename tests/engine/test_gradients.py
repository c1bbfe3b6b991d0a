"""Gradients against known answers, and against what a gradient is: the change of a sum."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz import ConvError, ConvSpec, convolve, gradients
from random_layers import integers, layers, thorough

from .test_conv_cases import FILE, by_id, numbers, spec_of


@pytest.mark.parametrize("case", by_id([case for case in FILE["cases"] if "grad" in case]))
def test_the_gradients_of_the_cases(case):
    known = case["grad"]
    found = gradients(spec_of(case), numbers(case["x"]), numbers(case["w"]), known["gy"])
    assert found.x.tolist() == known["gx"]
    assert found.weight.tolist() == known["gw"]
    assert known["gb"] in (None, found.bias.tolist())


@thorough
@given(data=st.data())
def test_a_gradient_says_how_the_sum_changes(data):
    """Exactly, for a convolution is linear in each of its arrays."""
    layer = data.draw(layers())
    x, weight, _ = layer.arrays
    bias = np.zeros(layer.spec.out_channels, int)
    y = convolve(layer.spec, x, weight, bias)
    grad = integers(data.draw(st.integers(0, 99)), *y.shape)
    found = gradients(layer.spec, x, weight, grad)
    step, turn, rise = integers(1, *x.shape), integers(2, *weight.shape), integers(3, *bias.shape)
    assert (found.x * step).sum() == (convolve(layer.spec, step, weight) * grad).sum()
    assert (found.weight * turn).sum() == (convolve(layer.spec, x, turn) * grad).sum()
    assert (found.bias * rise).sum() == ((convolve(layer.spec, x, weight, rise) - y) * grad).sum()
    assert (found.x.shape, found.weight.shape, found.bias.shape) == (x.shape, weight.shape, bias.shape)


@pytest.mark.parametrize(("ndim", "sizes"), [(1, (9,)), (2, (7, 9)), (3, (4, 6, 5))])
def test_the_gradient_of_the_input_is_the_transposed_convolution_of_what_arrives(ndim, sizes):
    kernel, options = (2, 3, 2)[:ndim], {"stride": 2, "padding": 1}
    direct = ConvSpec.of(ndim, 2, 3, kernel, **options)
    weight = integers(1, *direct.weight_shape)
    grad = integers(2, 3, *direct.output_shape(sizes))
    back = ConvSpec.of(ndim, 3, 2, kernel, **options, transposed=True)
    missing = tuple(size - made for size, made in zip(sizes, back.output_shape(grad.shape)[1:], strict=True))
    back = ConvSpec.of(ndim, 3, 2, kernel, **options, transposed=True, output_padding=missing)
    found = gradients(direct, integers(3, 2, *sizes), weight, grad)
    assert np.array_equal(found.x, convolve(back, grad, weight))


def test_floats_keep_their_precision():
    spec = ConvSpec.of(2, 1, 1, 2)
    found = gradients(spec, np.ones((1, 3, 3), np.float32), np.ones((1, 1, 2, 2), np.float32), np.ones((1, 2, 2), "f"))
    assert (found.x.dtype, found.weight.dtype, found.bias.dtype) == (np.float32,) * 3


@pytest.mark.parametrize("grad", [np.ones((1, 2, 3)), np.ones((1, 1, 2, 2)), [[["a"]]], np.full((1, 2, 2), np.nan)])
def test_a_gradient_that_does_not_fit_is_refused(grad):
    with pytest.raises(ConvError, match="grad"):
        gradients(ConvSpec.of(2, 1, 1, 2), np.ones((1, 3, 3)), np.ones((1, 1, 2, 2)), grad)
