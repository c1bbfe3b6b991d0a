// What stands round the planes of a grid, as numbers: their names, and rulers that count rows and columns. No DOM; the twin
// of convviz/export/mpl/margins.py.

import { firstOf } from "../scene/places.mjs";
import { planeNames } from "../scene/plane_names.mjs";
import { SMALLEST_NUMBERED } from "./fit.mjs";
import { GAP } from "./planes.mjs";

/** Sizes of type in pixels, and the height that a line of it takes with the space below. */
export const TYPE = {
  usual: { name: 11, nameHeight: 17, ruler: 10, rulerHeight: 14 },
  projector: { name: 18, nameHeight: 26, ruler: 15, rulerHeight: 20 },
};
export const SMALLEST_RULED = 18; // pixels a cell: below this numbers beside it would be larger than those in it
const STICKS_OUT = 30; // pixels: so far may a name beside a sheet reach to the left of its stack
const LOWEST_NAMED = 28; // pixels a plane
const CHARACTER = 0.53; // of the size of type
const FEW = 5; // weights a side
const MIDDLE = 0.36; // of it: so high is the middle of a text above its baseline
const BELOW = 5; // pixels between the baseline of a text and the cells below
const BESIDE = 6; // pixels between a number or a name and the cells at its right

const widthOf = (text, size) => text.length * CHARACTER * size;
const widest = (texts, size) => texts.reduce((most, text) => Math.max(most, widthOf(text, size)), 0);
const FORMS = ["full", "short"];
const known = new WeakMap(); // the names of a grid's planes: a layout is tried in many ways

function namesOf(grid) {
  if (!known.has(grid)) known.set(grid, planeNames(grid));
  return known.get(grid);
}

/** The margins of one grid. Sides of cells and all that is returned are in pixels.
 *
 * Spread planes have their names above them; where they lie both ways, the columns of planes above the first line and the
 * lines at the left, upwards. Sheets of one stack have theirs beside them, in the corner that the first row leaves free.
 * Rulers stand above the planes of the first line and at the left of the leftmost, below cells with bars.
 */
export class Margins {
  /** @param type sizes, one of TYPE. @param names whether planes have names, and @param rulers whether rows and columns are
   * counted, where that fits. */
  constructor(grid, planes, { type = TYPE.usual, names: named = false, rulers = false } = {}) {
    [this.grid, this.planes, this.asked] = [grid, planes, { type, names: named, rulers }];
    this.type = type;
    const names = named ? namesOf(grid) : {};
    [this.right, this.down] = planes.file ? [names[planes.file], null] : [names[planes.right], names[planes.down]];
    this.widths = [this.right, this.down].map((them) => them && FORMS.map((form) => widest(them.map((name) => name[form]), type.name)));
    this.beside = planes.stack && Boolean(planes.file) && planes.across === 1; // a single stack
    const ruled = rulers && !planes.stack && isCounted(grid);
    [this.rows, this.columns] = ["row", "column"].map((role) => (ruled ? numbersOf(grid.axes.find((axis) => axis.role === role)) : null));
    this.ruler = this.rows ? widest(this.rows, type.ruler) + BESIDE : 0;
  }

  /** Above the cells of the first line. */
  head(side) {
    const name = this.#form(side) && !this.beside ? this.type.nameHeight : 0;
    return Math.max(name + this.#raised(side), this.#beyond(side));
  }

  /** Below the last line. */
  foot(side) {
    return Math.max(this.#isRuled(side) && this.columns && this.planes.lift ? this.type.rulerHeight : 0, this.#beyond(side));
  }

  /** At the left of the cells. */
  left(side) {
    const { planes, type } = this;
    if (!planes.stack) return this.#rulerWidth(side) + (this.#formDown(side) ? type.nameHeight : 0);
    const [form, widths] = this.beside ? [this.#form(side), this.widths[0]] : [this.#formDown(side), this.widths[1]];
    return form ? Math.max(0, widths[FORMS.indexOf(form)] - this.#corner(side)) : 0;
  }

  /** How far the last name stands out at the right. */
  overhang(side) {
    const form = this.#form(side);
    if (!form || this.beside) return 0;
    return Math.max(0, this.widths[0][FORMS.indexOf(form)] - this.planes.size.column * side);
  }

  /** The least there must be between two lines of planes, for the names of the lower one. */
  gap(side) {
    return this.planes.file && !this.beside && this.#form(side) ? this.type.nameHeight : 0;
  }

  /** The same round these planes, which lie as far apart as it asks for. */
  on(planes) {
    return new Margins(this.grid, planes, this.asked);
  }

  /** All texts, from the corner of the cells: [{ text, x, y, kind, cell, anchor, upwards }]. `kind` is "name" or "ruler",
   * (x, y) the end, start or middle of the baseline, `cell` one in the plane, or −1 where it names planes of several
   * colours, `upwards` whether it is turned by a quarter. */
  texts(side) {
    return [...this.#names(side), ...this.#lineNames(side), ...this.#rulers(side)];
  }

  *#names(side) {
    const form = this.#form(side);
    if (!form) return;
    const { planes } = this;
    const raised = this.#raised(side);
    for (const [i, { [form]: text }] of this.right.entries()) {
      const first = planes.firstCell(planes.file ? { [planes.file]: i } : { [planes.right]: i });
      const [x, y] = [planes.cells.x[first] * side, (planes.cells.y[first] - planes.lift) * side];
      const cell = planes.file ? first : -1;
      if (this.beside) yield { text, ...this.#besideSheet(x, y, side), kind: "name", cell };
      else yield { text, x, y: y - BELOW - (planes.whereabouts(first).line ? 0 : raised), kind: "name", cell, anchor: "start" };
    }
  }

  *#lineNames(side) {
    const form = this.#formDown(side);
    if (!form) return;
    const { planes } = this;
    for (const [i, { [form]: text }] of this.down.entries()) {
      const cell = planes.firstCell({ [planes.down]: i });
      const [x, y] = [planes.cells.x[cell] * side, planes.cells.y[cell] * side];
      if (planes.stack) yield { text, ...this.#besideSheet(x, y, side), kind: "name", cell };
      else {
        const left = x - this.#rulerWidth(side) - BESIDE;
        const middle = y + (planes.size.row * side) / 2;
        if (form === "full") yield { text, x: left, y: middle, kind: "name", cell, anchor: "middle", upwards: true };
        else yield { text, x: left, y: middle + this.type.name * MIDDLE, kind: "name", cell, anchor: "end" };
      }
    }
  }

  #besideSheet(x, y, side) {
    const baseline = this.#baseline(side);
    return { x: x - this.#leaning(baseline) - BESIDE, y: y + baseline, anchor: "end" };
  }

  /** Of a name beside a sheet, below its upper edge: in the middle of the first row, but rows of pixels are lower than it. */
  #baseline(side) {
    return Math.max((this.planes.tilt * side) / 2, this.type.name * MIDDLE) + this.type.name * MIDDLE;
  }

  /** How far to the left a sheet has come so far below its upper edge. */
  #leaning(below) {
    return (this.planes.shear / this.planes.tilt) * below;
  }

  *#rulers(side) {
    if (!this.#isRuled(side)) return;
    const { planes, type } = this;
    const { row: height, column: width, page } = planes.size;
    const { x, y } = planes.cells;
    const line = planes.lift ? planes.lines - 1 : 0;
    const below = planes.lift ? side + type.rulerHeight - 2 : 1 - BELOW;
    for (let first = 0; first < x.length / page; first += width * height) {
      const [left, top, where] = [x[first] * side, y[first] * side, planes.whereabouts(first)];
      const texts = (numbers, place) => (numbers ?? []).map((text, i) => ({ text, ...place((i + 0.5) * side), kind: "ruler", cell: first }));
      if (where.line === line) yield* texts(this.columns, (at) => ({ x: left + at, y: top + below, anchor: "middle" }));
      if (where.place === 0) yield* texts(this.rows, (at) => ({ x: left - BESIDE, y: top + at + type.ruler * MIDDLE, anchor: "end" }));
    }
  }

  /** How the names above fit: "full", "short", or "" where not even the shortest does. */
  #form(side) {
    if (!this.right || this.#isTiny(side)) return "";
    return longestWithin(this.widths[0], this.beside ? this.#corner(side) + STICKS_OUT : (this.planes.size.column + GAP) * side - BESIDE);
  }

  /** And those of lines, upwards if they are in full. */
  #formDown(side) {
    if (!this.down || this.#isTiny(side)) return "";
    const { planes, type } = this;
    if (planes.stack) return longestWithin(this.widths[1], this.#corner(side) + STICKS_OUT);
    const [full, short] = this.widths[1];
    if (full > short && full <= (planes.size.row + GAP) * side - BESIDE) return "full";
    return planes.size.row * side >= type.name ? "short" : "";
  }

  /** Whether a plane is hardly larger than its name, and its cells too small for numbers. */
  #isTiny(side) {
    const { size, tilt } = this.planes;
    return side < SMALLEST_NUMBERED && size.row * tilt * side < LOWEST_NAMED;
  }

  /** Width that a sheet leaves free at the left of its first row. */
  #corner(side) {
    return this.planes.lean * side - this.#leaning(this.#baseline(side)) - BESIDE;
  }

  /** Height of the numbers above the first line. */
  #raised(side) {
    return this.#isRuled(side) && this.columns && !this.planes.lift ? this.type.rulerHeight : 0;
  }

  /** How far the name of a line, upwards, is longer than that at either end. */
  #beyond(side) {
    if (this.planes.stack || this.#formDown(side) !== "full") return 0;
    return Math.max(0, (this.widths[1][0] - this.planes.size.row * side) / 2);
  }

  #isRuled(side) {
    return Boolean(this.rows ?? this.columns) && side >= SMALLEST_RULED;
  }

  #rulerWidth(side) {
    return this.#isRuled(side) ? this.ruler : 0;
  }
}

const longestWithin = ([full, short], room) => (full <= room ? "full" : short <= room ? "short" : "");

/** The rows and columns of a kernel are so few that they are counted sooner without a ruler. */
const isCounted = ({ role, axes }) => role !== "bias" && (role !== "kernel" || axes.slice(-2).some(({ size }) => size > FEW));

/** What is beside each row or above each column: its number from 1, nothing for padding; null where there is one only. */
function numbersOf(axis) {
  if (!axis) return null;
  const first = axis.source ? firstOf(axis) : 0;
  const numbers = Array.from({ length: axis.size }, (_, i) => (axis.kind?.[i] === "p" ? "" : (axis.names?.[i] ?? `${i - first + 1}`)));
  return numbers.filter(Boolean).length > 1 ? numbers : null;
}
