// What cells and pixels have in common: pages that lie on one place, planes that step back, what is strange about a cell.

const KINDS = "rzpc"; // of a cell with several, one an axis, the last of these: padding hides zeros put in, a cut all

/** For every drawn cell whether it is border ("p"), a zero put in ("z"), cut off ("c"), else "r"; and whether no window
 * reaches it. */
export function kinds(axes) {
  let cells = [{ kind: "r", unreached: false }];
  for (const axis of axes) {
    cells = cells.flatMap((outer) =>
      Array.from({ length: axis.size }, (_, i) => ({
        kind: KINDS[Math.max(KINDS.indexOf(outer.kind), KINDS.indexOf(axis.kind?.[i] ?? "r"))],
        unreached: outer.unreached || (axis.unreached?.includes(i) ?? false),
      })),
    );
  }
  return cells;
}

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
