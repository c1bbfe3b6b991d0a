// How a grid is drawn: as cells with numbers in them, or as pixels where they are small. Both views have the same methods;
// show(values, page) touches only what changed.

import { Cells } from "./cells.mjs";
import { Pixels } from "./pixels.mjs";
import { pageOf } from "./grid_view.mjs";

const MOST_TILES = 4096; // cells without a number that are worth an element each

/** A view of `grid` at its slot, on a pane of the figure and, where it is pixels, also among the pictures. */
export function drawGrid(grid, slot, layers) {
  const painted = grid.display === "pixels" || pageOf(grid).cells > MOST_TILES;
  return slot.numbered || !painted ? new Cells(grid, slot, layers) : new Pixels(grid, slot, layers);
}
