"""A patch cut from a picture, the sample photo or one's own: the fields of its state, and its numbers.

A link cannot carry a picture. It carries the numbers of a patch that is small enough, and where the picture is not at
hand these are shown; without them the sample photo stands in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import prod
from typing import Final

import numpy as np

from convviz.app.params.packed_pixels import LINKED_SIDE, MOST, Bytes, Packed, pack, unpack
from convviz.app.params.param import Field, Limit, State, Value
from convviz.samples.image_file import SIDE, Picture
from convviz.samples.images_and_kernels import Numbers, photo

MOST_PATCH: Final = 64
DETAILS: Final = (64, 128, 256)  # pixels of the longer side of one's own picture: all of it at once, or its details
WHITES: Final = (9, 255)  # what white counts; black is 0
FACE: Final = (44, 34)  # where the sample photo is most interesting

PICTURE: Final = "with a picture as input"
_SIDES: Final = ("ph", "pw")
_PLACES: Final = ("py", "px")
PLACE: Final = ("res", *_SIDES, *_PLACES)  # the fields that say which part of the picture
_SPELLING: Final = f"must be up to {MOST} bytes in URL-safe Base64"


def is_patch(state: State) -> bool:
    """Whether the input is a patch of a picture."""
    return state["in"] in ("photo", "own")


def is_own(state: State) -> bool:
    """Whether that picture is the visitor's own."""
    return state["in"] == "own"


def fits_link(state: State) -> bool:
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
        state: in which the input is a patch.
        own: the visitor's picture, if there is one.
    """

    state: State
    own: Picture | None

    @property
    def is_link(self) -> bool:
        """The numbers came with the link, and not from the picture at hand."""
        return bool(self.state["nums"]) and self.state["nums"] != _packed(self.state, self.own)

    @property
    def stands_in(self) -> bool:
        """The sample photo stands in for a picture that is not here."""
        return is_own(self.state) and self.own is None and not self.is_link

    @property
    def picture(self) -> Picture | None:
        """The picture that holds the patch; None if only its numbers are known."""
        if self.is_link:
            return None
        return _at(self.own, self.state) if is_own(self.state) and self.own else sample_photo()

    @property
    def corner(self) -> tuple[int, int]:
        """First row and column of the patch in `picture`."""
        if self.stands_in:
            return _around(FACE, self.state)
        return int(self.state["py"]), int(self.state["px"])

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the patch."""
        return _size(self.state)

    @property
    def numbers(self) -> Numbers:
        """The patch as the lesson shows it, `(height, width)`, from 0 to the number that white counts."""
        white = int(self.state["v"])
        return (self._pixels().astype(np.int64) * white + 127) // 255

    def _pixels(self) -> Bytes:
        if self.picture is not None:
            return _cut(self.picture, self.corner, self.state)
        pixels = unpack(str(self.state["nums"]))
        assert pixels is not None
        return pixels.reshape(_size(self.state))


def patch_fields(own: Picture | None) -> tuple[Field, ...]:
    """The fields of a patch.

    Args:
        own: the visitor's picture, if there is one.
    """
    bounds = _Bounds(own)
    return (
        Field(
            "res",
            "the longer side of the picture",
            DETAILS,
            DETAILS[0],
            limit=bounds.detail,
            active=is_own,
            matters="with an own picture",
            drops=("py", "px", "nums", "xe"),
        ),
        bounds.side("ph", "the height of the patch"),
        bounds.side("pw", "the width of the patch"),
        bounds.place("py", "the first row of the patch"),
        bounds.place("px", "the first column of the patch"),
        Field(
            "nums",
            "the numbers of the patch",
            Packed(),
            lambda state: _packed(state, own),
            limit=lambda state: Limit(
                Packed(prod(_size(state)), _packed(state, own)), told=lambda text: _too_few(state, str(text))
            ),
            active=lambda state: is_own(state) and fits_link(state),
            matters=f"with an own picture and a patch of up to {LINKED_SIDE} × {LINKED_SIDE}",
            syntax=_SPELLING,
            spelled_out=True,
        ),
        Field("v", "the number of white", WHITES, 255, active=is_patch, matters=PICTURE, drops=("xe",)),
    )


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What the size of the picture allows."""

    own: Picture | None

    def size(self, state: State) -> tuple[int, int]:
        """Height and width; of a picture that is not here, the largest there can be, so that a link keeps its place."""
        if is_own(state):
            return _shape(_at(self.own, state)) if self.own else (int(state["res"]), int(state["res"]))
        return _shape(sample_photo())

    def detail(self, state: State) -> Limit:
        """Only what shows more of the picture than the option before."""
        longer = max(_shape(self.own)) if self.own else SIDE
        options = tuple(side for less, side in pairwise((0, *DETAILS)) if less < longer)
        return Limit(options, lambda _: "the picture has no more detail")

    def side(self, key: str, label: str) -> Field:
        axis = _SIDES.index(key)

        def limit(state: State) -> Limit:
            return Limit(range(1, min(MOST_PATCH, self.size(state)[axis]) + 1), lambda _: "the picture is smaller")

        def initial(state: State) -> Value:
            square = int(state["ph"]) if axis else 32
            return min(MOST_PATCH, self.size(state)[axis]) if is_own(state) else square

        sides, place = range(1, MOST_PATCH + 1), (_PLACES[axis],)
        return Field(
            key,
            label,
            sides,
            initial,
            limit=limit,
            active=is_patch,
            matters=PICTURE,
            drops=("nums",),
            leads=place,
            spelled_out=lambda state: is_own(state) and fits_link(state),
        )

    def place(self, key: str, label: str) -> Field:
        axis = _PLACES.index(key)

        def limit(state: State) -> Limit:
            room = self.size(state)[axis] - _size(state)[axis]
            return Limit(range(room + 1), lambda _: "the patch would leave the picture")

        def middle(state: State) -> Value:
            height, width = self.size(state)
            return _around((height // 2, width // 2) if is_own(state) else FACE, state)[axis]

        return Field(
            key, label, range(SIDE), middle, limit=limit, active=is_patch, matters=PICTURE, drops=("nums", "xe")
        )


def _size(state: State) -> tuple[int, int]:
    """Height and width of the patch."""
    return int(state["ph"]), int(state["pw"])


@lru_cache(maxsize=64)
def _reduced(own: Picture, side: int) -> Picture:
    return own.reduced(side)


def _at(own: Picture, state: State) -> Picture:
    """The visitor's picture in the detail that is asked for."""
    return _reduced(own, int(state["res"]))


def _shape(picture: Picture) -> tuple[int, int]:
    height, width = picture.values.shape
    return height, width


def _around(middle: tuple[int, int], state: State) -> tuple[int, int]:
    """Where a patch begins that has this cell in its middle."""
    height, width = _size(state)
    return max(0, middle[0] - height // 2), max(0, middle[1] - width // 2)


def _packed(state: State, own: Picture | None) -> str:
    """The patch as a link carries it; nothing if the picture is not here, or the patch too large."""
    if own is None or not (is_own(state) and fits_link(state)):
        return ""
    return pack(_cut(_at(own, state), (int(state["py"]), int(state["px"])), state))


def _too_few(state: State, text: str) -> str:
    """What to say of numbers that fill another patch than this."""
    pixels, needed = unpack(text), prod(_size(state))
    given = 0 if pixels is None else pixels.size
    return f"The link gives {given} of the numbers of the patch, which has {needed}; they were left out."


def _cut(picture: Picture, corner: tuple[int, int], state: State) -> Bytes:
    (top, left), (height, width) = corner, _size(state)
    return picture.values[top : top + height, left : left + width]
