"""One axis of a layer as a strip: cells, their padding or crop, and the windows below, so that the answer is seen."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

import streamlit as st

from convviz.solver import Setting

MOST_CELLS: Final = 40  # more than this, and the middle is left out
FIRST: Final = 12
LAST: Final = 24


@dataclass(frozen=True, slots=True)
class StripCells:
    """Which cells of the big grid are drawn, and what they are.

    Attributes:
        places: of the cells, from the padding before the first one; None stands for the cells left out.
        size: cells of the big grid.
        missed: of them, those no window touches.
        extra: the first cell that output_padding has added.
    """

    places: tuple[int | None, ...]
    size: int
    missed: frozenset[int]
    extra: int


def strip(setting: Setting, size: int) -> None:
    """Draw a setting on an input of `size` cells."""
    st.html(markup(setting, size))


def markup(setting: Setting, size: int) -> str:
    """The picture, as HTML with a sentence for a screen reader."""
    cells = cells_of(setting, size)
    small = size if setting.transposed else (setting.output(size) or 0)
    columns = {place: column for column, place in enumerate(cells.places, 1) if place is not None}
    drawn = "".join(_cell(setting, cells, place, column) for column, place in enumerate(cells.places, 1))
    lanes = max(1, -(-setting.span // setting.stride))
    windows = "".join(_window(setting, number, columns, lanes) for number in _seen(setting, small, cells))
    style = f"grid-template-columns: repeat({len(cells.places)}, minmax(0, 1.9rem))"
    return (
        f'<div class="strip"><div class="line" role="img" aria-label="{escape(said(setting, size))}" style="{style}">'
        f"{drawn}{windows}</div><div>{legend(setting, cells)}</div></div>"
    )


def cells_of(setting: Setting, size: int) -> StripCells:
    """What is drawn of the big grid."""
    output = setting.output(size) or 0
    big = output if setting.transposed else size
    crop = max(0, setting.high - setting.output_padding) if setting.transposed else setting.high
    every = range(-setting.low, big + crop)
    places: tuple[int | None, ...] = tuple(every)
    if len(every) > MOST_CELLS:
        places = (*every[:FIRST], None, *every[-LAST:])
    small = size if setting.transposed else output
    looked_at = [place for place in places if place is not None and 0 <= place < big]
    missed = frozenset(place for place in looked_at if not _touched(setting, place, small))
    return StripCells(places, big, missed, big - setting.output_padding)


def said(setting: Setting, size: int) -> str:
    """The picture in a sentence."""
    output, missed = setting.output(size) or 0, setting.missed(size)
    if setting.transposed:
        lost = f"{missed:,} of them under no stamp" if missed else "each of them under a stamp"
        return f"{size:,} stamps of {setting.kernel} taps make {output:,} cells, {lost}"
    lost = f"{missed:,} of them read by no window" if missed else "each of them read by a window"
    return f"{size:,} cells, {lost}, and {output:,} windows of {setting.kernel} taps"


def legend(setting: Setting, cells: StripCells) -> str:
    """What the marks mean, as far as they occur."""
    big = "output" if setting.transposed else "input"
    signs = [(big, f"{big} cell"), ("window", "a stamp" if setting.transposed else "a window")]
    shown = [place for place in cells.places if place is not None]
    if shown[0] < 0 or shown[-1] >= cells.size:
        signs.append(("padding", "cropped away" if setting.transposed else "padding"))
    if cells.missed:
        signs.append(("missed", "under no stamp" if setting.transposed else "read by no window"))
    if setting.output_padding:
        signs.append(("extra", "there because of output_padding"))
    return "".join(f'<span class="key"><i class="{name}"></i>{text}</span>' for name, text in signs)


def _touched(setting: Setting, place: int, small: int) -> bool:
    for tap in range(setting.kernel):
        window, rest = divmod(place + setting.low - tap * setting.dilation, setting.stride)
        if rest == 0 and 0 <= window < small:
            return True
    return False


def _cell(setting: Setting, cells: StripCells, place: int | None, column: int) -> str:
    if place is None:
        return f'<span class="gap" style="grid-column: {column}">…</span>'
    if not 0 <= place < cells.size:
        return f'<span class="cell padding" style="grid-column: {column}"></span>'
    kinds = ["output" if setting.transposed else "input"]
    kinds += [name for name, holds in (("missed", place in cells.missed), ("extra", place >= cells.extra)) if holds]
    return f'<span class="cell {" ".join(kinds)}" style="grid-column: {column}"><b>{place + 1}</b></span>'


def _seen(setting: Setting, small: int, cells: StripCells) -> list[int]:
    """The windows that touch what is drawn with their first or their last tap."""
    shown = [place for place in cells.places if place is not None]
    near: set[int] = set()
    for place in shown:
        first = (place + setting.low) // setting.stride
        last = (place + setting.low - setting.span + 1) // setting.stride
        near |= {number for number in range(last, first + 1) if 0 <= number < small}
    return sorted(near)


def _window(setting: Setting, number: int, columns: dict[int, int], lanes: int) -> str:
    """Its taps side by side as one bar, or dots on a line where they lie apart."""
    start = number * setting.stride - setting.low
    row = 2 + number % lanes
    taps = [columns[place] for place in range(start, start + setting.span, setting.dilation) if place in columns]
    if not taps:
        return ""
    whole = "line-of-taps" if setting.dilation > 1 else "window"
    bar = f'<span class="{whole}" style="grid-area: {row} / {taps[0]} / auto / {taps[-1] + 1}"></span>'
    if setting.dilation == 1:
        return bar
    return bar + "".join(f'<span class="window" style="grid-area: {row} / {tap}"></span>' for tap in taps)
