"""A picture file becomes the numbers it shows, or is refused in a sentence: nothing in between."""

import random
import struct
import subprocess
import sys
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import ExifTags, Image

from convviz.errors import ConvError
from convviz.samples.image_file import MOST_BYTES, MOST_PIXELS, MOST_SCANS, SIDE, Picture, load
from picture_files import bomb, chunk, png, saved
from serving import ROOT

GREYS = np.arange(12, dtype=np.uint8).reshape(3, 4) * 20
ORIENTATION = ExifTags.Base.Orientation


def refusal(data: bytes) -> str:
    """Why a file is refused."""
    with pytest.raises(ConvError) as error:
        load(data)
    assert error.value.__suppress_context__ or error.value.__context__ is None
    return str(error.value)


def test_a_small_grey_picture_keeps_every_number() -> None:
    picture = load(saved(GREYS))
    assert picture.values.tolist() == GREYS.tolist()
    assert picture.values.dtype == np.uint8
    assert not picture.values.flags.writeable
    assert picture.story == "PNG, 4 wide and 3 high"


@pytest.mark.parametrize("mode", ["L", "P", "LA", "RGB", "RGBA", "CMYK"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_grey_stays_grey_however_it_is_stored(kind: str, mode: str) -> None:
    storable = {"PNG": {"L", "P", "LA", "RGB", "RGBA"}, "JPEG": {"L", "RGB", "CMYK"}, "WEBP": {"L", "RGB", "RGBA"}}
    if mode not in storable[kind]:
        return
    data = saved(
        Image.fromarray(GREYS).convert(mode), kind, quality=100, **({"lossless": True} if kind == "WEBP" else {})
    )
    assert abs(load(data).values.astype(int) - GREYS).max() <= (1 if kind == "JPEG" else 0)


def test_black_and_white() -> None:
    assert load(saved(Image.fromarray(GREYS > 100))).values.tolist() == (255 * (GREYS > 100)).tolist()


@pytest.mark.parametrize("options", [{}, {"keep_rgb": True}, {"progressive": True}, {"subsampling": 0}], ids=str)
def test_colours_weigh_as_the_eye_weighs_them(options) -> None:
    for colour, grey in (("red", 76), ("lime", 150), ("blue", 29)):
        values = load(saved(Image.new("RGB", (1024, 768), colour), "JPEG", quality=95, **options)).values
        assert abs(values.astype(int) - grey).max() <= 1


def test_sixteen_bits_are_cut_to_eight() -> None:
    picture = load(saved(GREYS.astype(np.uint16) * 257))
    assert picture.values.tolist() == GREYS.tolist()
    assert picture.story.endswith("16 bits a pixel cut to 8")
    clear = png(2, 1, 16, 0, b"\0" + struct.pack(">2H", 0x1234, 0x5678), chunk(b"tRNS", struct.pack(">H", 0x1234)))
    assert load(clear).values.tolist() == [[255, 0x56]]
    coloured = png(1, 1, 16, 2, b"\0" + struct.pack(">3H", 0x5678, 0x5678, 0x5678))
    assert load(coloured).values.tolist() == [[0x56]]


def test_what_can_be_seen_through_is_laid_on_white() -> None:
    half = Image.new("RGBA", (2, 1))
    half.putdata([(0, 0, 0, 0), (0, 0, 0, 128)])
    picture = load(saved(half))
    assert picture.values.tolist() == [[255, 127]]
    assert "laid on white" in picture.story
    assert "laid on white" not in load(saved(Image.new("RGBA", (2, 1), "red"))).story
    assert load(saved(GREYS, transparency=40)).values[0].tolist() == [0, 20, 255, 60]


def test_colours_under_full_transparency_do_not_bleed() -> None:
    wide = Image.new("RGBA", (4 * SIDE, 8), (0, 0, 0, 0))
    assert (load(saved(wide)).values == 255).all()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_rotated_phones_picture_stands_upright(kind: str, orientation: int) -> None:
    corners = np.kron([[0, 60], [120, 180], [240, 30]], np.ones((16, 16))).astype(np.uint8)
    undone = {
        1: corners,
        2: corners[:, ::-1],
        3: corners[::-1, ::-1],
        4: corners[::-1],
        5: corners.T,
        6: np.rot90(corners),
        7: corners[::-1, ::-1].T,
        8: np.rot90(corners, -1),
    }
    notes = Image.Exif()
    notes[ORIENTATION] = orientation
    picture = load(saved(undone[orientation], kind, exif=notes))
    assert picture.values.shape == (48, 32)
    assert abs(picture.values[8::16, 8::16].astype(int) - corners[8::16, 8::16]).max() <= 4
    assert ("turned upright" in picture.story) == (orientation != 1)
    assert "32 wide and 48 high" in picture.story


def test_unreadable_notes_of_a_camera_are_no_reason_to_refuse() -> None:
    junk = b"Exif\0\0II*\0\xff\xff\xff\xff" + bytes(40)
    assert load(saved(GREYS, "JPEG", quality=100, exif=junk)).values.shape == GREYS.shape


def test_a_large_picture_is_averaged() -> None:
    stripes = np.tile(np.array([0, 200], np.uint8), (300, 1024))
    picture = load(saved(stripes))
    assert picture.values.shape == (38, SIDE)
    assert (picture.values == 100).all()
    assert picture.story.endswith("averaged down to 256 wide and 38 high")


@pytest.mark.parametrize("size", [(4000, 1), (1, 4000), (1, 1), (257, 256)])
def test_any_shape_ends_within_bounds(size: tuple[int, int]) -> None:
    values = load(saved(Image.new("L", size, 7))).values
    assert 1 <= min(values.shape) <= max(values.shape) <= SIDE
    assert (values == 7).all()


def test_a_photograph_becomes_small() -> None:
    left, right = Image.new("RGB", (6000, 4000), "white"), Image.new("RGB", (3000, 4000))
    left.paste(right)
    picture = load(saved(left, "JPEG", quality=60))
    assert picture.values.shape == (171, 256)
    assert picture.values[80, [5, 120, 135, 250]].tolist() == [0, 0, 255, 255]
    assert picture.values.nbytes <= SIDE**2


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_frame_counts_and_this_is_said(kind: str) -> None:
    frames = [Image.new("L", (5, 5), grey) for grey in (10, 20, 30)]
    picture = load(saved(frames[0], kind, save_all=True, append_images=frames[1:], lossless=True))
    assert (picture.values == 10).all()
    assert "the first of its 3 frames" in picture.story


def test_a_jpeg_with_another_behind_it_is_no_animation() -> None:
    data = saved(Image.new("L", (8, 8), 10), "MPO", save_all=True, append_images=[Image.new("L", (8, 8), 90)])
    assert (load(data).values == 10).all()
    assert load(data).story == "JPEG, 8 wide and 8 high"


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"") == "`picture` (=0 bytes) must hold a picture. The file is empty: save the picture again."


def test_a_file_above_the_limit_is_refused_unread() -> None:
    assert "(=5.0 MB) must have at most 5 MB" in refusal(saved(GREYS) + bytes(MOST_BYTES))


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PDF", "PPM", "JPEG2000"])
def test_other_kinds_are_refused_whatever_their_name(kind: str) -> None:
    expected = "(=a file of another kind) must be PNG, JPEG or WebP, whatever its name. Open it and save it as PNG"
    assert expected in refusal(saved(Image.new("L", (32, 32)), kind))


@pytest.mark.parametrize("data", [b"hello", b"<svg/>", bytes(1000), b"%PDF-1.7", b"PK\3\4", b"\xff"], ids=repr)
def test_no_picture_at_all_is_refused(data: bytes) -> None:
    assert "a file of another kind" in refusal(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_truncated_file_is_refused_wherever_it_ends(kind: str) -> None:
    data = saved(np.random.default_rng(0).integers(0, 255, (20, 30), dtype=np.uint8), kind)
    for end in range(12, len(data) - 4):
        assert "a damaged file" in refusal(data[:end])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_wrong_byte_never_brings_down_more_than_its_picture(kind: str) -> None:
    chance, notes = random.Random(kind), Image.Exif()
    notes[ORIENTATION] = 6
    data = saved(np.random.default_rng(0).integers(0, 255, (20, 30, 3), dtype=np.uint8), kind, exif=notes)
    good = load(data).values
    for _ in range(400):
        broken = bytearray(data)
        broken[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        try:
            values = load(bytes(broken)).values
        except ConvError:
            continue
        assert max(values.shape) <= SIDE
        if kind == "PNG":
            assert (values == good).all()


@pytest.mark.parametrize(("side", "said"), [(13_000, "13,000 × 13,000 pixels"), (20_000, "hundreds of millions")])
def test_a_decompression_bomb_is_refused_by_its_size(side: int, said: str) -> None:
    data = bomb(side)
    assert len(data) < 60_000
    assert said in refusal(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_too_many_pixels_for_its_kind(kind: str) -> None:
    data = saved(Image.new("L", (10_000, MOST_PIXELS[kind] // 10_000 + 1)), kind)
    assert f"must have at most {MOST_PIXELS[kind] // 10**6} million pixels" in refusal(data)


def test_a_bomb_costs_no_memory() -> None:
    """Pillow's own memory counts, so that the process has to be looked at."""
    script = (
        "import resource, sys; sys.path[:0] = ['tests', 'tests/samples']\n"
        "from test_image_file import GREYS, bomb, load, refusal, saved\n"
        "load(saved(GREYS)); data = bomb(13_000)\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = peak(); refusal(data); print(peak() - before)"
    )
    grown = int(subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True))
    assert grown < 4_000  # kB


def test_a_jpeg_of_endless_scans_is_refused() -> None:
    data = saved(Image.new("L", (800, 800), 9), "JPEG", progressive=True)
    scan = data[data.rfind(b"\xff\xda") : -2]
    assert load(data[:-2] + scan * 30 + data[-2:])
    assert f"scans) must have at most {MOST_SCANS}" in refusal(data[:-2] + scan * 1000 + data[-2:])


def test_a_bomb_in_the_text_of_a_png_is_refused() -> None:
    text = chunk(b"zTXt", b"note\0\0" + zlib.compress(bytes(5_000_000)))
    assert "a damaged file" in refusal(png(1, 1, 8, 0, b"\0\7", text))


def test_remarks_of_pillow_reach_no_log() -> None:
    chaff = saved(GREYS, "JPEG", quality=100, exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x12\x01\3\0" * 3)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        load(chaff)
        refusal(bomb(13_000))
    assert not heard


def test_many_at_once_do_not_mix() -> None:
    files = [
        (grey, saved(Image.new("RGB", (900, 700), (grey,) * 3), "WEBP", lossless=True)) for grey in range(0, 256, 8)
    ]
    with ThreadPoolExecutor(8) as pool:
        loaded: list[Picture] = list(pool.map(load, [data for _, data in files]))
    for (grey, _), picture in zip(files, loaded, strict=True):
        assert (picture.values == grey).all()
