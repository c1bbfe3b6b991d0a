"""What stands over each grid: which of the four words it shows, and how many of them."""

from __future__ import annotations

from dataclasses import replace

from convviz.app.markup import times
from convviz.samples.filter_banks import COLOURS
from convviz.scene import Grid
from convviz.spec.conv import ConvSpec


def captioned(grid: Grid, spec: ConvSpec, shown: int | None, *, photo: bool) -> Grid:
    """`grid` with a caption that counts its channels, kernels or maps.

    Args:
        grid: of the scene of a layer.
        spec: of the whole layer.
        shown: the filter shown map by map, counted from 0; None where all are shown.
        photo: whether the channels are colours.
    """
    *_, height, width = (axis.held for axis in grid.axes)
    size = times((height, width))
    match grid.id:
        case "input":
            channels = counted(spec.in_channels, "channel")
            colours = f" ({', '.join(COLOURS)})" if photo else ""
            _, comma, border = grid.note.partition(",")
            note = f"{channels}{colours} of {size}{comma}{border}"
        case "kernel":
            filters = spec.out_channels if shown is None else 1
            one = f"{_which(spec, shown)} = {counted(spec.in_channels, 'kernel')} of {size}"
            steps = f", stride {spec.stride[0]}" if spec.stride[0] > 1 else ""
            note = (one if filters == 1 else f"{filters} filters, each {one.partition(' = ')[2]}") + steps
        case "maps":
            note = f"each kernel's own, {size}"
            if spec.in_channels > 1:
                note = f"{spec.in_channels} kernels, {spec.in_channels} maps of {size}"
        case "output":
            maps = 1 if shown is not None else spec.out_channels
            note = f"{counted(maps, 'feature map')} of {size}"
            if shown is not None and spec.in_channels > 1:
                note = f"1 feature map = sum of {spec.in_channels} maps"
        case _:
            return grid
    return replace(grid, note=note)


def narrow(grid: Grid, spec: ConvSpec, shown: int) -> Grid:
    """`grid` with a short caption, where one of several filters is drawn in one go and the line is full.

    Args:
        grid: of the scene of the one filter.
        spec: of the whole layer.
        shown: the filter, counted from 1.
    """
    match grid.id:
        case "kernel":
            return replace(grid, title="filter", note=f"{shown} of {spec.out_channels}")
        case "output":
            return replace(grid, note=f"map {shown} of {spec.out_channels}", sign=" ")
    return captioned(grid, spec, None, photo=False)


def counted(count: int, word: str, words: str = "") -> str:
    """`1 channel`, `3 channels`, `1,200 weights`; `words` where several are no `word` with an s."""
    return f"{count:,} {(words or f'{word}s') if count > 1 else word}"


def _which(spec: ConvSpec, shown: int | None) -> str:
    return "1 filter" if shown is None or spec.out_channels == 1 else f"filter {shown + 1} of {spec.out_channels}"
