// What grids of cells and of pixels have in common: pages that lie on one place, planes that step back, and that only what
// changed is drawn.

import { OUTSIDE } from "../scene/decode.mjs";

/** Cells that can be on show at once: all, or those of one page. */
export function pageOf(grid) {
  const paged = grid.axes[0]?.role === "page";
  const pages = paged ? grid.axes[0].size : 1;
  return { pages, cells: grid.size / pages };
}

/** Light some planes, by number, and let the others step back; null lights all. */
export function light(sheets, planes) {
  const lit = planes && new Set(planes.map((plane) => plane % sheets.length)); // pages lie on one place
  sheets.forEach((sheet, plane) => sheet.classList.toggle("resting", Boolean(lit && !lit.has(plane))));
}

/** Call draw(cell, value) for every cell of a view that does not show its value yet.
 *
 * @param outside what stands where the grid holds no number.
 */
export function refresh({ grid, cells, shown }, values, page, outside, draw) {
  for (let cell = 0; cell < cells; cell++) {
    const held = grid.held[cell + page * cells];
    const value = held === OUTSIDE ? outside : values[held];
    if (Object.is(value, shown[cell])) continue;
    shown[cell] = value;
    draw(cell, value);
  }
}
