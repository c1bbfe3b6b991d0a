// Which output numbers a new scene has changed: those that another number stood in. No DOM.

/** The written cells that hold other numbers than before: [{ grid, cells, before }], `before` what the cells held.
 *
 * Grids of another size or shape are other grids, and pictures say nothing number by number: both are left out.
 *
 * @param old the Decoder of the scene before; `now` that of the scene on show.
 */
export function changedOutputs(old, now) {
  const found = [];
  for (const grid of now.grids.values()) {
    const former = old.grids.get(grid.id);
    if (!grid.written || grid.display === "pixels" || !former?.written || shape(former) !== shape(grid)) continue;
    const cells = [];
    for (let cell = 0; cell < grid.size; cell++) {
      if (valueOf(former, cell) !== valueOf(grid, cell)) cells.push(cell);
    }
    if (cells.length) found.push({ grid, cells, before: cells.map((cell) => valueOf(former, cell)) });
  }
  return found;
}

const shape = ({ axes }) => axes.map(({ role, size, held }) => `${role} ${size} ${held}`).join();

const valueOf = (grid, cell) => (grid.held[cell] === -1 ? 0 : grid.final[grid.held[cell]]);
