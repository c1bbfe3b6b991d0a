"""A patch of a picture: what a link carries of it, and what is shown where the picture is not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz.app.lessons.sliding_window.state import FIELDS, fields_of
from convviz.app.lessons.sliding_window.window import Window
from convviz.app.params.groups.image_patch import Source, sample_photo
from convviz.app.params.packed_pixels import MOST, Packed, pack, unpack
from convviz.app.params.param import decode, encode
from convviz.samples.image_file import Picture

PIXELS = np.random.default_rng(1).integers(0, 256, (100, 200), dtype=np.uint8)
OWN = Picture(PIXELS, "PNG")
MINE = fields_of(OWN)


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
    state, faults = decode(MINE, {"in": "own", "res": "128", "ph": "8", "pw": "5", "py": "3", "px": "70", "v": "9"})
    assert not faults
    link = encode(MINE, state)
    elsewhere, faults = decode(FIELDS, link)
    assert not faults
    assert encode(FIELDS, elsewhere) == link
    assert (Window(elsewhere).trace.x == Window(state, OWN).trace.x).all()
    assert Source(elsewhere, None).is_link
    assert not Source(state, OWN).is_link


def test_the_longest_link_is_short_enough_to_paste() -> None:
    state, _ = decode(MINE, {"in": "own", "ph": "16", "pw": "16"})
    assert len("&".join(f"{key}={text}" for key, text in encode(MINE, state).items())) < 400


def test_a_larger_patch_is_not_in_the_link_and_the_sample_photo_stands_in() -> None:
    state, _ = decode(MINE, {"in": "own", "ph": "17"})
    assert state["nums"] == ""
    elsewhere, faults = decode(FIELDS, encode(MINE, state))
    assert not faults
    source = Source(elsewhere, None)
    assert source.stands_in
    assert source.picture is sample_photo()
    assert source.numbers.shape == (17, 64)


def test_with_the_same_picture_the_link_shows_the_same_patch_again() -> None:
    link = {"in": "own", "res": "256", "ph": "20", "pw": "20", "py": "80", "px": "150"}
    assert encode(FIELDS, decode(FIELDS, link)[0]) == link
    state, faults = decode(MINE, link)
    assert not faults
    assert (Source(state, OWN).numbers == PIXELS[80:, 150:170]).all()


def test_a_small_patch_of_another_picture_is_recognised() -> None:
    state, _ = decode(MINE, {"in": "own", "ph": "4", "pw": "4", "py": "0", "px": "0"})
    other = Picture(255 - PIXELS, "PNG")
    back, faults = decode(fields_of(other), encode(MINE, state))
    assert not faults
    assert Source(back, other).is_link
    assert (Source(back, other).numbers == Source(state, OWN).numbers).all()


def test_the_whole_picture_is_shown_first() -> None:
    state, _ = decode(MINE, {"in": "own"})
    assert Source(state, OWN).size == (32, 64)
    assert Source(state, OWN).corner == (0, 0)


@pytest.mark.parametrize(
    ("side", "details"), [(4, (64,)), (64, (64,)), (65, (64, 128)), (128, (64, 128)), (200, (64, 128, 256))]
)
def test_a_picture_offers_no_detail_it_has_not(side: int, details: tuple[int, ...]) -> None:
    picture = Picture(PIXELS[:20, :side], "")
    (detail,) = (field for field in fields_of(picture) if field.key == "res")
    assert detail.possible({"in": "own"}).options == details
    state, faults = decode(fields_of(picture), {"in": "own"})
    assert not faults
    assert Source(state, picture).size == ((20, side) if side <= 64 else (round(20 * 64 / side), 64))


def test_white_is_nine_or_255() -> None:
    for white, expected in (("9", [[0, 4, 5, 9]]), ("255", [[0, 127, 128, 255]])):
        picture = Picture(np.array([[0, 127, 128, 255]], np.uint8), "")
        state, _ = decode(fields_of(picture), {"in": "own", "v": white, "k": "1"})
        assert Source(state, picture).numbers.tolist() == expected


numbers = st.integers(-3, 300).map(str)


@given(
    st.fixed_dictionaries(dict.fromkeys(("res", "ph", "pw", "py", "px", "v"), numbers)), st.sampled_from([None, OWN])
)
def test_whatever_is_asked_for_the_patch_lies_in_the_picture(query, own) -> None:
    table = fields_of(own)
    state, _ = decode(table, {"in": "own", **query})
    assert decode(table, encode(table, state)) == (state, [])
    source = Source(state, own)
    assert source.numbers.shape == source.size
