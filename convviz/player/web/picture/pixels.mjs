// A grid as pixels (canvas), with a frame round every plane (SVG). It knows nothing of convolutions.

import { OUTSIDE } from "../scene/decode.mjs";
import { html, svg } from "../dom.mjs";
import { hueClass, hueOf, shadeOf } from "./channel_colours.mjs";
import { light, pageOf, refresh } from "./grid_view.mjs";

const PALE = 0.3; // of its shade, for a number that is still to be written

/** Cells as shades of grey, or of red, green and blue; what is not a number of the grid stays empty, and what is still to
 * be written is pale. */
export class Pixels {
  constructor(grid, slot, { pane, pictures, scale = 1 }) {
    this.grid = grid;
    this.cells = pageOf(grid).cells;
    this.turned = 0;
    this.shown = new Float64Array(this.cells).fill(Infinity);
    const ratio = Math.min(4, (globalThis.devicePixelRatio || 1) * scale);
    const [width, height] = [slot.columns * slot.cell, slot.rows * slot.cell];
    const canvas = html("canvas", {
      class: grid.role,
      width: Math.ceil(width * ratio),
      height: Math.ceil(height * ratio),
      style: `left:${slot.x}px;top:${slot.y}px;width:${width}px;height:${height}px`,
    });
    pictures.append(canvas);
    this.context = canvas.getContext("2d");
    this.box = slot.planes.stack ? this.#lying(slot.planes, slot.cell * ratio) : this.#upright(slot.planes, slot.cell * ratio);
    pane.append(this.#frames(grid, slot));
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
    refresh(this, values, page, NaN, (cell, value) => this.#paint(cell, value));
  }

  #paint(cell, value) {
    const [x, y, width, height] = this.box(cell);
    this.context.clearRect(x, y, width, height);
    const held = this.grid.held[cell + this.turned * this.cells];
    if (held === OUTSIDE) return;
    const coming = Number.isNaN(value);
    const level = this.#level(coming ? this.grid.final[held] : value);
    const shade = this.shades[Math.floor((cell * this.sheets.length) / this.cells)].map((most) => Math.round((most * level) / 255));
    this.context.fillStyle = `rgb(${shade.join(" ")} / ${coming ? PALE : 1})`;
    this.context.fillRect(x, y, width, height);
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
    this.shades = [];
    const root = svg("g", { class: `grid pixels ${grid.role}`, transform: `translate(${slot.x} ${slot.y})` });
    const row = grid.axes.find((axis) => axis.role === "row") ?? { size: 1 };
    const column = grid.axes.find((axis) => axis.role === "column");
    const plane = row.size * column.size;
    for (let first = 0; first < this.cells; first += plane) {
      const at = `translate(${x[first] * slot.cell} ${y[first] * slot.cell})${lying}`;
      this.shades.push(shadeOf(grid, first));
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
