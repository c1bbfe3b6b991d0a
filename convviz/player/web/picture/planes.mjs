// How the planes of a volume lie on the page, in cells: no DOM. Spread flat, planes are squares side by side and below
// each other. Stacked, they are sheets seen from above, one below the other, far enough apart that none hides a cell.

export const GAP = 0.75; // between planes
const TILT = 0.56; // height of a row of a sheet
const SHEAR = 0.36; // how far a row of a sheet is shifted to the left of the one before

/** Size along every role an axis can have; 1 where there is no such axis. */
export function extents(axes) {
  const sizes = Object.fromEntries(axes.map((axis) => [axis.role, axis.size]));
  return { page: 1, block: 1, plane: 1, row: 1, column: 1, ...sizes };
}

/** Whether there are several planes to lay out. */
export const isVolume = (axes) => extents(axes).block * extents(axes).plane > 1;

/** How many planes lie in a single file, beside or below each other, and may be broken into lines; 1 where they lie both
 * ways. */
export function inFile(axes) {
  const { block, plane } = extents(axes);
  return block > 1 && plane > 1 ? 1 : block * plane;
}

/** The planes of one grid in place.
 *
 * `columns` and `rows` are the extent of all. A cell is the unit square under `matrix` (a b c d, as CSS has it). Pages
 * lie on top of each other.
 */
export class Planes {
  /** @param across how many planes of a single file stand side by side before the next line begins; 1: as they lie.
   * @param lift room above every plane for the bars on its cells, which belong to them. Bars stand upright, so such
   *   planes are never sheets.
   * @param gap between two lines of planes. */
  constructor(axes, { stack = false, across = 1, lift = 0, gap = GAP } = {}) {
    this.axes = axes;
    this.asked = { stack, across, lift };
    this.gap = gap;
    this.stack = stack && !lift;
    this.lift = lift;
    this.tilt = this.stack ? TILT : 1;
    this.shear = this.stack ? SHEAR : 0;
    this.matrix = [1, 0, -this.shear, this.tilt];
    this.size = extents(axes);
    [this.right, this.down] = directions(axes, this.stack);
    const file = this.stack && this.size[this.right] > 1 ? 1 : inFile(axes); // piles stay in their row
    this.across = file > 1 && across > 1 ? Math.min(across, file) : this.size[this.right];
    this.file = file > 1 ? (this.size[this.right] > 1 ? this.right : this.down) : null;
    this.lines = Math.ceil((this.size[this.right] * this.size[this.down]) / this.across);
    this.pitch = { x: this.size.column + GAP, y: this.size.row * this.tilt + gap + lift };
    this.lean = this.shear * this.size.row; // the first row of a sheet starts so far to the right
    this.columns = this.across * this.pitch.x - GAP + this.lean;
    this.rows = this.lines * this.pitch.y - gap;
  }

  /** The same with at least so much between two lines. */
  apart(gap) {
    return gap > this.gap ? new Planes(this.axes, { ...this.asked, gap }) : this;
  }

  /** Height with at least so much between two lines. */
  rowsApart(gap) {
    return this.rows + (this.lines - 1) * Math.max(0, gap - this.gap);
  }

  /** The first cell of the plane with these indices by role, others 0. */
  firstCell(index) {
    return this.axes.reduce((cell, { role, size }) => cell * size + (index[role] ?? 0), 0);
  }

  /** Of a cell's plane which line it is in, and which place there. */
  whereabouts(cell) {
    const { x, y, row, column } = this.cells;
    const place = (x[cell] - this.lean - column[cell] + this.shear * row[cell]) / this.pitch.x;
    return { line: Math.round((y[cell] - this.lift - row[cell] * this.tilt) / this.pitch.y), place: Math.round(place) };
  }

  /** What makes a square of side 1 a cell, as an SVG attribute; none where it is one already. */
  get transform() {
    return this.stack ? { transform: `matrix(${this.matrix.join(" ")} 0 0)` } : {};
  }

  /** From the corner of a cell to a point that lies `right` and `below` it in its plane. */
  offset(right, below) {
    return [right - this.shear * below, this.tilt * below];
  }

  /** Of every drawn cell its upper left corner `x`, `y`, the number of its `plane`, and its `row` and `column` there. */
  get cells() {
    this.placed ??= this.#place();
    return this.placed;
  }

  /** The cell drawn at (u, v), in cells; −1 in a gap or outside. */
  cellAt(u, v, page = 0) {
    const line = Math.floor(v / this.pitch.y);
    const below = v - line * this.pitch.y - this.lift;
    const row = Math.floor((this.lift ? Math.max(below, 0) : below) / this.tilt); // a bar is its cell's
    const x = u - this.lean + (this.shear * below) / this.tilt;
    const place = Math.floor(x / this.pitch.x);
    const column = Math.floor(x - place * this.pitch.x);
    if (place < 0 || place >= this.across) return -1;
    const planes = this.file ? { [this.file]: line * this.across + place } : { [this.right]: place, [this.down]: line };
    const index = { page, row, column, block: 0, plane: 0, ...planes };
    if (Object.keys(index).some((role) => index[role] < 0 || index[role] >= this.size[role])) return -1;
    return this.axes.reduce((cell, axis) => cell * axis.size + index[axis.role], 0);
  }

  #place() {
    const size = this.axes.reduce((all, axis) => all * axis.size, 1);
    const [x, y] = [new Float32Array(size), new Float32Array(size)];
    const [plane, row, column] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
    for (let cell = 0; cell < size; cell++) {
      const index = this.#indices(cell);
      const [line, place] = this.file ? divided(index[this.file], this.across) : [index[this.down], index[this.right]];
      [plane[cell], row[cell], column[cell]] = [index.number, index.row, index.column];
      x[cell] = this.lean + place * this.pitch.x + index.column - this.shear * index.row;
      y[cell] = line * this.pitch.y + this.lift + index.row * this.tilt;
    }
    return { x, y, plane, row, column };
  }

  /** Index along every role, and the number of the plane, pages counted. */
  #indices(cell) {
    const index = { page: 0, block: 0, plane: 0, row: 0, column: 0, number: 0 };
    let weight = 1;
    for (const axis of [...this.axes].reverse()) {
      [cell, index[axis.role]] = divided(cell, axis.size);
      if (axis.role === "row" || axis.role === "column") continue;
      index.number += index[axis.role] * weight;
      weight *= axis.size;
    }
    return index;
  }
}

/** The roles that count planes to the right and downwards. Sheets of one stack are what is innermost: the channels of
 * a filter, the slices of a scan. */
function directions(axes, stack) {
  if (!stack) return ["plane", "block"];
  const inner = axes.findLast((axis) => axis.role === "plane" || axis.role === "block")?.role ?? "block";
  return inner === "block" ? ["plane", "block"] : ["block", "plane"];
}

const divided = (number, by) => [Math.floor(number / by), number % by];
