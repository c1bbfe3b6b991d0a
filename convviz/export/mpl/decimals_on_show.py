"""How many decimals the numbers of each grid have in a picture; the twin of `player/web/picture/decimals_on_show.mjs`.

As many as they need, or fewer, all alike, where the smallest place that they have to fit into has no room for these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from convviz.export.mpl.fit import Amount, decimals_for
from convviz.export.mpl.lines import Slot
from convviz.export.mpl.text_sizes import TextPlace, bold_width, cell_place, has_strips, strip_place
from convviz.scene import Decoder, Grid, LoopNest
from convviz.scene.loop_nest import repetitions


def set_decimals(decoder: Decoder, slots: Mapping[str, Slot], track: int) -> None:
    """Set `decoder.decimals` of the grids of a track, by id, for the places these have in a picture."""
    for id, slot in slots.items():
        grid = decoder.grids[id]
        if slot.numbered and not grid.axes[-1].names:
            _lower(decoder, grid, decoder.values[id], "", cell_place(slot))
    first = 0
    for id in decoder.scene.tracks[track].links:
        link = decoder.links[id]
        count = repetitions(link.loops)
        _lower_in_strips(decoder, link, slots, track, range(first, first + count))
        first += count


def _lower_in_strips(
    decoder: Decoder, link: LoopNest, slots: Mapping[str, Slot], track: int, steps: Iterable[int]
) -> None:
    """The weights in the cells they meet, or the products in those they are added to."""
    adds = link.operation == "add"
    slot = slots.get((link.write if adds else link.read).grid)
    if not link.weight or not slot or not has_strips(slot):
        return
    if not adds:
        weight = decoder.grids[link.weight.grid]
        _lower(decoder, weight, decoder.values[weight.id], "×", strip_place(slot))
        return
    products = (decoder.scaled(link.id, term.product) for step in steps for term in decoder.step(track, step).terms)
    _lower(decoder, decoder.grids[link.write.grid], products, "+", strip_place(slot))


def _lower(decoder: Decoder, grid: Grid, values: Iterable[float], sign: str, place: TextPlace) -> None:
    style = decoder.style(grid)
    if style.decimals:
        amounts = [Amount(value, style, sign) for value in set(values)]
        decimals = decimals_for(amounts, room=place["room"], least=place["least"], wide=bold_width)
        decoder.decimals[grid.id] = decimals
