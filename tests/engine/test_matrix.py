"""The matrix of a layer says the same as the layer, and exchanged the same as the transposed layer."""

import numpy as np
import pytest
from hypothesis import given

from convviz import ConvError, ConvSpec, convolve
from convviz.engine.matrix import matrix_of
from random_layers import integers, layers, thorough


@thorough
@given(layers())
def test_the_matrix_times_the_input_is_the_output(layer):
    geometry = layer.spec.resolve(layer.spatial)
    matrix = matrix_of(geometry, layer.weight)
    y = convolve(layer.spec, layer.x, layer.weight)
    for x, row in zip(layer.x, y, strict=True):
        assert np.array_equal(matrix @ x.ravel(), row.ravel())


@pytest.mark.parametrize(("ndim", "sizes"), [(1, (6,)), (2, (5, 7)), (3, (4, 3, 5))])
def test_rows_and_columns_exchanged_are_the_transposed_layer(ndim, sizes):
    kernel, options = (3, 2, 1)[:ndim], {"stride": 1, "padding": 1, "dilation": 1, "groups": 2}
    direct = ConvSpec.of(ndim, 4, 6, kernel, **options)
    back = ConvSpec.of(ndim, 6, 4, kernel, **options, transposed=True)
    weight = integers(1, *direct.weight_shape)
    small = direct.output_shape(sizes)
    assert np.array_equal(matrix_of(direct.resolve(sizes), weight).T, matrix_of(back.resolve(small), weight))


def test_the_guides_matrix_is_4_by_16():
    geometry = ConvSpec.of(2, 1, 1, 3).resolve((4, 4))
    matrix = matrix_of(geometry, np.arange(1, 10).reshape(1, 1, 3, 3))
    assert matrix.shape == (4, 16)
    assert matrix[0].tolist() == [1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0, 0, 0, 0, 0]
    assert matrix[3].tolist() == [0, 0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9]
    assert not np.array_equal(matrix.T @ matrix, np.eye(16))


def test_what_does_not_fit_is_refused():
    spec = ConvSpec.of(2, 1, 1, 3)
    with pytest.raises(ConvError, match="weight"):
        matrix_of(spec.resolve((4, 4)), np.ones((1, 1, 2, 3)))
    with pytest.raises(ConvError, match="entries"):
        matrix_of(spec.resolve((100, 100)), np.ones((1, 1, 3, 3)))
