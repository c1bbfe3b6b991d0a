"""Named inputs and kernels are what their names promise, at every size."""

import numpy as np
import pytest

from convviz import ConvSpec, convolve
from convviz.samples.images_and_kernels import (
    INPUTS,
    KERNELS,
    PHOTO_SIDE,
    PRESETS,
    SIZES,
    WORKED_INPUT,
    WORKED_KERNEL,
    has_kernel,
    kernel,
    photo,
    sample,
    shifted,
)

KERNEL_SIZES = [(height, width) for height in range(1, 8) for width in range(1, 8)]


def same(x, weights):
    """Convolve with a border that keeps the size."""
    spec = ConvSpec.of(2, 1, 1, weights.shape, padding="same")
    return convolve(spec, x[np.newaxis], weights[np.newaxis, np.newaxis])[0]


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("size", [(1, 1), (5, 5), (1, 16), (16, 3)])
def test_an_input_has_the_size_asked_for_and_whole_numbers(name: str, size: tuple[int, int]) -> None:
    x = sample(name, *size, seed=3, top=7, left=9)
    assert x.shape == size
    assert x.dtype.kind == "i"
    assert (x == sample(name, *size, seed=3, top=7, left=9)).all()


def test_the_worked_example_is_the_guides() -> None:
    assert sample("worked", 5, 5).tolist() == [list(row) for row in WORKED_INPUT]
    assert kernel("worked", 3, 3).whole.tolist() == [list(row) for row in WORKED_KERNEL]
    y = convolve(ConvSpec.of(2, 1, 1, 3), [WORKED_INPUT], [[WORKED_KERNEL]])
    assert y.tolist() == [[[12, 12, 17], [10, 17, 19], [9, 6, 14]]]


def test_the_worked_input_repeats_beyond_its_size_and_is_cropped_below_it() -> None:
    assert (sample("worked", 10, 10)[5:, 5:] == sample("worked", 5, 5)).all()
    assert (sample("worked", 3, 4) == sample("worked", 5, 5)[:3, :4]).all()


def test_seeds_differ_and_stay() -> None:
    assert sample("random", 2, 4, seed=1).tolist() == [[1, 8, 7, 2], [4, 4, 6, 7]]
    assert (sample("random", 5, 5, seed=1) != sample("random", 5, 5, seed=2)).any()


def test_every_kernel_exists_at_the_usual_size() -> None:
    assert all(has_kernel(name, 3, 3) for name in KERNELS)


@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_has_the_size_asked_for_or_says_why_not(name: str) -> None:
    for size in KERNEL_SIZES:
        if has_kernel(name, *size):
            assert kernel(name, *size).whole.shape == size
        else:
            assert SIZES[name]
            with pytest.raises(KeyError):
                kernel(name, *size)


@pytest.mark.parametrize("name", ["box", "gaussian"])
def test_a_blur_keeps_the_brightness(name: str) -> None:
    for size in KERNEL_SIZES:
        blur = kernel(name, *size)
        assert blur.whole.sum() == blur.scale[1]
        assert blur.weights.sum() == pytest.approx(1)


@pytest.mark.parametrize("name", ["sobel_x", "sobel_y", "laplacian"])
def test_an_edge_detector_is_blind_to_flat_areas(name: str) -> None:
    assert all(kernel(name, *size).whole.sum() == 0 for size in KERNEL_SIZES if has_kernel(name, *size))


def test_the_edge_detectors_are_the_usual_ones() -> None:
    assert kernel("sobel_x", 3, 3).whole.tolist() == [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    assert (kernel("sobel_y", 5, 3).whole == kernel("sobel_x", 3, 5).whole.T).all()
    assert kernel("laplacian", 3, 3).whole.tolist() == [[0, 1, 0], [1, -4, 1], [0, 1, 0]]
    assert kernel("sharpen", 3, 3).whole.tolist() == [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]


@pytest.mark.parametrize("size", KERNEL_SIZES)
def test_identity_under_a_same_border_gives_the_input_back(size: tuple[int, int]) -> None:
    x = sample("random", 8, 9, seed=5)
    assert (same(x, kernel("identity", *size).weights) == x).all()


def test_a_shift_goes_round_and_back() -> None:
    x = sample("random", 4, 6, seed=2)
    assert shifted(x, 1, -2)[1, 0] == x[0, 2]
    assert (shifted(shifted(x, 3, 2), -3, -2) == x).all()


def test_the_photo_is_a_picture_worth_filtering() -> None:
    assert photo().shape == (PHOTO_SIDE, PHOTO_SIDE)
    assert photo().min() < 20
    assert photo().max() > 240
    assert (sample("photo", 64, 64, top=32, left=32) == photo()[32:, 32:]).all()
    for name in ("sobel_x", "sobel_y"):
        assert np.abs(same(photo(), kernel(name, 3, 3).weights)).max() > 400


def test_the_photo_is_found_from_anywhere(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    photo.cache_clear()
    assert photo().size


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.title)
def test_a_preset_gives_the_guides_output_size(preset) -> None:
    spec = ConvSpec.of(
        2, 1, 1, preset.kernel, stride=preset.stride, padding=preset.padding, dilation=preset.dilation
    )  # fmt: skip
    assert spec.output_shape((preset.input, preset.input)) == (preset.output, preset.output)
