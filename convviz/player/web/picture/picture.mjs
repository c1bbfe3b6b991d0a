// The picture: grids at their places, and on top of them what the current step touches.

import { glide, isSwept, multiplied } from "../scene/clock.mjs";
import { kindOf } from "../scene/cell_kind.mjs";
import { WHOLE, inCell } from "../scene/decimals.mjs";
import { OUTSIDE, Reveal } from "../scene/decode.mjs";
import { html, say, svg } from "../dom.mjs";
import { count, number } from "../scene/format.mjs";
import { named, place } from "../scene/places.mjs";
import { setDecimals } from "./decimals_on_show.mjs";
import { Flashes } from "./flashes.mjs";
import { drawGrid } from "./grids.mjs";
import { HEADING_HEIGHT, arrange } from "./layout.mjs";
import { marginTexts } from "./margin_texts.mjs";
import { Mark, Spots, plus, times } from "./overlay.mjs";
import { readableArrangement } from "./picture_height.mjs";
import { PathLines } from "./path_lines.mjs";
import { stripes } from "./stripes.mjs";
import { boxesOf, tipPlace } from "./tip_place.mjs";
import { tower } from "./tower.mjs";

const LARGEST_ROW = { usual: 44, projector: 72 }; // pixels a cell of a tower
const FAINTEST_TINT = 0.16;
const STRONGEST_TINT = 0.62;
const ROOM_FOR_UNIT = 330; // pixels of a track's heading

/** Grids of each track, left to right. */
function gridsOf(decoder, track) {
  const ids = new Set();
  for (const id of decoder.scene.tracks[track].links) {
    const nest = decoder.links.get(id);
    for (const indexMap of [nest.read, nest.weight, nest.write]) if (indexMap) ids.add(indexMap.grid.id);
    if (nest.write.grid.initial) ids.add(nest.write.grid.initial[0]);
  }
  return [...decoder.grids.values()].filter((grid) => ids.has(grid.id));
}

export class Stage {
  /** Build the picture for the width at hand inside `element`, replacing the last one; `scale`: how much larger than it is
   * it will be drawn. */
  constructor(element, decoder, { width, height, projector, fixed = false, view = "", scale = 1 }) {
    this.decoder = decoder;
    this.rows = decoder.scene.tracks.map((_, track) => gridsOf(decoder, track));
    const towers = ["tower", "wiring"].includes(decoder.scene.form);
    this.plan = towers
      ? tower([...decoder.grids.values()], width, height, LARGEST_ROW[projector ? "projector" : "usual"])
      : (fixed ? arrange : readableArrangement)(this.rows, width, height, projector, view, decoder.scene.clock === "progress", fixed);
    setDecimals(decoder, this.plan.slots);
    this.pictures = html("div", { class: "pictures" });
    this.size = { width, height: this.plan.height };
    this.figure = html("div", { class: "figure", role: "img", "aria-label": decoder.scene.alt });
    const below = this.#pane(hatch());
    for (const [id, slot] of this.plan.slots) if (slot.texts) below.append(marginTexts(decoder.grids.get(id), slot));
    this.pathLines = towers ? new PathLines(decoder, this.plan, below) : null;
    this.views = new Map();
    for (const grid of decoder.grids.values()) {
      const slot = this.plan.slots.get(grid.id);
      if (slot) this.views.set(grid.id, drawGrid(grid, slot, { pane: this.#pane(), pictures: this.pictures, scale }));
    }
    this.above = this.#pane();
    this.rings = html("div", { class: "rings" });
    this.top = this.#pane();
    this.tracks = decoder.scene.tracks.map((_, track) => new TrackView(this, decoder, track));
    this.scores = [];
    this.lit = [];
    this.labels = new Map();
    const labels = html("div", { class: "labels" }, ...this.#labels());
    element.replaceChildren(this.pictures, this.figure, this.rings, labels);
    element.style.height = `${this.plan.height}px`;
    for (const [id, view] of this.views) if (!decoder.grids.get(id).written) view.show(decoder.grids.get(id).final);
  }

  /** Another pane on top of the figure. What does not change stands on panes of its own: a browser paints a whole one. */
  #pane(...drawn) {
    const pane = svg("svg", this.size, ...drawn);
    this.figure.append(pane);
    return pane;
  }

  /** Show every track at its place.
   *
   * @param heads { step, phase } a track; with `written`, the steps whose results are on show (a step looked at out of
   *   turn reveals nothing).
   */
  render(heads, speed) {
    if (!this.paths) this.pathLines?.play(heads[0].step);
    return this.tracks.map((track, t) => track.render(heads[t], speed));
  }

  /** Of a race: beside the title of each track its multiplications so far, of all. */
  score(results, totals) {
    for (const [track, { element, unit }] of this.scores.entries()) {
      const { spent } = results[track];
      const done = spent === totals[track];
      say(element, `${count(spent)} / ${count(totals[track])}${unit}${done ? " ✓" : ""}`);
      element.classList.toggle("done", done);
    }
  }

  /** The cell under a point of the stage: { grid, cell }, or null. */
  at(x, y) {
    for (const [id, slot] of this.plan.slots) {
      const grid = this.decoder.grids.get(id);
      const page = this.views.get(id).page ?? 0;
      const cell = slot.planes.cellAt((x - slot.x) / slot.cell, (y - slot.y) / slot.cell, page);
      if (cell >= 0) return { grid, cell };
    }
    return null;
  }

  /** A cell in words, "input row 2, column 3 = 17", also while the number is only coming.
   *
   * @param pinned whether the paths on show are those of another cell: only then there is something to count here.
   */
  describe({ grid, cell }, pinned = false) {
    if (this.pathLines && !(pinned && this.paths)) return named(grid, cell);
    const value = this.shown(grid, cell);
    if (this.pathLines) return `${named(grid, cell)}: ${number(value)} path${value === 1 ? "" : "s"}`;
    return `${named(grid, cell)} = ${inFull(grid, cell, value)}`;
  }

  /** The same in a few words, for beside its grid: "row 2, column 3 = 17". */
  tell(target, pinned = false) {
    const { grid, cell } = target;
    if (this.pathLines) return this.describe(target, pinned);
    return `${near(grid, cell)} = ${inFull(grid, cell, this.shown(grid, cell))}`;
  }

  /** The number that stands in a cell, be it that it is only coming. */
  shown(grid, cell) {
    const held = grid.held[cell];
    const written = held === OUTSIDE ? 0 : this.#valuesOf(grid)[held];
    return Number.isNaN(written) ? grid.final[held] : written;
  }

  /** Where words about a cell stand, in pixels of the stage, so that they hide nothing that is lit. */
  tipPlace({ grid, cell }, size, room) {
    const slot = this.plan.slots.get(grid.id);
    const all = Array.from({ length: grid.size }, (_, other) => other);
    const { plane } = slot.planes.cells;
    const [box] = boxesOf(slot, [cell]);
    const [own] = boxesOf(slot, all.filter((other) => plane[other] === plane[cell]));
    const whole = boxesOf(slot, all).reduce((a, b) => ({ ...a, top: Math.min(a.top, b.top), bottom: Math.max(a.bottom, b.bottom) }));
    return tipPlace(size, box, [own, whole], this.#litBoxes(), room);
  }

  /** What is lit, or while nothing is what the step touches. */
  #litBoxes() {
    const boxes = (grid, cells) => boxesOf(this.plan.slots.get(grid.id), cells.filter((cell) => cell !== OUTSIDE));
    if (this.paths) return [...this.paths].flatMap(([grid, counts]) => boxes(grid, [...counts.keys()].filter((cell) => counts[cell])));
    if (this.isLit) return this.lit.flatMap(({ grid, cells }) => boxes(grid, cells));
    return this.tracks.flatMap(({ drawn }) => {
      if (!drawn) return [];
      const { nest, terms } = drawn;
      const roles = ["read", "write", "weight"].filter((role) => nest[role]);
      return roles.flatMap((role) => boxes(nest[role].grid, terms.map((term) => term[role])));
    });
  }

  /** Middle of a cell in pixels of the stage, and its side: { x, y, side }. */
  middle({ grid, cell }) {
    const { planes, x, y, cell: side } = this.plan.slots.get(grid.id);
    const [right, below] = planes.offset(0.5, 0.5);
    return { x: x + (planes.cells.x[cell] + right) * side, y: y + (planes.cells.y[cell] + below) * side, side };
  }

  /** Light up cells, replacing what was lit: [{ grid, cells, texts, factors }]; `met` holds the weights behind it. */
  light(spots, met, paths) {
    this.#follow(paths, spots[0]?.grid);
    for (const lit of this.lit) lit.remove();
    for (const view of this.views.values()) view.touch([], "spotted");
    this.lit = spots.map(({ grid, cells, texts, factors }) => {
      const lit = new Spots(grid, this.plan.slots.get(grid.id), this.above);
      if (lit.strips && texts.length) this.views.get(grid.id).touch(cells, "spotted");
      lit.show(cells, texts, factors.map((factor) => tint(factor, met)));
      lit.cells = cells;
      return lit;
    });
    this.figure.classList.toggle("lit", this.isLit);
    for (const track of this.tracks) track.touchWindow();
  }

  /** Show counts instead of numbers: Map(grid → { counts, what }), `what` they are; null: the numbers again. */
  count(counted) {
    for (const grid of new Set([...(this.counted?.keys() ?? []), ...(counted?.keys() ?? [])])) {
      const view = this.views.get(grid.id);
      if (!view) continue;
      const found = counted?.get(grid);
      view.count(found?.counts ?? null);
      view.stale = undefined;
      this.#retitle(grid, found?.what);
    }
    this.counted = counted;
    this.figure.classList.toggle("counting", Boolean(counted));
  }

  /** "kernel: times used", or where the next grid is too near the words in the place of the size; none: as it was. */
  #retitle(grid, what) {
    const { title, note } = this.labels.get(grid);
    const label = title.parentElement;
    label.classList.toggle("counts", Boolean(what));
    say(title, what ? `${grid.title}: ${what}` : grid.title);
    const short = Boolean(what) && title.offsetWidth > this.#roomRight(this.plan.slots.get(grid.id));
    label.classList.toggle("short", short);
    if (short) say(title, grid.title);
    say(note, short ? what : grid.note);
  }

  /** Pixels from where a grid begins to the next one beside it, or to the edge. */
  #roomRight({ x, y, rows, cell }) {
    const beside = [...this.plan.slots.values()].filter((other) => other.x > x && other.y - other.cell < y + rows * cell && other.y + other.rows * other.cell > y);
    return Math.min(this.size.width, ...beside.map((other) => other.x)) - x - 6;
  }

  get isLit() {
    return this.lit.length > 0;
  }

  /** For some time each of these cells says what stood in it before: [{ grid, cells, before }]. */
  flash(changes, ms) {
    this.flashes?.remove();
    this.flashes = changes.length ? new Flashes(changes, ms, this.plan.slots, this.views, this.top) : null;
  }

  /** Show how many paths join each cell with the one pointed at; without any, go back to the numbers. */
  #follow(paths, grid) {
    if (!paths && !this.paths) return;
    this.paths = paths;
    for (const [id, view] of this.views) {
      view.lend(paths?.get(this.decoder.grids.get(id)) ?? null);
      view.stale = undefined;
    }
    if (paths) this.pathLines.light(paths, grid);
  }

  #valuesOf(grid) {
    if (this.paths) return this.paths.get(grid);
    for (const track of this.tracks) if (track.reveal.shown.has(grid)) return track.reveal.shown.get(grid);
    return grid.final;
  }

  *#labels() {
    for (const [track, { left, top, width }] of this.plan.headings.entries()) {
      const style = `left:${left}px;top:${top}px;width:${width}px;height:${HEADING_HEIGHT}px`;
      const element = html("span", { class: "score" });
      this.scores.push({ element, unit: width > ROOM_FOR_UNIT ? " multiplications" : "" });
      yield html("div", { class: "track", style }, this.decoder.scene.tracks[track].title, element);
    }
    for (const [id, slot] of this.plan.slots) {
      const grid = this.decoder.grids.get(id);
      const { left, top, width, height, beside, oneLine } = slot.label ?? above(slot);
      const style = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
      const note = html("span", { class: "note" }, grid.note);
      const form = slot.label ? (beside ? ` beside${oneLine ? " one-line" : ""}` : " inline") : " over";
      const title = html("b", {}, grid.title);
      this.labels.set(grid, { title, note });
      yield html("div", { class: `label ${grid.role}${form}`, style }, title, note);
      if (slot.signWidth) yield signBefore(grid, slot);
    }
  }
}

/** The number in a cell with the decimals its grid needs, also where the cells have room for fewer. */
const inFull = (grid, cell, value) => inCell({ ...grid, decimals: grid.needed }, cell, value);

const above = ({ x, y, width, labelHeight, head }) => ({ left: x, top: y - head - labelHeight, width, height: labelHeight - 5 });

/** "∗", "=" or nothing, with the fraction in front of the kernel where it has one. */
function signBefore(grid, slot) {
  const middle = slot.y + (slot.rows * slot.cell) / 2;
  const style = `left:${slot.x - slot.lead}px;top:${middle - 22}px;width:${slot.signWidth - 4}px`;
  const element = html("div", { class: "sign", style, "aria-hidden": "true" }, slot.sign);
  const [numerator, denominator] = grid.scale;
  if (numerator !== denominator) {
    element.append(html("span", { class: "fraction" }, html("i", {}, `${numerator}`), html("i", {}, `${denominator}`)));
  }
  return element;
}

/** One computation: reveals what it has written and marks what its step touches. */
class TrackView {
  constructor(stage, decoder, track) {
    this.decoder = decoder;
    this.track = track;
    this.stage = stage;
    this.reveal = new Reveal(decoder, track);
    this.marks = new Map();
    this.drawn = null;
  }

  render({ step, phase, written }, speed) {
    if (this.drawn?.step !== step) this.#enter(step);
    const { nest, terms } = this.drawn;
    const progress = multiplied(phase, terms.length, speed);
    const complete = phase === 1 || progress.done === terms.length;
    this.reveal.seek(written ?? (complete ? step + 1 : step));
    this.#showValues(nest);
    this.#hint(nest, terms, progress, complete && (written === undefined || step < written));
    const marks = this.marks.get(nest);
    for (const mark of Object.values(marks)) mark.glide(glide({ phase }));
    const active = terms[progress.active];
    marks.read.point(active && marks.read.strips !== undefined ? active.read : OUTSIDE);
    marks.weight?.point(active ? active.weight : OUTSIDE);
    marks.write.point(active && nest.operation === "add" ? active.write : OUTSIDE);
    const before = this.decoder.multiplications(this.track, step);
    const each = nest.multiplicationsPerStep / terms.length;
    const done = complete ? terms.length : progress.done;
    const whole = complete || !isSwept(speed); // where no term has a moment of its own, the line stands at once
    return { drawn: this.drawn, step, active: progress.active, complete, whole, spent: Math.round(before + each * done) };
  }

  #enter(step) {
    const drawn = this.decoder.step(this.track, step);
    drawn.step = step;
    if (this.drawn && this.drawn.nest !== drawn.nest) this.#leave(this.drawn.nest);
    this.#unhint();
    this.drawn = drawn;
    const { nest, terms } = drawn;
    const marks = this.#marksOf(nest);
    const adds = nest.operation === "add";
    const reads = terms.map((term) => term.read);
    const writes = terms.map((term) => term.write);
    if (nest.weight) this.#turnPage(nest.weight.grid, terms[0].weight);
    if (nest.weight) this.#activate(nest.weight.grid, terms);
    const strength = terms.map((term) => (nest.weight ? tint(term.factor, nest.weight.grid) : FAINTEST_TINT));
    marks.read.show(adds ? unique(reads) : reads, terms.map((term) => times(term.factor, nest.weight?.grid ?? WHOLE)), strength);
    marks.write.show(adds ? writes : unique(writes), terms.map((t) => plus(nest.scaled(t.product), nest.write.grid)), strength);
    marks.weight?.show(marks.weight.whole ? [] : terms.map((term) => term.weight), [], []);
    this.touchWindow();
  }

  /** Cells under the window make room for the weight they meet, but not while others are lit: then it is not there. */
  touchWindow() {
    if (!this.drawn) return;
    const { nest, terms } = this.drawn;
    const marks = this.marks.get(nest);
    for (const role of ["read", "write"]) {
      const under = marks[role].strips && !this.stage.isLit;
      this.#touch(nest[role].grid, under ? terms.map((term) => term[role]) : []);
    }
  }

  #touch(grid, cells) {
    this.stage.views.get(grid.id).touch(cells);
  }

  #leave(nest) {
    for (const mark of Object.values(this.marks.get(nest))) mark.hide();
    for (const indexMap of [nest.read, nest.write]) this.#touch(indexMap.grid, []);
    if (nest.weight) this.stage.views.get(nest.weight.grid.id).activate(null);
  }

  /** Of several filters, light the one at work. */
  #activate(grid, terms) {
    const { plane } = this.stage.plan.slots.get(grid.id).planes.cells;
    this.stage.views.get(grid.id).activate(terms.map(({ weight }) => plane[weight]));
  }

  /** Of a grid with pages, draw the one this step meets. */
  #turnPage(grid, cell) {
    if (grid.axes[0].role !== "page") return;
    const view = this.stage.views.get(grid.id);
    view.page = Math.floor(cell / (grid.size / grid.axes[0].size));
    view.show(this.stage.counted?.get(grid)?.counts ?? grid.final, view.page);
  }

  #marksOf(nest) {
    if (!this.marks.has(nest)) {
      const adds = nest.operation === "add";
      const mark = (indexMap, strips) => {
        const slot = this.stage.plan.slots.get(indexMap.grid.id);
        return new Mark(indexMap.grid, slot, this.stage.above, { strips, rings: this.stage.rings });
      };
      const marks = { read: mark(nest.read, !adds && nest.weight), write: mark(nest.write, adds) };
      if (nest.weight) {
        marks.weight = mark(nest.weight, false);
        marks.weight.whole = nest.weight.grid.heldSize === nest.terms; // a lone filter needs no outline to be found
      }
      this.marks.set(nest, marks);
    }
    return this.marks.get(nest);
  }

  #showValues(nest) {
    if (this.stage.paths) return;
    for (const [grid, shown] of this.reveal.shown) {
      const view = this.stage.views.get(grid.id);
      if (this.stage.counted?.has(grid)) continue;
      if (grid === nest.write.grid || view.stale !== this.reveal.done) view.show(shown);
      view.stale = this.reveal.done;
    }
  }

  /** While the products come in one by one, the cell to be written shows the running total. */
  #hint(nest, terms, { done, active }, complete) {
    const cell = terms[0].write;
    if (complete || (active < 0 && done < terms.length) || nest.operation !== "set" || cell === OUTSIDE) {
      if (complete) this.#unhint();
      return;
    }
    const view = this.stage.views.get(nest.write.grid.id);
    if (this.hinted?.done === done && this.hinted.cell === cell) return;
    const sum = nest.scaled(terms.slice(0, done).reduce((total, term) => total + term.product, 0));
    this.hinted = { view, cell, done };
    view.hint(cell, done === terms.length ? this.drawn.sum : sum);
  }

  #unhint() {
    this.hinted?.view.unhint(this.hinted.cell);
    this.hinted = null;
  }
}

/** How strongly a weight colours the cell it meets: as strongly as its own cell in the kernel. */
function tint(factor, grid) {
  grid.largest ??= grid.final.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12);
  return FAINTEST_TINT + (STRONGEST_TINT - FAINTEST_TINT) * Math.min(1, Math.abs(factor) / grid.largest);
}

/** A place without the name of its grid, unless it would be a bare number then, or none at all. */
function near(grid, cell) {
  const words = place(grid, cell);
  return /^[a-z]/.test(words) && kindOf(grid, cell) !== "p" ? words : named(grid, cell);
}

const unique = (cells) => [...new Set(cells)];

/** Padding is hatched and what is cut off is crossed, so that they differ by more than their colour; negative numbers are
 * striped the other way, in every colour that a cell can have. */
function hatch() {
  const [line, back] = ["M-2 8 L8 -2 M2 12 L12 2", "M-2 -1 L8 9 M2 -5 L12 5"];
  const pattern = (id, d) => svg("pattern", { id, width: 7, height: 7, patternUnits: "userSpaceOnUse" }, svg("path", { d }));
  return svg("defs", {}, pattern("hatch", line), pattern("cut", line + back), ...stripes());
}
