"""The letters of the exports: the page's type, which comes along, so that a picture is the same on every machine."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from matplotlib import get_data_path
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.textpath import TextToPath

Face = Literal["plain", "bold", "mono", "mono bold"]

DIGIT_HEIGHT: Final = 0.64  # of the size; what is centred in a cell is mostly digits
MONO_ADVANCE: Final = 0.6  # of the size, for every letter of both mono faces

_FOLDER: Final = Path(__file__).resolve().parents[1] / "fonts"
_FILES: Final[dict[Face, str]] = {
    "plain": "Sans-Regular.ttf",
    "bold": "Sans-SemiBold.ttf",
    "mono": "Mono-Regular.ttf",
    "mono bold": "Mono-SemiBold.ttf",
}
_OTHERS: Final[dict[Face, str]] = {
    "plain": "DejaVuSans.ttf",
    "bold": "DejaVuSans-Bold.ttf",
    "mono": "DejaVuSansMono.ttf",
    "mono bold": "DejaVuSansMono-Bold.ttf",
}


def font(face: Face, text: str) -> FontProperties:
    """The font of a face, at no particular size; for a text with a letter that ours lacks, one that has many more."""
    return _ours(face) if _letters(face).issuperset(text) else _other(face)


@cache
def _ours(face: Face) -> FontProperties:
    return FontProperties(fname=_FOLDER / _FILES[face])


@cache
def _other(face: Face) -> FontProperties:
    """Comes with Matplotlib."""
    return FontProperties(fname=Path(get_data_path()) / "fonts" / "ttf" / _OTHERS[face])


@cache
def _letters(face: Face) -> frozenset[str]:
    return frozenset(map(chr, get_font(str(_FOLDER / _FILES[face])).get_charmap()))


@lru_cache(4096)
def width(text: str, size: float, face: Face = "plain") -> float:
    """How far a line of text reaches at a font size, in the unit of that size."""
    sized = font(face, text).copy()
    sized.set_size(size)
    return float(TextToPath().get_text_width_height_descent(text, sized, False)[0])


@lru_cache(4096)
def wrapped(text: str, size: float, room: float, face: Face = "plain") -> tuple[str, ...]:
    """The text in lines that fit into `room`; a longer word stays whole."""
    if text and width(text, size, face) <= room:
        return (text,)
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, face) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
