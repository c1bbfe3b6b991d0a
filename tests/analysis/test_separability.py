"""Kernels as products of vectors: which are, and how near the others come."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz import ConvError, ConvSpec, convolve
from convviz.analysis.separability import (
    is_rank_one,
    low_rank,
    outer,
    rank,
    rank_one,
    separated,
    separated_filter,
    strengths,
)
from convviz.costs.block import block_cost
from convviz.engine.block_trace import record_block
from convviz.spec.recipes import spatially_separable
from random_layers import integers, quick

SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
LAPLACE = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]


def test_sobel_is_a_column_times_a_row():
    column, row = separated(SOBEL)
    assert (column.tolist(), row.tolist()) == ([1, 2, 1], [-1, 0, 1])
    assert outer(column, row).tolist() == SOBEL
    assert rank(SOBEL) == 1
    assert low_rank(SOBEL, 1).error == pytest.approx(0, abs=1e-12)


def test_not_every_kernel_separates():
    assert rank(LAPLACE) == 2
    assert separated(LAPLACE) is None
    once, twice = low_rank(LAPLACE, 1), low_rank(LAPLACE, 2)
    assert once.error > 0.1
    assert twice.error == pytest.approx(0, abs=1e-12)
    assert (once.weights, twice.weights) == (6, 12)


@pytest.mark.parametrize("kernel", [[[0, 0], [0, 0]], [[0.5, 1]], [[1, 0], [0, 1]]])
def test_nothing_is_separated_that_is_not_whole_and_of_rank_one(kernel):
    assert separated(kernel) is None


def test_zeros_have_no_rank_and_no_error():
    zeros = np.zeros((2, 3, 3), int)
    assert rank(zeros[0]) == 0
    assert rank_one(zeros).error == 0
    assert is_rank_one(zeros)


@quick
@given(st.integers(0, 9999), st.integers(1, 5), st.integers(1, 5), st.integers(1, 3))
def test_rank_is_that_of_linear_algebra(seed, height, width, terms):
    kernel = integers(seed, height, terms, most=3) @ integers(seed + 1, terms, width, most=3)
    assert rank(kernel) == np.linalg.matrix_rank(kernel)
    assert rank(kernel / 4) == rank(kernel)
    found = separated(kernel)
    assert (found is not None) == (rank(kernel) == 1)
    if found:
        assert np.array_equal(outer(*found), kernel)
        assert np.gcd.reduce(found[1]) == 1


@quick
@given(st.integers(0, 9999), st.integers(1, 5), st.integers(1, 5))
def test_every_term_more_comes_nearer_as_the_singular_values_say(seed, height, width):
    kernel = integers(seed, height, width)
    strengths = np.linalg.svd(kernel, compute_uv=False)
    size = np.linalg.norm(kernel)
    for terms in range(1, min(height, width) + 1):
        missed = np.linalg.norm(strengths[terms:]) / size if size else 0
        assert low_rank(kernel, terms).error == pytest.approx(missed, abs=1e-10)


@quick
@given(st.integers(0, 9999), st.tuples(*[st.integers(1, 4)] * 3))
def test_products_of_vectors_survive_flattening(seed, shape):
    filter_ = outer(*(integers(seed + axis, size) for axis, size in enumerate(shape)))
    assert is_rank_one(filter_)
    assert rank_one(filter_).error < 1e-9


@quick
@given(st.integers(0, 9999), st.tuples(*[st.integers(1, 4)] * 3))
def test_the_nearest_product_of_vectors_is_no_worse_than_its_start(seed, shape):
    filter_ = integers(seed, *shape)
    found = rank_one(filter_)
    start = [np.linalg.svd(np.moveaxis(filter_, axis, 0).reshape(shape[axis], -1))[0][:, 0] for axis in range(3)]
    projected = np.einsum("abc,a,b,c", filter_, *start) * outer(*start)
    size = np.linalg.norm(filter_)
    assert found.error <= (np.linalg.norm(filter_ - projected) / size if size else 0) + 1e-9
    assert (found.error < 1e-9) == is_rank_one(filter_)


def test_two_axes_are_the_first_singular_value():
    assert rank_one(LAPLACE).error == pytest.approx(low_rank(LAPLACE, 1).error, abs=1e-6)


@pytest.mark.parametrize(
    ("call", "parameter"),
    [
        (lambda: rank([1, 2]), "kernel"),
        (lambda: low_rank(SOBEL, 4), "terms"),
        (lambda: low_rank(SOBEL, 0), "terms"),
        (lambda: outer([1], ["x"]), "vectors"),
        (lambda: rank_one([[float("nan")]]), "filter"),
    ],
)
def test_refusals_name_what_is_wrong(call, parameter):
    with pytest.raises(ConvError) as refused:
        call()
    assert refused.value.parameter == parameter


@quick
@given(seed=st.integers(0, 999), shape=st.lists(st.integers(1, 4), min_size=2, max_size=3), zeros=st.booleans())
def test_a_product_of_whole_vectors_comes_back_as_whole_vectors(seed, shape, zeros):
    vectors = [integers(seed + axis, size, most=5) for axis, size in enumerate(shape)]
    if zeros:
        vectors[0][0] = 0
    exact = outer(*vectors)
    found = separated_filter(exact)
    if not exact.any():
        assert found is None
        return
    assert all(vector.dtype.kind == "i" for vector in found)
    assert outer(*found).tolist() == exact.tolist()
    assert all(np.gcd.reduce(vector) == 1 for vector in found[1:])
    assert all(vector[vector != 0][0] > 0 for vector in found[:-1])


def test_what_is_no_product_of_whole_vectors_has_none():
    assert separated_filter([[[1, 0], [0, 1]]]) is None
    assert separated_filter([[[0.5, 1]]]) is None
    edges = np.asarray([SOBEL, np.transpose(SOBEL)])
    assert [rank(plane) for plane in edges] == [1, 1]
    assert separated_filter(edges) is None
    assert rank_one(edges).error == pytest.approx(0.5**0.5)


def test_strengths_add_up_to_the_kernel_and_what_is_left_out_is_the_error():
    found = strengths(LAPLACE)
    assert np.sum(found**2) == pytest.approx(np.sum(np.square(LAPLACE)))
    assert low_rank(LAPLACE, 1).error == pytest.approx(found[1] / np.linalg.norm(found))


@pytest.mark.parametrize("terms", [1, 2, 3])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("padding", [0, "same"])
def test_columns_and_rows_are_the_sum_of_their_products(terms, channels, padding):
    block = spatially_separable(3, terms=terms, channels=channels, padding=padding)
    columns, rows = (integers(seed, *shape, most=4) for seed, shape in enumerate(block.weight_shapes))
    kernels = np.einsum("ctk,ctm->ckm", columns.reshape(channels, terms, 3), rows.reshape(channels, terms, 3))
    x = integers(7, channels, 5, 6)
    y = record_block(block, x, [columns, rows]).output
    regular = ConvSpec.of(2, channels, channels, 3, groups=channels, padding=padding)
    assert y.tolist() == convolve(regular, x, kernels[:, np.newaxis]).tolist()
    assert block_cost(block, (5, 6)).weights == channels * terms * 6
