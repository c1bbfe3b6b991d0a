"""Whether numbers have room in type that can be read; where they have not, a slide leaves them out."""

from __future__ import annotations

from collections.abc import Iterable

from convviz.export.mpl.fit import Amount, decimals_for, fit
from convviz.export.mpl.lines import Slot
from convviz.export.mpl.text_sizes import TextPlace, bold_width, cell_place, has_strips, strip_place
from convviz.scene import Decoder, Grid
from convviz.scene.loop_nest import repetitions


def cells_legible(decoder: Decoder, grid: Grid, slot: Slot) -> bool:
    """Whether all numbers of a grid fit into its cells, with fewer decimals or in compact form if need be."""
    if not slot.numbered or grid.axes[-1].names:
        return slot.numbered
    return _fit(decoder, grid, {*decoder.values[grid.id], 0}, "", cell_place(slot))


def strips_legible(decoder: Decoder, grid: Grid, slot: Slot, track: int) -> bool:
    """Whether what is written at the foot of its cells fits at every step of a track."""
    if not has_strips(slot):
        return False
    first = 0
    for id in decoder.scene.tracks[track].links:
        link = decoder.links[id]
        steps = range(first, first + repetitions(link.loops))
        first = steps.stop
        if not link.weight or grid.id != (link.write if link.operation == "add" else link.read).grid:
            continue
        if link.operation == "add":
            products = {decoder.scaled(id, term.product) for step in steps for term in decoder.step(track, step).terms}
            legible = _fit(decoder, grid, products, "+", strip_place(slot))
        else:
            weight = link.weight.grid
            legible = _fit(decoder, decoder.grids[weight], set(decoder.values[weight]), "×", strip_place(slot))
        if not legible:
            return False
    return True


def _fit(decoder: Decoder, grid: Grid, values: Iterable[float], sign: str, place: TextPlace) -> bool:
    amounts = [Amount(value, decoder.style(grid), sign) for value in values]
    decimals = decimals_for(amounts, room=place["room"], least=place["least"], wide=bold_width)
    rounded = [amount.rounded(decimals) for amount in amounts]
    written = fit(rounded, **place, wide=bold_width)
    return all(written.write(amount)[1] >= place["least"] - 1e-6 for amount in rounded)
