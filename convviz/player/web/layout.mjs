// Where everything goes, as numbers: no DOM. Grids stand in lines, left to right; a narrow player breaks the line.

export const LABEL_HEIGHT = 54; // title and note above a grid
const SIGN_WIDTH = 30; // "∗", "=" and the like in front of a grid
const FRACTION_WIDTH = 26;
const LINE_GAP = 18;
const WIDEST_GAP = 40; // between grids of a line, where there is room to spare
const PLANE_GAP = 0.45; // in cells, between planes and blocks
const TITLE_CHARACTER = 10;
const NOTE_CHARACTER = 6.3;
const WIDEST_NOTE = 170; // longer ones wrap
const PICTURE_SIDE = 9; // a pixel grid is as large as this many cells of the kernel, however many pixels it has
const NUMBERS_SIDE = 12; // and so is a numbered grid with more cells than this a side: the kernel stays readable
const SMALLEST_NUMBERED = 15; // below this a cell cannot hold a digit: pixels
const LARGEST_CELL = 56;
const LARGEST_ON_PROJECTOR = 96;
const NUMBERED_SIDE = 28; // more cells than this a side would only be grey dust with numbers in it

/** Columns and rows of a grid in cells, and per axis how far each index moves right and down. */
export function measure(axes) {
  const { column, row, plane, block } = extents(axes);
  const moves = { column: [1, 0], row: [0, 1], plane: [column + PLANE_GAP, 0], block: [0, row + PLANE_GAP], page: [0, 0] };
  return {
    columns: plane * (column + PLANE_GAP) - PLANE_GAP,
    rows: block * (row + PLANE_GAP) - PLANE_GAP,
    steps: axes.map((axis) => moves[axis.role]),
  };
}

/** Size along every role an axis can have; 1 where there is no such axis. */
function extents(axes) {
  const sizes = Object.fromEntries(axes.map((axis) => [axis.role, axis.size]));
  return { page: 1, block: 1, plane: 1, row: 1, column: 1, ...sizes };
}

const known = new WeakMap();

/** Place of every drawn cell of a grid, in cells: Float32Arrays x and y; `plane` numbers the plane it lies in. Worked
 * out once: every hover asks. */
export function places(axes) {
  if (!known.has(axes)) known.set(axes, placed(axes));
  return known.get(axes);
}

function placed(axes) {
  const { steps } = measure(axes);
  const size = axes.reduce((all, axis) => all * axis.size, 1);
  const x = new Float32Array(size);
  const y = new Float32Array(size);
  const plane = new Int32Array(size);
  for (let cell = 0; cell < size; cell++) {
    let rest = cell;
    let number = 0;
    let weight = 1;
    for (let a = axes.length - 1; a >= 0; a--) {
      const index = rest % axes[a].size;
      rest = (rest - index) / axes[a].size;
      x[cell] += index * steps[a][0];
      y[cell] += index * steps[a][1];
      if (axes[a].role !== "row" && axes[a].role !== "column") {
        number += index * weight;
        weight *= axes[a].size;
      }
    }
    plane[cell] = number;
  }
  return { x, y, plane };
}

/** The cell of `axes` drawn at (column, row), in cells; −1 in a gap or outside. Page axes stay at `page`. */
export function cellAt(axes, column, row, page = 0) {
  const sizes = extents(axes);
  const [plane, block] = [Math.floor(column / (sizes.column + PLANE_GAP)), Math.floor(row / (sizes.row + PLANE_GAP))];
  const index = {
    page,
    plane,
    block,
    column: Math.floor(column - plane * (sizes.column + PLANE_GAP)),
    row: Math.floor(row - block * (sizes.row + PLANE_GAP)),
  };
  if (Object.keys(index).some((role) => index[role] < 0 || index[role] >= sizes[role])) return -1;
  return axes.reduce((cell, axis) => cell * axis.size + index[axis.role], 0);
}

/** Lay out the grids of a scene in `width` by at most about `height` pixels.
 *
 * @param tracks for each track its grids, left to right.
 * @returns { height, slots: Map(id → { x, y, cell, columns, rows, width, sign, signWidth, numbered }) } in pixels;
 *   `cell` is the side of a cell, `columns` and `rows` count cells.
 */
export function arrange(tracks, width, height, projector = false) {
  const largest = projector ? LARGEST_ON_PROJECTOR : LARGEST_CELL;
  const sized = tracks.map((grids) => shrinkLarge(grids));
  const choices = sized.map((grids) => breakLines(grids, width, height / tracks.length, largest));
  const cell = Math.min(...choices.map((choice) => choice.cell)); // one scale for all: sizes can be compared
  const slots = new Map();
  let y = 0;
  for (const { lines } of choices) {
    for (const line of lines) y += placeLine(line, cell, y, width, slots) + LINE_GAP;
  }
  return { height: y - LINE_GAP, slots };
}

/** Each grid with its extent in cells of the kernel; all pixel grids of a track share one smaller scale, so do all
 * numbered ones, so that sizes can be compared. */
function shrinkLarge(grids) {
  const small = ({ role }) => role === "kernel" || role === "bias";
  const side = ({ axes }) => Math.max(extents(axes).row, extents(axes).column);
  const largest = (display) => Math.max(0, ...grids.filter((g) => g.display === display && !small(g)).map(side));
  const shrink = {
    pixels: PICTURE_SIDE / Math.max(PICTURE_SIDE, largest("pixels")),
    cells: NUMBERS_SIDE / Math.max(NUMBERS_SIDE, largest("cells")),
  };
  return grids.map((grid) => {
    const scale = small(grid) ? 1 : shrink[grid.display];
    const { columns, rows } = measure(grid.axes);
    return { grid, scale, columns: columns * scale, rows: rows * scale };
  });
}

/** The way to break one track's grids into lines that allows the largest cells. */
function breakLines(grids, width, height, largest) {
  let best = null;
  for (let breaks = 0; breaks < 2 ** (grids.length - 1); breaks++) {
    const lines = split(grids, breaks);
    const cell = largestCell(lines, width, height, largest);
    const better = !best || cell > best.cell * 1.12 || (cell >= best.cell && lines.length < best.lines.length);
    if (better) best = { cell, lines };
  }
  return best;
}

function split(grids, breaks) {
  const lines = [[grids[0]]];
  for (let i = 1; i < grids.length; i++) {
    if (breaks & (1 << (i - 1))) lines.push([]);
    lines.at(-1).push(grids[i]);
  }
  return lines;
}

function largestCell(lines, width, height, largest) {
  const fitsAcross = (cell) => lines.every((line) => lineWidth(line, cell) <= width);
  const fitsDown = (cell) =>
    lines.reduce((sum, line) => sum + lineHeight(line, cell) + LINE_GAP, -LINE_GAP) <= height;
  for (let cell = largest; cell > 3; cell -= cell > 24 ? 1 : 0.5) if (fitsAcross(cell) && fitsDown(cell)) return cell;
  for (let cell = 12; cell > 1; cell -= 0.25) if (fitsAcross(cell)) return cell; // too tall: the page scrolls
  return 1;
}

const lineWidth = (line, cell) => line.reduce((sum, item) => sum + signWidth(item) + slotWidth(item, cell), 0);
const lineHeight = (line, cell) => LABEL_HEIGHT + Math.max(...line.map(({ rows }) => rows)) * cell;

function slotWidth({ grid, columns }, cell) {
  const note = Math.min(WIDEST_NOTE, grid.note.length * NOTE_CHARACTER);
  return Math.max(grid.title.length * TITLE_CHARACTER, note, columns * cell);
}

/** What stands in front of a grid: the operation that leads to it. */
const SIGNS = { kernel: "∗", bias: "+", output: "=" };

function signWidth({ grid }) {
  if (!SIGNS[grid.role]) return 0;
  return SIGN_WIDTH + (grid.scale[0] === grid.scale[1] ? 0 : FRACTION_WIDTH);
}

function placeLine(line, cell, y, width, slots) {
  const height = lineHeight(line, cell);
  const spare = Math.max(0, width - lineWidth(line, cell));
  const gap = Math.min(WIDEST_GAP, spare / (line.length + 1));
  let x = (spare - gap * (line.length - 1)) / 2;
  for (const item of line) {
    const { grid, scale, rows } = item;
    const slot = slotWidth(item, cell);
    x += signWidth(item);
    slots.set(grid.id, {
      x: Math.round(x),
      y: Math.round(y + LABEL_HEIGHT + (height - LABEL_HEIGHT - rows * cell) / 2),
      cell: cell * scale,
      display: grid.display,
      columns: item.columns / scale,
      rows: rows / scale,
      width: slot,
      sign: SIGNS[grid.role] ?? "",
      signWidth: signWidth(item),
      numbered: grid.display === "cells" && cell * scale >= SMALLEST_NUMBERED && numberable(grid.axes),
    });
    x += slot + gap;
  }
  return height;
}

function numberable(axes) {
  return axes.every((axis) => (axis.role !== "row" && axis.role !== "column") || axis.size <= NUMBERED_SIDE);
}
