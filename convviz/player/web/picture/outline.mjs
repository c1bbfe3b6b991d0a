// The line round cells that are lit, however many, as one path: every side that a cell does not share with another of
// them. Sides in a row make one stroke. No DOM.

/** The path, for `cells` of a grid on `planes`, in cells of a `side`. */
export function border(grid, planes, cells, side) {
  const { x, y } = planes.cells;
  const [leans, drops] = planes.offset(0, 1);
  const size = (role) => grid.axes.find((axis) => axis.role === role)?.size ?? 1;
  const [width, height] = [size("column"), size("row")];
  const lit = new Uint8Array(grid.size);
  for (const cell of cells) lit[cell] = 1;
  const row = (cell) => Math.floor(cell / width) % height;
  const above = (cell) => lit[cell] === 1 && (row(cell) === 0 || lit[cell - width] === 0);
  const below = (cell) => lit[cell] === 1 && (row(cell) === height - 1 || lit[cell + width] === 0);
  const left = (cell) => lit[cell] === 1 && (cell % width === 0 || lit[cell - 1] === 0);
  const right = (cell) => lit[cell] === 1 && (cell % width === width - 1 || lit[cell + 1] === 0);
  /** The stroke of all sides in a row that begins with this cell's; "" where that began before. */
  const stroke = (cell, open, step, place, most, left, top, [across, down]) => {
    if (place > 0 && open(cell - step)) return "";
    let count = 1;
    while (place + count < most && open(cell + count * step)) count++;
    return `M${left * side} ${top * side}l${across * count * side} ${down * count * side}`;
  };
  let path = "";
  for (const cell of cells) {
    if (above(cell)) path += stroke(cell, above, 1, cell % width, width, x[cell], y[cell], [1, 0]);
    if (below(cell)) path += stroke(cell, below, 1, cell % width, width, x[cell] + leans, y[cell] + drops, [1, 0]);
    if (left(cell)) path += stroke(cell, left, width, row(cell), height, x[cell], y[cell], [leans, drops]);
    if (right(cell)) path += stroke(cell, right, width, row(cell), height, x[cell] + 1, y[cell], [leans, drops]);
  }
  return path;
}
