"""Ways to enlarge a picture, what they have in common with stamps, and the checkerboards that each leaves."""

import doctest
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz import ConvError, ConvSpec, convolve, gradients
from convviz.analysis import resize, spectrum, transposed_equivalents
from convviz.analysis.resize import bilinear, icnr, nearest, pixel_shuffle
from convviz.analysis.spectrum import magnitudes, peak, phase_means
from convviz.analysis.stamp_overlap import Upsampling, overlap
from convviz.analysis.transposed_equivalents import pixel_shuffle_kernel, resize_conv_kernel
from random_layers import integers, quick

FACTORS = st.integers(1, 4)


@pytest.mark.parametrize("module", [resize, transposed_equivalents, spectrum])
def test_examples_in_docstrings_are_true(module):
    assert doctest.testmod(module).attempted
    assert doctest.testmod(module).failed == 0


def test_nearest_copies_every_pixel_into_a_block():
    assert nearest([[[1, 2], [3, 4]]], 2).tolist() == [[[1, 1, 2, 2], [1, 1, 2, 2], [3, 3, 4, 4], [3, 3, 4, 4]]]


def test_bilinear_between_the_middles_of_pixels():
    """The 2 × 2 example of PyTorch's documentation of `Upsample` with align_corners=False."""
    assert bilinear([[[1, 2], [3, 4]]], 2)[0].tolist() == [
        [1.0, 1.25, 1.75, 2.0],
        [1.5, 1.75, 2.25, 2.5],
        [2.5, 2.75, 3.25, 3.5],
        [3.0, 3.25, 3.75, 4.0],
    ]
    assert np.allclose(bilinear([[0, 3]], 3), [[0, 0, 1, 2, 3, 3]])


def test_pixel_shuffle_takes_its_channels_side_by_side():
    x = np.arange(8).reshape(8, 1, 1)
    assert pixel_shuffle(x, 2).tolist() == [[[0, 1], [2, 3]], [[4, 5], [6, 7]]]
    with pytest.raises(ConvError, match="multiple of 4 channels"):
        pixel_shuffle(np.zeros((6, 2, 2)), 2)


@quick
@given(FACTORS, st.integers(1, 3), st.integers(1, 4), st.integers(1, 3))
def test_pixel_shuffle_pixel_by_pixel(factor, channels, height, width):
    x = integers(1, channels * factor**2, height, width)
    y = pixel_shuffle(x, factor)
    for channel, row, column in product(range(channels), range(height * factor), range(width * factor)):
        source = channel * factor**2 + row % factor * factor + column % factor
        assert y[channel, row, column] == x[source, row // factor, column // factor]


@quick
@given(FACTORS, st.integers(1, 3), st.sampled_from([1, 3, 5]), st.integers(0, 9))
def test_the_icnr_start_is_nearest_after_the_convolution(factor, filters, size, seed):
    x, weight = integers(seed, 2, 5, 6), integers(seed + 1, filters, 2, size, size)
    small = ConvSpec.of(2, 2, filters, size, padding=size // 2)
    large = ConvSpec.of(2, 2, filters * factor**2, size, padding=size // 2)
    shuffled = pixel_shuffle(convolve(large, x, icnr(weight, factor)), factor)
    assert np.array_equal(shuffled, nearest(convolve(small, x, weight), factor))


def test_copies_tiled_instead_of_side_by_side_are_not_icnr():
    x, weight = integers(1, 1, 4, 4), integers(2, 2, 1, 3, 3)
    spec = ConvSpec.of(2, 1, 8, 3, padding=1)
    tiled = pixel_shuffle(convolve(spec, x, np.tile(weight, (4, 1, 1, 1))), 2)
    assert not np.array_equal(tiled, nearest(convolve(ConvSpec.of(2, 1, 2, 3, padding=1), x, weight), 2))


def test_resizing_then_sliding_1_2_4_is_stamping_4_6_3_1():
    assert resize_conv_kernel([1, 2, 4], 2).tolist() == [4, 6, 3, 1]


@quick
@given(st.integers(1, 2), FACTORS, st.integers(1, 5), st.integers(0, 4), st.integers(0, 9))
def test_resizing_then_convolving_is_a_transposed_convolution(ndim, factor, size, padding, seed):
    padding = min(padding, size - 1)
    x, kernel = integers(seed, 1, *(6,) * ndim), integers(seed + 1, *(size,) * ndim)
    slid = convolve(ConvSpec.of(ndim, 1, 1, size, padding=padding), nearest(x, factor), kernel[None, None])
    tied = resize_conv_kernel(kernel, factor)
    crop = size - 1 - padding
    spec = ConvSpec.of(ndim, 1, 1, tied.shape, stride=factor, padding=crop, transposed=True)
    assert np.array_equal(convolve(spec, x, tied[None, None]), slid)


def test_subpixel_k3_r2_is_a_transposed_convolution_k6_s2_p2():
    x, kernels = integers(3, 1, 9), integers(4, 2, 3)
    shuffled = pixel_shuffle(convolve(ConvSpec.of(1, 1, 2, 3, padding=1), x, kernels[:, None]), 2)
    spec = ConvSpec.of(1, 1, 1, 6, stride=2, padding=2, transposed=True)
    assert np.array_equal(convolve(spec, x, pixel_shuffle_kernel(kernels, 2)[None, None]), shuffled)


@quick
@given(st.integers(1, 2), FACTORS, st.integers(1, 4), st.integers(0, 3), st.integers(0, 9))
def test_subpixel_is_a_transposed_convolution_whose_kernel_the_stride_divides(ndim, factor, size, padding, seed):
    padding = min(padding, size - 1)
    x, kernels = integers(seed, 1, *(5,) * ndim), integers(seed + 1, factor**ndim, *(size,) * ndim)
    conv = ConvSpec.of(ndim, 1, factor**ndim, size, padding=padding)
    shuffled = pixel_shuffle(convolve(conv, x, kernels[:, None]), factor)
    crop = factor * (size - 1 - padding)
    spec = ConvSpec.of(ndim, 1, 1, size * factor, stride=factor, padding=crop, transposed=True)
    assert np.array_equal(convolve(spec, x, pixel_shuffle_kernel(kernels, factor)[None, None]), shuffled)


@quick
@given(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3), st.integers(0, 9))
def test_the_peak_is_that_of_the_whole_spectrum(period, rows, columns, seed):
    picture = integers(seed, rows * period, columns * period) + 20
    strengths = np.abs(np.fft.fft2(picture))[::rows, ::columns].ravel()  # frequencies at multiples of 1 / period
    expected = max(strengths[1:], default=0) / strengths[0]
    assert peak(picture, period) == pytest.approx(expected, abs=1e-12)


def test_the_spectrum_has_frequency_0_in_the_middle_and_a_checkerboard_at_its_rim():
    board = np.indices((8, 8)).sum(axis=0) % 2
    shown = magnitudes(board)
    assert np.argwhere(shown > 1e-6).tolist() == [[0, 0]], "half the sampling rate both ways"
    assert phase_means(board, 2).tolist() == [[0, 1], [1, 0]]
    assert peak(board, 2) == 1.0


def test_uneven_overlap_is_a_peak_and_even_overlap_is_none():
    counts = {k: np.array(overlap([Upsampling(k, 2)], 30))[k:-k] for k in (3, 4)}
    assert peak(np.outer(counts[4], counts[4])[:40, :40], 2) == 0
    assert peak(np.outer(counts[3], counts[3])[:40, :40], 2) == pytest.approx(1 / 3)


def test_even_overlap_does_not_guarantee_an_even_picture():
    """k4 s2 with weights of their own: each phase has its own sum. After resizing, one number."""
    grey = np.full((1, 6, 6), 1)
    weight = integers(7, 1, 1, 4, 4)
    stamped = convolve(ConvSpec.of(2, 1, 1, 4, stride=2, transposed=True), grey, weight)[0, 4:-4, 4:-4]
    assert len(np.unique(stamped)) == 4
    slid = convolve(ConvSpec.of(2, 1, 1, 4), nearest(grey, 2), weight)
    assert len(np.unique(slid)) == 1


def test_zeros_at_the_border_darken_it():
    """All ones, resized, a kernel of ones after it: 4 and 6 at the border, 9 inside; mirrored, 9 everywhere."""
    ones = nearest(np.ones((1, 3, 3), int), 2)
    weight = np.ones((1, 1, 3, 3), int)
    padded = convolve(ConvSpec.of(2, 1, 1, 3, padding=1), ones, weight)[0]
    assert (padded[0, 0], padded[0, 1], padded[1, 0], padded[1, 1]) == (4, 6, 6, 9)
    mirrored = convolve(ConvSpec.of(2, 1, 1, 3, padding=1, padding_mode="reflect"), ones, weight)
    assert np.unique(mirrored).tolist() == [9]


def test_the_gradient_of_a_strided_convolution_is_a_checkerboard():
    spec = ConvSpec.of(1, 1, 1, 3, stride=2)
    found = gradients(spec, np.zeros((1, 13), int), np.ones((1, 1, 3), int), np.ones((1, 6), int)).x[0]
    assert " ".join(map(str, found)) == "1 1 2 1 2 1 2 1 2 1 2 1 1"
    assert tuple(found) == overlap([Upsampling(3, 2)], 6)
