// Where the words about a cell stand: near it, and on none of the cells that are lit. As numbers: no DOM.

const GAP = 5; // pixels between a grid and the words

/** The boxes of some drawn cells in pixels of the picture, one a plane: [{ left, top, right, bottom }]. */
export function boxesOf({ x, y, cell: side, planes }, cells) {
  const boxes = new Map();
  const corners = [[0, 0], [1, 0], [0, 1], [1, 1]].map(([right, below]) => planes.offset(right, below)); // sheets lean
  for (const cell of cells) {
    const plane = planes.cells.plane[cell];
    const box = boxes.get(plane) ?? { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const [right, below] of corners) {
      const at = [x + (planes.cells.x[cell] + right) * side, y + (planes.cells.y[cell] + below) * side];
      box.left = Math.min(box.left, at[0]);
      box.right = Math.max(box.right, at[0]);
      box.top = Math.min(box.top, at[1]);
      box.bottom = Math.max(box.bottom, at[1]);
    }
    boxes.set(plane, box);
  }
  return [...boxes.values()];
}

/** The corner of words of a size: { left, top }.
 *
 * @param size { width, height } of the words.
 * @param cell the box of the cell they are about.
 * @param around boxes of what the cell belongs to, from the smallest on: its plane, its grid.
 * @param lit boxes of cells that must stay in sight.
 * @param room { left, right, bottom } of the picture, and `top`, a line above it where nothing is lit: the last resort.
 */
export function tipPlace(size, cell, around, lit, room) {
  const middle = (cell.left + cell.right - size.width) / 2;
  const left = Math.max(room.left, Math.min(middle, room.right - size.width));
  const tops = around.flatMap(({ top, bottom }) => [top - GAP - size.height, bottom + GAP]);
  const free = (top) => ![cell, ...lit].some((box) => overlap(box, { left, top, right: left + size.width, bottom: top + size.height }));
  const top = tops.find((one) => one >= room.top && one + size.height <= room.bottom && free(one));
  return { left, top: top ?? room.top };
}

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
