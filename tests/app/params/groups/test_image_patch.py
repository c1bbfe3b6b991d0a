"""A patch of a picture: what a link carries of it, and what is shown where the picture is not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz.app.lessons.sliding_window.model import SlidingWindowModel, SlidingWindowState
from convviz.app.params.groups.image_patch import Source, sample_photo
from convviz.app.params.links import decode, encode
from convviz.app.params.notices import Notice
from convviz.app.params.packed_pixels import MOST, Packed, pack, unpack
from convviz.samples.image_file import Picture

PIXELS = np.random.default_rng(1).integers(0, 256, (100, 200), dtype=np.uint8)
OWN = Picture(PIXELS, "PNG")


def opened(query: dict[str, str], own: Picture | None = None) -> tuple[SlidingWindowState, list[Notice]]:
    """What a link of today means to a visitor who has chosen this picture."""
    return decode(SlidingWindowState, "sliding_window", {**query, "v": "2"}, own)


@given(st.binary(min_size=1, max_size=MOST))
def test_packed_pixels_come_out_again(pixels: bytes) -> None:
    text = pack(np.frombuffer(pixels, np.uint8))
    read = unpack(text)
    assert read is not None
    assert read.tobytes() == pixels
    assert text.replace("-", "").replace("_", "").isalnum()
    assert text in Packed()
    assert text in Packed(len(pixels))
    assert text not in Packed(len(pixels) + 1)


@pytest.mark.parametrize("text", ["", "A", "AB", "AAAAA", "AA==", "A A", "AÄ", "A" * 344, "A" * 10_000, "%41", "٣٣"])
def test_what_spells_no_pixels_is_not_read(text: str) -> None:
    assert unpack(text) is None


def test_a_link_to_a_small_patch_opens_the_same_numbers_without_the_picture() -> None:
    state, told = opened({"in": "own", "res": "128", "ph": "8", "pw": "5", "py": "3", "px": "70", "white": "9"}, OWN)
    assert not told
    link = encode(state)
    elsewhere, told = opened(link)
    assert not told
    assert encode(elsewhere) == link
    assert (SlidingWindowModel(elsewhere).trace.x == SlidingWindowModel(state).trace.x).all()
    assert Source(elsewhere).is_link
    assert not Source(state).is_link


def test_the_longest_link_is_short_enough_to_paste() -> None:
    state, _ = opened({"in": "own", "ph": "16", "pw": "16"}, OWN)
    assert len("&".join(f"{key}={text}" for key, text in encode(state).items())) < 400


def test_a_larger_patch_is_not_in_the_link_and_the_sample_photo_stands_in() -> None:
    state, _ = opened({"in": "own", "ph": "17"}, OWN)
    assert state.patch_numbers == ""
    elsewhere, told = opened(encode(state))
    assert not told
    source = Source(elsewhere)
    assert source.stands_in
    assert source.picture is sample_photo()
    assert source.numbers.shape == (17, 64)


def test_with_the_same_picture_the_link_shows_the_same_patch_again() -> None:
    link = {"in": "own", "res": "256", "ph": "20", "pw": "20", "py": "80", "px": "150"}
    assert encode(opened(link)[0]) == {**link, "v": "2"}
    state, told = opened(link, OWN)
    assert not told
    assert (Source(state).numbers == PIXELS[80:, 150:170]).all()


def test_a_small_patch_of_another_picture_is_recognised() -> None:
    state, _ = opened({"in": "own", "ph": "4", "pw": "4", "py": "0", "px": "0"}, OWN)
    other = Picture(255 - PIXELS, "PNG")
    back, told = opened(encode(state), other)
    assert not told
    assert Source(back).is_link
    assert (Source(back).numbers == Source(state).numbers).all()


def test_the_whole_picture_is_shown_first() -> None:
    state, _ = opened({"in": "own"}, OWN)
    assert Source(state).size == (32, 64)
    assert Source(state).corner == (0, 0)


@pytest.mark.parametrize(
    ("side", "details"), [(4, (64,)), (64, (64,)), (65, (64, 128)), (128, (64, 128)), (200, (64, 128, 256))]
)
def test_a_picture_offers_no_detail_it_has_not(side: int, details: tuple[int, ...]) -> None:
    picture = Picture(PIXELS[:20, :side], "")
    state, told = opened({"in": "own"}, picture)
    assert not told
    assert SlidingWindowState.picture_side.possible(state).options == details
    assert Source(state).size == ((20, side) if side <= 64 else (round(20 * 64 / side), 64))


def test_white_is_nine_or_255() -> None:
    for white, expected in (("9", [[0, 4, 5, 9]]), ("255", [[0, 127, 128, 255]])):
        picture = Picture(np.array([[0, 127, 128, 255]], np.uint8), "")
        state, _ = opened({"in": "own", "white": white, "k": "1"}, picture)
        assert Source(state).numbers.tolist() == expected


numbers = st.integers(-3, 300).map(str)


@given(
    st.fixed_dictionaries(dict.fromkeys(("res", "ph", "pw", "py", "px", "white"), numbers)),
    st.sampled_from([None, OWN]),
)
def test_whatever_is_asked_for_the_patch_lies_in_the_picture(query, own) -> None:
    state, _ = opened({"in": "own", **query}, own)
    assert opened(encode(state), own) == (state, [])
    source = Source(state)
    assert source.numbers.shape == source.size
