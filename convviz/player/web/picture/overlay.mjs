// What moves: the window with the weight each cell meets, the cell that is read or written, the term at work.

import { border } from "./outline.mjs";
import { OUTSIDE } from "../scene/decode.mjs";
import { html, say, svg } from "../dom.mjs";
import { fit, plus, times } from "./fit.mjs";
import { hasStrips, stripPlace } from "./text_sizes.mjs";

const REST = 1.5; // a window's outline stands this far outside its cells

/** The mark of one grid's touched cells in the current step: an outline a plane, strips in the cells. */
export class Mark {
  /** @param strips whether this is where the window lies: its cells carry a second number, the weight they meet or
   *   the product added to them.
   * @param rings where the ring round the term at work is put. */
  constructor(grid, slot, layer, { strips, rings }) {
    this.grid = grid;
    this.slot = slot;
    this.strips = strips && hasStrips(slot);
    this.places = slot.planes.cells;
    this.root = svg("g", { class: `mark ${strips ? "kernel" : grid.role} on-${grid.role}`, transform: `translate(${slot.x} ${slot.y})` });
    this.windows = [];
    this.ring = new Ring(slot, rings);
    layer.append(this.root);
  }

  /** Touch `cells` (OUTSIDE is left out); `texts`, amounts, go into the strips, `strength` 0 to 1 tints them. */
  show(cells, texts, strengths) {
    const outlines = this.#outlines(cells);
    this.#setWindows(outlines.length);
    const written = this.strips ? fitted(texts, this.slot.cell) : [];
    const moved = outlines.map((outline, w) => this.windows[w].show(outline, cells, written, strengths, this));
    this.from = moved.map(({ from }) => from);
    this.to = outlines;
  }

  /** Let the outlines glide: 0 where they came from, 1 where they belong. */
  glide(t) {
    this.windows.forEach((window, w) => {
      const [from, to] = [this.from[w] ?? this.to[w], this.to[w]];
      window.move(from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t, this.slot.cell);
    });
  }

  /** Ring one cell: the term at work. OUTSIDE hides the ring. */
  point(cell) {
    this.ring.show(cell);
  }

  hide() {
    this.#setWindows(0);
    this.point(OUTSIDE);
  }

  /** One outline a plane: the box round the touched cells, and where each cell lies in it. */
  #outlines(cells) {
    const { plane, row, column } = this.places;
    const boxes = new Map();
    cells.forEach((cell, term) => {
      if (cell === OUTSIDE) return;
      const box = boxes.get(plane[cell]) ?? { cell, left: Infinity, top: Infinity, right: 0, bottom: 0, terms: [] };
      box.left = Math.min(box.left, column[cell]);
      box.top = Math.min(box.top, row[cell]);
      box.right = Math.max(box.right, column[cell] + 1);
      box.bottom = Math.max(box.bottom, row[cell] + 1);
      box.terms.push(term);
      boxes.set(plane[cell], box);
    });
    return Array.from(boxes.values(), (box) => this.#placed(box));
  }

  /** A box with its upper left corner, seen from one of its cells. */
  #placed(box) {
    const { x, y, row, column } = this.places;
    const [right, below] = this.slot.planes.offset(box.left - column[box.cell], box.top - row[box.cell]);
    return { ...box, x: x[box.cell] + right, y: y[box.cell] + below };
  }

  #setWindows(count) {
    while (this.windows.length > count) this.windows.pop().root.remove();
    while (this.windows.length < count) {
      const window = new Window();
      this.windows.push(window);
      this.root.prepend(window.root);
    }
  }
}

/** A ring round one cell, which moves in every frame: so it is an element that the browser moves without drawing
 * anything anew. */
class Ring {
  constructor(slot, rings) {
    this.slot = slot;
    this.rings = rings;
    this.cell = OUTSIDE;
  }

  show(cell) {
    if (cell === this.cell) return;
    this.cell = cell;
    this.element ??= this.#made();
    this.element.hidden = cell === OUTSIDE;
    if (cell !== OUTSIDE) this.element.style.transform = this.#at(cell);
  }

  #made() {
    const { cell: side } = this.slot;
    const element = html("div", { class: "ring", style: `width:${side}px;height:${side}px;border-radius:${Math.min(6, side * 0.2)}px` });
    this.rings.append(element);
    return element;
  }

  #at(cell) {
    const { x: left, y: top, cell: side, planes } = this.slot;
    const { x, y } = planes.cells;
    const tilt = planes.stack ? ` matrix(${planes.matrix.join()},0,0)` : "";
    return `translate(${left + x[cell] * side}px,${top + y[cell] * side}px)${tilt}`;
  }
}

/** Cells lit up: where the cell under the pointer leads. Each has its ring and its strip, or, where they are too small
 * for that and may be thousands, one line goes round all of them. */
export class Spots {
  constructor(grid, slot, layer) {
    this.grid = grid;
    this.slot = slot;
    this.side = slot.cell;
    this.planes = slot.planes;
    this.places = slot.planes.cells;
    this.strips = hasStrips(slot);
    this.root = svg("g", { class: `spots ${grid.role}`, transform: `translate(${slot.x} ${slot.y})` });
    layer.append(this.root);
  }

  show(cells, texts, strengths) {
    const written = this.strips ? fitted(texts, this.slot.cell) : [];
    if (this.strips) this.root.append(...cells.map((cell, i) => this.#ring(cell, written[i], strengths[i])));
    else this.root.append(svg("path", { class: "spot", d: border(this.grid, this.planes, cells, this.side) }));
  }

  remove() {
    this.root.remove();
  }

  #ring(cell, text, strength = 0) {
    const { places, side } = this;
    const [x, y] = [places.x[cell] * side, places.y[cell] * side];
    const spot = svg("rect", { class: "spot", x, y, width: side, height: side, rx: Math.min(6, side * 0.14) });
    if (text === undefined) return spot;
    const strip = new Strip(side);
    strip.show(x, y, text, strength);
    return svg("g", {}, spot, strip.root);
  }
}

/** One outline and the strips inside it; the group moves as one. */
class Window {
  constructor() {
    this.outline = svg("rect", { class: "outline" });
    this.taps = svg("path", { class: "taps" });
    this.root = svg("g", { class: "window" }, this.outline, this.taps);
    this.strips = [];
    this.at = null;
  }

  show(box, cells, texts, strengths, mark) {
    const { cell: side } = mark.slot;
    const from = this.at ?? box;
    this.at = box;
    this.#size(this.outline, box, side, mark.slot.planes);
    this.#setTaps(box, cells, mark);
    if (mark.strips) this.#setStrips(box, cells, texts, strengths, mark);
    return { from };
  }

  /** Only where it is new: the browser draws everything that moves anew. */
  move(x, y, side) {
    if (x === this.x && y === this.y) return;
    [this.x, this.y] = [x, y];
    this.root.setAttribute("transform", `translate(${x * side} ${y * side})`);
  }

  #size(outline, box, side, planes) {
    const [width, height] = [(box.right - box.left) * side + 2 * REST, (box.bottom - box.top) * side + 2 * REST];
    if (this.width === width && this.height === height) return;
    [this.width, this.height] = [width, height];
    const shape = { x: -REST, y: -REST, width, height, rx: Math.min(8, side * 0.2), ...planes.transform };
    for (const [name, value] of Object.entries(shape)) {
      outline.setAttribute(name, value);
    }
  }

  /** Of a window with gaps, the cells it does touch; drawn anew only where their arrangement changes. */
  #setTaps(box, cells, { slot, places }) {
    const gaps = !slot.planes.stack && box.terms.length < (box.right - box.left) * (box.bottom - box.top);
    const side = slot.cell - 2;
    const { x, y } = places;
    const square = (cell) => `M${(x[cell] - box.x) * slot.cell + 1} ${(y[cell] - box.y) * slot.cell + 1}h${side}v${side}h${-side}z`;
    const path = gaps ? box.terms.map((term) => square(cells[term])).join("") : "";
    if (path !== this.path) this.taps.setAttribute("d", path);
    this.path = path;
  }

  #setStrips(box, cells, texts, strengths, mark) {
    const side = mark.slot.cell;
    while (this.strips.length > box.terms.length) this.strips.pop().root.remove();
    while (this.strips.length < box.terms.length) {
      const strip = new Strip(side);
      this.strips.push(strip);
      this.root.append(strip.root);
    }
    box.terms.forEach((term, i) => {
      const { x, y } = mark.places;
      const cell = cells[term];
      this.strips[i].show((x[cell] - box.x) * side, (y[cell] - box.y) * side, texts[term], strengths[term]);
    });
  }
}

/** How second numbers are written in cells of a side: [{ text, size }]. */
function fitted(amounts, side) {
  const { write } = fit(amounts, stripPlace(side));
  return amounts.map(write);
}

/** The lower part of a touched cell: the weight it meets. Its parts have places, not a transform, which would make the
 * browser draw each as a piece of its own. */
class Strip {
  constructor(side) {
    const height = side * 0.34;
    const box = { width: side - 2, height, rx: Math.min(5, side * 0.12) };
    this.corner = [1, side - height - 1];
    this.middle = [side / 2, side - height / 2 - 1];
    this.back = svg("rect", { class: "back", ...box });
    this.tint = svg("rect", { class: "tint", ...box });
    this.text = svg("text");
    this.root = svg("g", { class: "strip" }, this.back, this.tint, this.text);
  }

  /** @param x and y of its cell. */
  show(x, y, { text, size }, strength) {
    if (x !== this.x || y !== this.y) this.#place(x, y);
    say(this.text, text);
    if (size !== this.size) this.text.setAttribute("font-size", size);
    this.size = size;
    if (strength !== this.strength) this.tint.style.fillOpacity = strength;
    this.strength = strength;
  }

  #place(x, y) {
    [this.x, this.y] = [x, y];
    for (const [part, [right, below]] of [[this.back, this.corner], [this.tint, this.corner], [this.text, this.middle]]) {
      part.setAttribute("x", x + right);
      part.setAttribute("y", y + below);
    }
  }
}

export { plus, times };
