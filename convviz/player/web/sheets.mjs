// What grids of cells and of pixels have in common: pages that lie on one place, planes that step back.

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
