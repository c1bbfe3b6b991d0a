// How many decimals the numbers of each grid have in a picture: as many as they need, or fewer, all alike, where the smallest
// place that they have to fit into has no room for these. The twin of convviz/export/mpl/decimals_on_show.py. No DOM.

import { Amount, decimalsFor, plus, times } from "./fit.mjs";
import { hasStrips, cellPlace, stripPlace } from "./text_sizes.mjs";

/** Set `decimals` of every grid of the decoder, for the slots of a picture. */
export function setDecimals(decoder, slots) {
  for (const grid of decoder.grids.values()) grid.decimals = grid.needed;
  for (const [id, slot] of slots) {
    const grid = decoder.grids.get(id);
    if (slot.numbered && !grid.axes.at(-1).names) lower(grid, [...new Set(grid.final)].map((value) => new Amount([value], grid)), cellPlace(slot));
  }
  for (const nest of decoder.links.values()) {
    if (!nest.weight || nest.operation === "map") continue;
    const adds = nest.operation === "add";
    const slot = slots.get((adds ? nest.write : nest.read).grid.id);
    if (!slot || !hasStrips(slot)) continue;
    const { grid } = adds ? nest.write : nest.weight;
    const values = adds ? products(nest) : [...new Set(grid.final)];
    lower(grid, values.map((value) => (adds ? plus : times)(value, grid)), stripPlace(slot.cell));
  }
}

function lower(grid, amounts, place) {
  if (grid.decimals) grid.decimals = decimalsFor(amounts, place);
}

/** All that a nest of stamps adds anywhere. */
function products(nest) {
  const found = new Set();
  for (let k = 0; k < nest.steps; k++) nest.visit(k, (read, weight, write, value, factor) => found.add(nest.scaled(value * factor)));
  return [...found];
}
