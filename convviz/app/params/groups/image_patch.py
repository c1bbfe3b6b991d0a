"""A patch cut from a picture, the sample photo or one's own: the fields of its state, and its numbers.

A link cannot carry a picture. It carries the numbers of a patch that is small enough, and where the picture is not at
hand these are shown; without them the sample photo stands in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import prod
from typing import Any, Final

import numpy as np

from convviz.app.params.make import choice, hidden, number
from convviz.app.params.packed_pixels import LINKED_SIDE, MOST, Bytes, Packed, pack, unpack
from convviz.app.params.param import COLUMNS, ROWS, Allowed, Kind, Param, State
from convviz.samples.image_file import SIDE, Picture
from convviz.samples.images_and_kernels import Numbers, photo

MOST_PATCH: Final = 64
DETAILS: Final = (64, 128, 256)  # pixels of the longer side of one's own picture: all of it at once, or its details
WHITES: Final = (9, 255)  # what white counts; black is 0
FACE: Final = (44, 34)  # where the sample photo is most interesting

PICTURE: Final = "with a picture as input"
PLACE: Final = ("picture_side", "patch_height", "patch_width", "patch_row", "patch_column")  # which part of it
DETAIL_HELP: Final = "The picture is averaged down to so many: 64 shows it whole, 256 its details."
WHITE_NAMES: Final = {"9": "0 to 9", "255": "0 to 255"}
_SPELLING: Final = f"must be up to {MOST} bytes in URL-safe Base64"


def is_patch(state: Any) -> bool:
    """Whether the input is a patch of a picture."""
    return state.input in ("photo", "own")


def is_own(state: Any) -> bool:
    """Whether that picture is the visitor's own."""
    return bool(state.input == "own")


def fits_link(state: Any) -> bool:
    """Whether a link has room for the numbers of the patch."""
    return max(_size(state)) <= LINKED_SIDE


@cache
def sample_photo() -> Picture:
    """The sample photo as a picture."""
    return Picture(photo().astype(np.uint8), "")


@dataclass(frozen=True)
class Source:
    """Where the numbers of a patch come from.

    Attributes:
        state: an `ImagePatch` whose input is a patch.
    """

    state: Any

    @property
    def is_link(self) -> bool:
        """The numbers came with the link, and not from the picture at hand."""
        return bool(self.state.patch_numbers) and self.state.patch_numbers != _packed(self.state)

    @property
    def stands_in(self) -> bool:
        """The sample photo stands in for a picture that is not here."""
        return is_own(self.state) and self.state.upload is None and not self.is_link

    @property
    def picture(self) -> Picture | None:
        """The picture that holds the patch; None if only its numbers are known."""
        if self.is_link:
            return None
        upload = self.state.upload
        return _at(upload, self.state) if is_own(self.state) and upload else sample_photo()

    @property
    def corner(self) -> tuple[int, int]:
        """First row and column of the patch in `picture`."""
        if self.stands_in:
            return _around(FACE, self.state)
        return self.state.patch_row, self.state.patch_column

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the patch."""
        return _size(self.state)

    @property
    def numbers(self) -> Numbers:
        """The patch as the lesson shows it, `(height, width)`, from 0 to the number that white counts."""
        white: int = self.state.white
        return (self._pixels().astype(np.int64) * white + 127) // 255

    def _pixels(self) -> Bytes:
        if self.picture is not None:
            return _cut(self.picture, self.corner, self.state)
        pixels = unpack(self.state.patch_numbers)
        assert pixels is not None
        return pixels.reshape(_size(self.state))


def _picture_size(state: Any) -> tuple[int, int]:
    """Height and width; of a picture that is not here, the largest there can be, so that a link keeps its place."""
    if is_own(state):
        return _shape(_at(state.upload, state)) if state.upload else (state.picture_side, state.picture_side)
    return _shape(sample_photo())


def _details(state: Any) -> Allowed:
    """Only what shows more of the picture than the option before."""
    longer = max(_shape(state.upload)) if state.upload else SIDE
    options = tuple(side for less, side in pairwise((0, *DETAILS)) if less < longer)
    return Allowed(options, lambda _: "the picture has no more detail")


def _side(key: str, label: str, title: str, place: str, *, axis: int) -> Param[int]:
    """The height or the width of the patch."""

    def allowed(state: Any) -> Allowed:
        most = min(MOST_PATCH, _picture_size(state)[axis - ROWS])
        return Allowed(range(1, most + 1), lambda _: "the picture is smaller")

    def initial(state: Any) -> int:
        square = state.patch_height if axis == COLUMNS else 32
        return min(MOST_PATCH, _picture_size(state)[axis - ROWS]) if is_own(state) else square

    return number(
        key, label, range(1, MOST_PATCH + 1), initial, title=title, kind=Kind.SIZE, axis=axis, allowed=allowed,
        active_when=is_patch, only=PICTURE, resets=("patch_numbers",), followers=(place,),
        in_every_link=lambda state: is_own(state) and fits_link(state),
    )  # fmt: skip


def _place(key: str, label: str, title: str, *, axis: int) -> Param[int]:
    """The first row or column of the patch."""

    def allowed(state: Any) -> Allowed:
        room = _picture_size(state)[axis - ROWS] - _size(state)[axis - ROWS]
        return Allowed(range(room + 1), lambda _: "the patch would leave the picture")

    def middle(state: Any) -> int:
        height, width = _picture_size(state)
        return _around((height // 2, width // 2) if is_own(state) else FACE, state)[axis - ROWS]

    return number(
        key, label, range(SIDE), middle, title=title, from_one=True, allowed=allowed, active_when=is_patch,
        only=PICTURE, resets=("patch_numbers", "input_edits"),
    )  # fmt: skip


class ImagePatch(State):
    """Which part of which picture, beside an `input` that may be "photo" or "own", and what white counts."""

    picture_side = choice(
        "res", "the longer side of the picture", DETAILS, DETAILS[0], title="Pixels of the longer side",
        help=DETAIL_HELP, allowed=_details, active_when=is_own, only="with an own picture",
        resets=("patch_row", "patch_column", "patch_numbers", "input_edits"),
    )  # fmt: skip
    patch_height = _side("ph", "the height of the patch", "Patch height", "patch_row", axis=ROWS)
    patch_width = _side("pw", "the width of the patch", "Patch width", "patch_column", axis=COLUMNS)
    patch_row = _place("py", "the first row of the patch", "From row", axis=ROWS)
    patch_column = _place("px", "the first column of the patch", "From column", axis=COLUMNS)
    patch_numbers = hidden(
        "nums", "the numbers of the patch", Packed(), lambda state: _packed(state),
        allowed=lambda state: Allowed(
            Packed(prod(_size(state)), _packed(state)), message=lambda text: _too_few(state, str(text))
        ),
        active_when=lambda state: is_own(state) and fits_link(state),
        only=f"with an own picture and a patch of up to {LINKED_SIDE} × {LINKED_SIDE}",
        syntax=_SPELLING, in_every_link=True,
    )  # fmt: skip
    white = choice(
        "white", "the number of white", WHITES, 255, title="Black to white", names=WHITE_NAMES, active_when=is_patch,
        only=PICTURE, resets=("input_edits",),
    )  # fmt: skip


def _size(state: Any) -> tuple[int, int]:
    """Height and width of the patch."""
    return state.patch_height, state.patch_width


@lru_cache(maxsize=64)
def _reduced(own: Picture, side: int) -> Picture:
    return own.reduced(side)


def _at(own: Picture, state: Any) -> Picture:
    """The visitor's picture in the detail that is asked for."""
    return _reduced(own, state.picture_side)


def _shape(picture: Picture) -> tuple[int, int]:
    height, width = picture.values.shape
    return height, width


def _around(middle: tuple[int, int], state: Any) -> tuple[int, int]:
    """Where a patch begins that has this cell in its middle."""
    height, width = _size(state)
    return max(0, middle[0] - height // 2), max(0, middle[1] - width // 2)


def _packed(state: Any) -> str:
    """The patch as a link carries it; nothing if the picture is not here, or the patch too large."""
    if state.upload is None or not (is_own(state) and fits_link(state)):
        return ""
    return pack(_cut(_at(state.upload, state), (state.patch_row, state.patch_column), state))


def _too_few(state: Any, text: str) -> str:
    """What to say of numbers that fill another patch than this."""
    pixels, needed = unpack(text), prod(_size(state))
    given = 0 if pixels is None else pixels.size
    return f"The link gives {given} of the numbers of the patch, which has {needed}; they were left out."


def _cut(picture: Picture, corner: tuple[int, int], state: Any) -> Bytes:
    (top, left), (height, width) = corner, _size(state)
    return picture.values[top : top + height, left : left + width]
