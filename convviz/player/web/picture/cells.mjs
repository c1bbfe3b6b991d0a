// A grid as cells (SVG), with numbers where they fit. It knows nothing of convolutions.

import { blocks } from "./bars.mjs";
import { OUTSIDE } from "../scene/decode.mjs";
import { copy, say, svg } from "../dom.mjs";
import { indexed } from "../scene/places.mjs";
import { WHOLE } from "../scene/decimals.mjs";
import { Amount, fit } from "./fit.mjs";
import { hueClass, hueOf } from "./channel_colours.mjs";
import { cellPlace } from "./text_sizes.mjs";
import { light, pageOf, refresh } from "./grid_view.mjs";

const INSET = 1; // half the gap between neighbouring cells
const FAINTEST = 0.07;
const NAMED = 0.2; // of a cell that is known by its name, whatever its number
const STRONGEST = 0.6; // more would leave too little contrast for the number on top
const FAINTEST_STRIPES = 0.3; // less would not be seen
const PALE = 0.2; // of its colour, for a number that is still to be written

/** Cells in the colour of their role or channel, the stronger the larger the number, which stands in them if it fits. */
export class Cells {
  constructor(grid, slot, { pane }) {
    this.grid = grid;
    this.cells = pageOf(grid).cells;
    this.turned = 0; // the page whose colours are on show
    this.shown = new Float64Array(this.cells).fill(Infinity); // no number: everything is drawn at first
    this.#setRange(grid.final);
    this.touched = {};
    this.faint = slot.label !== undefined; // of paths, what has none steps back
    const { names } = grid.axes.at(-1);
    this.faintest = names ? NAMED : FAINTEST;
    const { x, y, plane } = slot.planes.cells;
    const all = kinds(grid.axes);
    const gaps = new Set(grid.gaps);
    this.numbered = slot.numbered;
    this.fit = slot.numbered ? fitted(grid, slot) : { size: 1 };
    const at = `translate(${slot.x} ${slot.y})`;
    this.side = slot.cell;
    this.height = slot.planes.lift * slot.cell;
    const root = svg("g", { class: `grid ${grid.role}${slot.numbered ? " numbered" : ""}`, transform: at, "font-size": this.fit.size });
    this.sheets = Array.from({ length: plane[this.cells - 1] + 1 }, () => svg("g"));
    root.append(...this.sheets);
    this.parts = parts(slot);
    this.nodes = Array.from({ length: this.cells }, (_, cell) => {
      const corner = [x[cell] * slot.cell, y[cell] * slot.cell];
      const hue = hueOf(grid, cell);
      const drawn = { corner, hue, square: this.parts.square(...corner), bar: this.parts.bar?.(...corner), kind: all[cell].kind, plain: grid.held[cell] === OUTSIDE, name: names?.[cell] };
      drawn.square.setAttribute("class", classes(all[cell], gaps.has(cell), hue));
      drawn.square.setAttribute("data-cell", `${grid.role} ${indexed(grid.axes, cell)}`);
      if (hue >= 0) drawn.bar?.classList.add(hueClass(hue));
      this.sheets[plane[cell]].append(drawn.square);
      if (drawn.bar) this.sheets[plane[cell]].append(drawn.bar);
      return drawn;
    });
    pane.append(root);
  }

  /** Cells that hold no number yet (NaN) show the one that is coming, pale.
   *
   * @param border what a border of zeros shows; NaN: nothing.
   */
  show(values, page = 0, border = 0) {
    this.#turn(page);
    refresh(this, values, page, border, (cell, value) => this.#draw(cell, value));
  }

  /** Cells of another page have the colours of that one. */
  #turn(page) {
    if (page === this.turned) return;
    this.turned = page;
    for (const [cell, drawn] of this.nodes.entries()) {
      const hue = hueOf(this.grid, cell + page * this.cells);
      if (hue === drawn.hue) continue;
      for (const part of [drawn.square, drawn.bar]) part?.classList.replace(hueClass(drawn.hue), hueClass(hue));
      drawn.hue = hue;
    }
  }

  #draw(cell, given) {
    const drawn = this.nodes[cell];
    const { square, bar, kind, name } = drawn;
    const coming = Number.isNaN(given) && name === undefined ? this.#coming(cell) : NaN;
    const pale = !Number.isNaN(coming);
    const value = pale ? coming : Number.isNaN(given) && name !== undefined ? 0 : given;
    const empty = Number.isNaN(value);
    square.classList.toggle("empty", empty);
    for (const part of [square, bar]) {
      part?.classList.toggle("coming", pale);
      part?.classList.toggle("negative", kind === "r" && value < 0);
    }
    if (this.faint && name === undefined) square.classList.toggle("pathless", value === 0);
    this.#write(drawn, value);
    bar?.setAttribute("d", this.#tower(value));
    if (kind === "r") {
      const faintest = value < 0 ? FAINTEST_STRIPES : this.faintest;
      const strength = faintest + (STRONGEST - faintest) * (Math.abs(value) / this.largest);
      square.style.fillOpacity = empty ? "" : pale ? PALE * strength : strength;
    }
  }

  /** The number that a cell will hold in the end; NaN where it holds none. */
  #coming(cell) {
    const held = this.grid.held[cell + this.turned * this.cells];
    return held === OUTSIDE ? NaN : this.grid.final[held];
  }

  /** The bar on a cell, as a path from the cell's corner. */
  #tower(value) {
    const [left, across] = [INSET, Math.max(0, this.side - 2 * INSET)];
    const gap = Math.min(INSET, this.height * 0.01);
    return blocks(value, this.largest)
      .map(([bottom, top]) => `M${left} ${-bottom * this.height - gap}h${across}V${-top * this.height}h${-across}z`)
      .join("");
  }

  /** The number of a cell; it gets its element with its first one. */
  #write(drawn, value) {
    if (!this.numbered) return;
    const usual = this.fit.size;
    const style = drawn.plain || this.lent ? WHOLE : this.grid;
    const { text, size } = drawn.name === undefined ? this.fit.write(new Amount([value], style)) : { text: drawn.name, size: usual };
    if (!drawn.number && !text) return;
    drawn.number ??= this.#numberOf(drawn);
    say(drawn.number, text);
    const own = size < usual ? `${size}px` : "";
    if (drawn.number.style.fontSize !== own) drawn.number.style.fontSize = own;
  }

  #numberOf({ square, corner }) {
    const number = this.parts.number(...corner);
    square.after(number); // the style sheet knows it by this: the number after a cell is the cell's
    return number;
  }

  /** Show how often each number is used instead of the number; null goes back. */
  count(counts) {
    this.shown.fill(Infinity);
    this.lent = Boolean(counts);
    this.#setRange(counts ?? this.grid.final);
    this.show(counts ?? this.grid.final, this.page ?? 0, counts ? NaN : 0);
  }

  /** Show other numbers for a while, null: no longer. Only what looks different is drawn: a 0 does at no scale. */
  lend(values) {
    const before = this.largest;
    this.lent = Boolean(values);
    this.#setRange(values ?? this.grid.final);
    if (this.largest !== before) this.shown.forEach((value, cell) => value !== 0 && (this.shown[cell] = Infinity));
    if (values) this.show(values);
  }

  #setRange(values) {
    this.largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12);
  }

  /** These cells carry a second number: their own makes room for it. `mark` tells window and pointer apart. */
  touch(cells, mark = "met") {
    const now = new Set(cells.filter((cell) => cell !== OUTSIDE).map((cell) => cell % this.cells));
    const before = this.touched[mark] ?? new Set();
    for (const cell of before) if (!now.has(cell)) this.nodes[cell].square.classList.remove(mark);
    for (const cell of now) if (!before.has(cell)) this.nodes[cell].square.classList.add(mark);
    this.touched[mark] = now;
  }

  activate(planes) {
    light(this.sheets, planes);
  }

  /** A running total in a cell that is not complete yet. */
  hint(cell, value) {
    const target = this.nodes[cell % this.cells];
    target.square.classList.add("partial");
    this.#write(target, value);
  }

  unhint(cell) {
    this.nodes[cell % this.cells].square.classList.remove("partial");
    this.shown[cell % this.cells] = Infinity; // to be drawn anew
  }
}

/** How the grid's numbers fit into its cells. */
const fitted = (grid, slot) => fit([0, ...grid.final].map((value) => new Amount([value], grid)), cellPlace(slot));

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

/** What is strange about a cell, and its colour where that is not its grid's, as classes. */
function classes({ kind, unreached }, gap, hue) {
  const names = ["cell", kind !== "r" && `kind-${kind}`, unreached && "unreached", gap && "gap", hue >= 0 && hueClass(hue)];
  return names.filter(Boolean).join(" ");
}

/** What a cell is made of, each for the cell's corner.
 *
 * There are hundreds, so elements are few: no group a cell, no number before there is one. Squares are copies, which are
 * made twice as fast. They have places, not transforms, for a browser paints each transform as a piece of its own; only
 * bars need one. */
function parts({ cell: side, planes }) {
  const within = Math.max(0, side - 2 * INSET);
  const radius = Math.min(6, side * 0.14);
  const [right, below] = planes.offset(side / 2, side / 2);
  return {
    square: planes.stack ? lying(planes, within, radius) : upright(within, radius),
    number: (x, y) => svg("text", { class: "number", x: x + right, y: y + below }),
    bar: planes.lift ? (x, y) => svg("path", { class: "bar", transform: `translate(${x} ${y})` }) : null,
  };
}

function upright(within, radius) {
  const first = svg("rect", { width: within, height: within, rx: radius });
  return (x, y) => copy(first, { x: x + INSET, y: y + INSET });
}

/** On a sheet a cell is a leaning path. */
function lying(planes, within, radius) {
  const first = svg("path");
  const by = (right, below) => planes.offset(right, below).map((part) => Math.round(part * 1000) / 1000).join(" ");
  const straight = within - 2 * radius;
  const sides = [[1, 0, 0, 1], [0, 1, -1, 0], [-1, 0, 0, -1], [0, -1, 1, 0]];
  const outline = sides.map(([across, down, thenAcross, thenDown]) => {
    const [corner, end] = [by(across * radius, down * radius), by((across + thenAcross) * radius, (down + thenDown) * radius)];
    return `l${by(across * straight, down * straight)}q${corner} ${end}`;
  });
  const [right, below] = planes.offset(INSET + radius, INSET);
  return (x, y) => copy(first, { d: `M${x + right} ${y + below}${outline.join("")}z` });
}
