// Numbers that have changed, for a moment: each cell ringed, and where it has room says what stood in it before.

import { decimalsOf } from "../scene/decimals.mjs";
import { Amount } from "./fit.mjs";
import { Spots } from "./overlay.mjs";

const FADING_MS = 400; // as in player.css

export class Flashes {
  /** @param changes [{ grid, cells, before }]: cells of a grid with what each held.
   * @param ms how long they are to be seen. */
  constructor(changes, ms, slots, views, layer) {
    this.views = changes.map(({ grid }) => views.get(grid.id));
    this.spots = changes.map(({ grid, cells, before }) => {
      const spots = new Spots(grid, slots.get(grid.id), layer);
      spots.root.classList.add("changed");
      spots.root.style.animationDelay = `${ms - FADING_MS}ms`;
      spots.show(cells, before.map((was, i) => changeOf(was, grid, cells[i])), cells.map(() => 0));
      if (spots.strips) views.get(grid.id).touch(cells, "changed");
      return spots;
    });
    this.timer = setTimeout(() => this.remove(), ms);
  }

  remove() {
    clearTimeout(this.timer);
    for (const spots of this.spots) spots.remove();
    for (const view of this.views) view.touch([], "changed");
    this.spots = [];
  }
}

/** "6 → 8", or "6.5 → 8.0", with the decimals that both need. */
function changeOf(was, grid, cell) {
  const { digits } = grid;
  const decimals = Math.max(grid.decimals, decimalsOf([was], digits));
  return new Amount([was, grid.final[grid.held[cell]]], { decimals, digits }, ([before, after]) => `${before} → ${after}`);
}
