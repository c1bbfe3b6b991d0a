"""A picture file as numbers: read with suspicion, made grey and small, and the sentence that says so.

A file may be anything, whatever its name. What it would cost is known before it is decoded, and one file is decoded
at a time, so that a class that uploads at once needs the memory of one picture. A PNG with a wrong byte is refused;
JPEG and WebP keep no checksums, so of these only what cannot be decoded is.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, UnidentifiedImageError

from convviz.errors import ConvError

SIDE: Final = 256  # of the numbers that are kept, at most
MOST_BYTES: Final = 5 * 2**20

# Pixels that may be decoded. Pillow takes up to 8 bytes for one of a PNG or JPEG and 16 for one of a WebP.
MOST_PIXELS: Final = {"PNG": 16_000_000, "JPEG": 25_000_000, "WEBP": 8_000_000}
MOST_SCANS: Final = 60  # of a JPEG: usual are up to 12, and thousands of empty ones would keep a core busy

FORMATS: Final = "PNG, JPEG or WebP"
_NAMES: Final = {"PNG": "PNG", "JPEG": "JPEG", "WEBP": "WebP"}
_SIGNATURES: Final = (b"\x89PNG", b"\xff\xd8", b"RIFF")
_START_OF_SCAN: Final = b"\xff\xda"

_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SWAPPING: Final = (_TURNS[5], _TURNS[6], _TURNS[7], _TURNS[8])  # width and height
_COLOURED: Final = ("P", "PA", "RGB", "RGBA", "CMYK")

_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What is kept of a file.

    Attributes:
        values: `(height, width)`, 0 (black) to 255 (white), read-only, at most `SIDE` a side.
        story: what the file was and what was done to it: "JPEG, 4,000 wide and 3,000 high, made grey".
    """

    values: NDArray[np.uint8]
    story: str

    def reduced(self, side: int) -> Picture:
        """The picture with its longer side averaged down to `side`, unless it is shorter."""
        height, width = self.values.shape
        if max(height, width) <= side:
            return self
        small = Image.fromarray(self.values).resize(_reduced(width, height, side), Image.Resampling.BOX)
        return _kept(small, self.story)


def load(data: bytes) -> Picture:
    """The picture in a file.

    Args:
        data: the whole file; its name does not matter.

    Raises:
        ConvError: no PNG, JPEG or WebP, damaged, or too large.
    """
    if len(data) == 0:
        raise _refusal("0 bytes", "must hold a picture", "The file is empty: save the picture again.")
    if len(data) > MOST_BYTES:
        size = f"{len(data) / 2**20:.1f} MB"
        raise _refusal(size, f"must have at most {MOST_BYTES // 2**20} MB", "Save a smaller copy of it.")
    with _one_at_a_time, _pillow_trusted_with_nothing():
        return _decoded(data)


def _decoded(data: bytes) -> Picture:
    image = _opened(data)
    kind, mode = _kind(image), image.mode
    width, height = image.size
    _check_cost(kind, width, height, data)
    if kind == "PNG":
        _opened(data).verify()  # decoding alone would pass over wrong checksums
    small = _small(image, _reduced(width, height, SIDE))
    turn = _TURNS.get(_orientation(image))
    grey = _on_white(small) if turn is None else _on_white(small).transpose(turn)
    if turn in _SWAPPING:
        width, height = height, width
    frames = getattr(image, "n_frames", 1) if kind != "JPEG" else 1  # a phone's JPEG may hold its depth map as well
    done = {
        f"the first of its {frames} frames": frames > 1,
        "turned upright": turn is not None,
        "laid on white": small.mode == "RGBA" and small.getchannel("A").getextrema() != (255, 255),
        "16 bits a pixel cut to 8": mode.startswith("I"),
        "made grey": mode in _COLOURED,
        f"averaged down to {_sides(*grey.size)}": max(width, height) > SIDE,
    }
    facts = [_NAMES[kind], _sides(width, height), *(text for text, was in done.items() if was)]
    return _kept(grey, ", ".join(facts))


def _kept(grey: Image.Image, story: str) -> Picture:
    values = np.array(grey, dtype=np.uint8)
    values.flags.writeable = False
    return Picture(values, story)


@contextmanager
def _pillow_trusted_with_nothing() -> Iterator[None]:
    """Whatever Pillow makes of a broken file becomes our refusal; what it remarks on a good one is not for the log."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL\.")
        try:
            yield
        except ConvError:
            raise
        except Image.DecompressionBombError:
            raise _too_many_pixels("hundreds of millions of pixels", max(MOST_PIXELS.values())) from None
        except Exception:  # a damaged file fails in more ways than Pillow lists
            raise _damaged() from None


def _opened(data: bytes) -> Image.Image:
    """The picture's header; nothing is decoded yet."""
    try:
        return Image.open(BytesIO(data), formats=tuple(_NAMES))
    except UnidentifiedImageError:
        if data.startswith(_SIGNATURES):
            raise _damaged() from None
        rule, cure = f"must be {FORMATS}, whatever its name", f"Open it and save it as {FORMATS}."
        raise _refusal("a file of another kind", rule, cure) from None


def _kind(image: Image.Image) -> str:
    """`PNG`, `JPEG` or `WEBP`; Pillow calls a JPEG with further pictures behind it MPO."""
    return image.format if image.format in _NAMES else "JPEG"


def _check_cost(kind: str, width: int, height: int, data: bytes) -> None:
    if width * height > MOST_PIXELS[kind]:
        raise _too_many_pixels(f"{width:,} × {height:,} pixels", MOST_PIXELS[kind], f" as a {_NAMES[kind]}")
    scans = data.count(_START_OF_SCAN)
    if kind == "JPEG" and scans > MOST_SCANS:
        raise _refusal(f"{scans:,} scans", f"must have at most {MOST_SCANS}", "Save it again as an ordinary JPEG.")


def _reduced(width: int, height: int, side: int) -> tuple[int, int]:
    scale = min(1.0, side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _small(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The decoded picture, each pixel the mean of those it stands for: grey, or RGBA if it may be seen through."""
    image.draft("L", (2 * size[0], 2 * size[1]))  # a large JPEG is decoded at a fraction of its size
    image.load()
    if image.mode.startswith("I"):
        plain = _eight_bits(image)
    else:
        mode = "RGBA" if image.has_transparency_data else "L"
        plain = image if image.mode == mode else image.convert(mode)
    return plain.resize(size, Image.Resampling.BOX)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "L":
        return image
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    return paper.convert("L")


def _eight_bits(image: Image.Image) -> Image.Image:
    """A 16-bit grey picture cut to 8 bits; Pillow would clip everything above 255 to white."""
    deep: NDArray[Any] = np.asarray(image)
    grey = (deep >> 8).astype(np.uint8)
    if "transparency" in image.info:
        grey[deep == image.info["transparency"]] = 255
    return Image.fromarray(grey)


def _orientation(image: Image.Image) -> int:
    """How the camera was held, 1 (upright) to 8; a picture with unreadable notes is still a picture."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:
        return 1


def _sides(width: int, height: int) -> str:
    return f"{width:,} wide and {height:,} high"


def _too_many_pixels(given: str, most: int, kind: str = "") -> ConvError:
    rule = f"must have at most {most // 1_000_000} million pixels{kind}"
    return _refusal(given, rule, "Save a smaller copy of it.")


def _damaged() -> ConvError:
    return _refusal("a damaged file", "must be as its maker wrote it, to the end", "Save it again, or take another.")


def _refusal(value: object, rule: str, cure: str) -> ConvError:
    return ConvError("picture", value, rule, cure)
