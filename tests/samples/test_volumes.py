"""Named volumes and 3-D filters, and the made-up scan: sizes, ranges, and what they are named after."""

import numpy as np
import pytest

from convviz import ConvSpec, convolve
from convviz.samples.synthetic_scan import scan
from convviz.samples.volumes import FILTERS, VOLUMES, filters, missing_filter, volume

SHAPES = [(1, 1, 3, 3), (1, 4, 5, 5), (2, 8, 12, 12), (3, 8, 16, 16)]
SIZES = [(1, 1, 1), (2, 3, 3), (3, 1, 2), (1, 2, 5), (8, 5, 5)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", VOLUMES)
def test_a_volume_has_the_size_asked_for_in_small_whole_numbers(name, shape) -> None:
    numbers = volume(name, shape, seed=4)
    assert numbers.shape == shape
    assert numbers.dtype == np.int64
    assert 0 <= numbers.min() <= numbers.max() <= 21
    assert (numbers == volume(name, shape, seed=4)).all()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", FILTERS)
def test_filters_have_the_size_asked_for_or_say_why_there_are_none(name, size) -> None:
    if why := missing_filter(name, size):
        assert "needs at least 2" in why or "more than one cell" in why
        with pytest.raises(KeyError):
            filters(name, 3, 2, size)
        return
    kernel = filters(name, 3, 2, size, seed=4)
    assert kernel.whole.shape == (3, 2, *size)
    assert kernel.whole[0].any()


def test_names_that_do_not_exist_are_refused() -> None:
    with pytest.raises(KeyError):
        volume("photo", (1, 2, 3, 4))
    with pytest.raises(KeyError):
        filters("sobel", 1, 1, (2, 2, 2))


def test_every_average_leaves_a_flat_volume_as_it_is() -> None:
    flat = np.full((2, 4, 5, 5), 7)
    kernel = filters("average", 3, 2, (3, 3, 3))
    output = convolve(ConvSpec.of(3, 2, 3, 3), flat, kernel.weights)
    assert np.allclose(output, 7)


@pytest.mark.parametrize("name", ["depth", "rows", "columns", "tube"])
def test_differences_and_tubes_give_nothing_on_a_flat_volume(name) -> None:
    weights = filters(name, 3, 1, (2, 3, 3)).weights
    assert (weights.sum(axis=(1, 2, 3, 4)) == 0).all()


def test_a_difference_along_depth_feels_the_ramp_and_the_others_do_not() -> None:
    ramp = volume("ramp", (1, 4, 5, 5))
    spec = ConvSpec.of(3, 1, 3, (2, 3, 3))
    along_depth, along_rows, along_columns = convolve(spec, ramp, filters("depth", 3, 1, (2, 3, 3)).weights)
    assert (along_depth == 9).all()
    assert not along_rows.any()
    assert not along_columns.any()


def test_the_vessel_bends_in_the_middle_and_only_there() -> None:
    body = scan(1, 8, 12, 12)[0]
    changes = (np.diff(body, axis=0) != 0).sum(axis=(1, 2)).tolist()
    assert changes == [0, 0, 14, 14, 14, 0, 0]
    assert 0 <= body.min() <= body.max() == 9


@pytest.mark.parametrize("shape", [(1, 3, 3), (2, 5, 8), (8, 16, 16), (5, 16, 3)])
def test_the_vessel_is_in_every_slice_of_every_size(shape) -> None:
    assert (scan(1, *shape)[0] >= 6).any(axis=(1, 2)).all()


def test_further_measurements_show_the_same_vessel_fainter() -> None:
    first, second, third = scan(3, 8, 12, 12)
    vessel = first >= 6
    assert (second[vessel] == first[vessel] - 2).all()
    assert (third[~vessel] == first[~vessel] + 2).all()
