// Draws one grid: cells (SVG), with numbers where they fit, or pixels (canvas).
// Both have show(values, page), which touches only what changed, and both know nothing of convolutions.

import { blocks } from "./bars.mjs";
import { OUTSIDE } from "./decode.mjs";
import { html, say, svg } from "./dom.mjs";
import { Amount, fit } from "./fit.mjs";
import { hueClass, hueOf } from "./hues.mjs";
import { STRIP_FROM } from "./overlay.mjs";

const INSET = 1; // half the gap between neighbouring cells
const FAINTEST = 0.07;
const NAMED = 0.2; // of a cell that is known by its name, whatever its number
const STRONGEST = 0.6; // more would leave too little contrast for the number on top
const MOST_TILES = 4096; // cells without a number that are worth an element each
const SMALLEST_TEXT = 9; // pixels, where the cells have room for it

/** A view of `grid` at its slot, appended to the layers. */
export function drawGrid(grid, slot, layers) {
  const painted = grid.display === "pixels" || pageOf(grid).cells > MOST_TILES;
  return slot.numbered || !painted ? new Cells(grid, slot, layers) : new Pixels(grid, slot, layers);
}

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
function pageOf(grid) {
  const paged = grid.axes[0]?.role === "page";
  const pages = paged ? grid.axes[0].size : 1;
  return { pages, cells: grid.size / pages };
}

/** Cells in the colour of their role or channel, the stronger the larger the number, which stands in them if it fits. */
class Cells {
  constructor(grid, slot, { figure }) {
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
    const root = svg("g", { class: `grid ${grid.role}`, transform: at, "font-size": this.fit.size });
    this.sheets = Array.from({ length: plane[this.cells - 1] + 1 }, () => svg("g"));
    root.append(...this.sheets);
    const [right, below] = slot.planes.offset(slot.cell / 2, slot.cell / 2);
    const side = slot.cell - 2 * INSET;
    const box = svg("rect", { x: INSET, y: INSET, width: side, height: side, rx: Math.min(6, slot.cell * 0.14), ...slot.planes.transform });
    const number = svg("text", { x: right, y: below }); // copies of both: hundreds are made twice as fast
    this.nodes = Array.from({ length: this.cells }, (_, cell) => {
      const { kind, unreached } = all[cell];
      const hue = hueClass(hueOf(grid, cell), grid.role);
      const classes = `cell ${hue} kind-${kind}${unreached ? " unreached" : ""}${gaps.has(cell) ? " gap" : ""}`;
      const node = svg("g", { class: classes, transform: `translate(${x[cell] * slot.cell} ${y[cell] * slot.cell})` });
      const bar = this.height ? svg("path", { class: "bar" }) : null;
      const rect = box.cloneNode();
      const text = slot.numbered ? number.cloneNode() : null;
      node.append(...[bar, rect, text].filter(Boolean));
      this.sheets[plane[cell]].append(node);
      return { node, rect, bar, text, kind, hue, name: names?.[cell] };
    });
    figure.append(root);
  }

  /** @param border what a border of zeros shows. */
  show(values, page = 0, border = 0) {
    this.#turn(page);
    for (let cell = 0; cell < this.cells; cell++) {
      const held = this.grid.held[cell + page * this.cells];
      const value = held === OUTSIDE ? border : values[held];
      if (Object.is(value, this.shown[cell])) continue;
      this.shown[cell] = value;
      this.#draw(this.nodes[cell], value);
    }
  }

  /** Cells of another page have the colours of that one. */
  #turn(page) {
    if (page === this.turned) return;
    this.turned = page;
    for (const [cell, shown] of this.nodes.entries()) {
      const hue = hueClass(hueOf(this.grid, cell + page * this.cells), this.grid.role);
      if (hue !== shown.hue) shown.node.classList.replace(shown.hue, hue);
      shown.hue = hue;
    }
  }

  #draw({ node, rect, bar, text, kind, name }, given) {
    const value = name !== undefined && Number.isNaN(given) ? 0 : given;
    const empty = Number.isNaN(value);
    node.classList.toggle("empty", empty);
    node.classList.toggle("negative", value < 0);
    if (this.faint && name === undefined) node.classList.toggle("pathless", value === 0);
    this.#write(text, value, name);
    if (this.height) bar.setAttribute("d", this.#tower(value));
    if (kind === "r") {
      rect.style.fillOpacity = empty ? "" : this.faintest + (STRONGEST - this.faintest) * (Math.abs(value) / this.largest);
    }
  }

  /** The bar on a cell, as a path from the cell's corner. */
  #tower(value) {
    const [left, across] = [INSET, this.side - 2 * INSET];
    const gap = Math.min(INSET, this.height * 0.01);
    return blocks(value, this.largest)
      .map(([bottom, top]) => `M${left} ${-bottom * this.height - gap}h${across}V${-top * this.height}h${-across}z`)
      .join("");
  }

  #write(node, value, name) {
    if (!this.numbered) return;
    if (name !== undefined) return say(node, name);
    const { text, size } = this.fit.write(new Amount([value], this.grid.digits));
    say(node, text);
    const own = size < this.fit.size ? `${size}px` : "";
    if (node.style.fontSize !== own) node.style.fontSize = own;
    return undefined;
  }

  /** Show how often each number is used instead of the number; null goes back. */
  count(counts) {
    this.shown.fill(Infinity);
    this.#setRange(counts ?? this.grid.final);
    this.show(counts ?? this.grid.final, this.page ?? 0, counts ? NaN : 0);
  }

  /** Show other numbers for a while, null: no longer. Only what looks different is drawn: a 0 does at no scale. */
  lend(values) {
    const before = this.largest;
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
    for (const cell of before) if (!now.has(cell)) this.nodes[cell].node.classList.remove(mark);
    for (const cell of now) if (!before.has(cell)) this.nodes[cell].node.classList.add(mark);
    this.touched[mark] = now;
  }

  activate(planes) {
    light(this.sheets, planes);
  }

  /** A running total in a cell that is not complete yet. */
  hint(cell, value) {
    const target = this.nodes[cell % this.cells];
    target.node.classList.add("partial");
    this.#write(target.text, value, target.name);
  }

  unhint(cell) {
    this.nodes[cell % this.cells].node.classList.remove("partial");
    this.shown[cell % this.cells] = Infinity; // to be drawn anew
  }
}

/** Light some planes, by number, and let the others step back; null lights all. */
function light(sheets, planes) {
  const lit = planes && new Set(planes.map((plane) => plane % sheets.length)); // pages lie on one place
  sheets.forEach((sheet, plane) => sheet.classList.toggle("resting", Boolean(lit && !lit.has(plane))));
}

/** How the grid's numbers fit into its cells. */
function fitted(grid, { cell, planes }) {
  const amounts = Array.from(grid.final, (value) => new Amount([value], grid.digits));
  const usual = Math.max(cell * (planes.stack ? 0.34 : 0.42), Math.min(SMALLEST_TEXT, cell * 0.56));
  const lifted = planes.lift && cell < STRIP_FROM; // a row of small cells has digits as large as they fit
  const best = Math.min(lifted ? cell * 0.6 : usual, 42);
  const share = planes.stack ? 0.8 : 0.92;
  return fit(amounts, { room: cell * share, best, least: Math.min(best, Math.max(SMALLEST_TEXT, cell * 0.26)) });
}

class Pixels {
  constructor(grid, slot, { figure, pictures }) {
    this.grid = grid;
    this.cells = pageOf(grid).cells;
    this.turned = 0;
    this.shown = new Float64Array(this.cells).fill(Infinity);
    this.kinds = kinds(grid.axes);
    const ratio = Math.min(3, globalThis.devicePixelRatio || 1);
    const [width, height] = [slot.columns * slot.cell, slot.rows * slot.cell];
    const canvas = html("canvas", {
      width: Math.ceil(width * ratio),
      height: Math.ceil(height * ratio),
      style: `left:${slot.x}px;top:${slot.y}px;width:${width}px;height:${height}px`,
    });
    pictures.append(canvas);
    this.context = canvas.getContext("2d");
    this.box = slot.planes.stack ? this.#lying(slot.planes, slot.cell * ratio) : this.#upright(slot.planes, slot.cell * ratio);
    figure.append(this.#frames(grid, slot));
    this.#setRange(grid.final);
  }

  /** Boxes of whole device pixels: no seams between neighbours. */
  #upright({ cells: { x, y } }, edge) {
    return (cell) => {
      const [left, top] = [Math.round(x[cell] * edge), Math.round(y[cell] * edge)];
      return [left, top, Math.round((x[cell] + 1) * edge) - left, Math.round((y[cell] + 1) * edge) - top];
    };
  }

  /** Boxes in the plane of each cell. */
  #lying({ cells: { x, y }, matrix }, edge) {
    return (cell) => {
      this.context.setTransform(...matrix, x[cell] * edge, y[cell] * edge);
      return [0, 0, edge, edge];
    };
  }

  show(values, page = 0) {
    this.#turn(page);
    for (let cell = 0; cell < this.cells; cell++) {
      const held = this.grid.held[cell + page * this.cells];
      const value = held === OUTSIDE ? NaN : values[held];
      if (Object.is(value, this.shown[cell])) continue;
      this.shown[cell] = value;
      const [x, y, width, height] = this.box(cell);
      this.context.clearRect(x, y, width, height);
      if (Number.isNaN(value)) continue;
      const level = this.#level(value);
      this.context.fillStyle = `rgb(${level} ${level} ${level})`;
      this.context.fillRect(x, y, width, height);
    }
  }

  /** Frames of another page have the colours of that one. */
  #turn(page) {
    if (page === this.turned) return;
    this.turned = page;
    for (const [plane, frame] of this.sheets.entries()) {
      const first = (plane * this.cells) / this.sheets.length + page * this.cells;
      const hue = hueClass(hueOf(this.grid, first), this.grid.role);
      if (hue !== this.hues[plane]) frame.classList.replace(this.hues[plane], hue);
      this.hues[plane] = hue;
    }
  }

  count(counts) {
    this.shown.fill(Infinity);
    this.#setRange(counts ?? this.grid.final);
    this.show(counts ?? this.grid.final, this.page ?? 0);
  }

  touch() {}

  activate(planes) {
    light(this.sheets, planes);
  }

  hint() {}

  unhint() {}

  /** Black to white as in a photograph; where there are negative numbers, zero is the middle grey. */
  #setRange(values) {
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (low < 0) [low, high] = [-Math.max(-low, high), Math.max(-low, high)];
    else low = Math.min(low, 0);
    this.low = low;
    this.span = high - low || 1;
  }

  #level(value) {
    return Math.round((255 * (value - this.low)) / this.span);
  }

  /** A frame round every plane, its padding hatched, rows and columns never reached barred. */
  #frames(grid, slot) {
    const { x, y } = slot.planes.cells;
    const lying = slot.planes.stack ? ` ${slot.planes.transform.transform}` : "";
    this.sheets = [];
    this.hues = [];
    const root = svg("g", { class: `grid pixels ${grid.role}`, transform: `translate(${slot.x} ${slot.y})` });
    const row = grid.axes.find((axis) => axis.role === "row") ?? { size: 1 };
    const column = grid.axes.find((axis) => axis.role === "column");
    const plane = row.size * column.size;
    for (let first = 0; first < this.cells; first += plane) {
      const at = `translate(${x[first] * slot.cell} ${y[first] * slot.cell})${lying}`;
      this.hues.push(hueClass(hueOf(grid, first), grid.role));
      const frame = svg("g", { transform: at, class: this.hues.at(-1) });
      const size = { width: column.size * slot.cell, height: row.size * slot.cell };
      for (const [axis, across] of [[row, false], [column, true]]) {
        for (const [i, name] of border(axis)) frame.append(band(i, across, size, slot.cell, name));
        for (const i of axis.unreached ?? []) frame.append(band(i, across, size, slot.cell, "unreached"));
      }
      frame.append(svg("rect", { class: "veil", ...size }), svg("rect", { class: "frame", ...size }));
      this.sheets.push(frame);
      root.append(frame);
    }
    return root;
  }
}

const BANDS = { p: "padding", z: "inserted", c: "cut" };

function border(axis) {
  return axis.kind ? [...axis.kind].flatMap((kind, i) => (kind === "r" ? [] : [[i, BANDS[kind]]])) : [];
}

function band(index, across, size, cell, name) {
  const [x, y] = across ? [index * cell, 0] : [0, index * cell];
  const [width, height] = across ? [cell, size.height] : [size.width, cell];
  return svg("rect", { class: `band ${name}`, x, y, width, height });
}
