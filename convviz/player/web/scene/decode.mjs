// Expands a scene's tables into steps: the twin of convviz/scene/decode.py.
// A link is a loop nest; the index along an axis is the sum of table[counter] over the named counters.

import { decimalsOf } from "./decimals.mjs";

export const OUTSIDE = -1;

const product = (sizes) => sizes.reduce((all, size) => all * size, 1);

export class Decoder {
  /** @param scene the parsed JSON of a Scene; fields left out have their defaults. */
  constructor(scene) {
    this.scene = scene;
    this.grids = new Map(scene.grids.map((grid) => [grid.id, readGrid(grid)]));
    this.links = new Map(scene.links.map((link) => [link.id, new LoopNest(link, this.grids)]));
    for (const grid of this.grids.values()) grid.final = initialValues(grid, this.grids);
    const inOrder = new Set(scene.tracks.flatMap((track) => track.links));
    for (const id of inOrder) this.links.get(id).carryOut();
    for (const grid of this.grids.values()) grid.needed = decimalsOf(grid.final, grid.digits);
    for (const id of inOrder) this.links.get(id).needDecimals();
    for (const grid of this.grids.values()) grid.decimals = grid.needed;
    this.maps = [...this.links.values()].filter(({ operation }) => operation === "map");
    for (const nest of this.maps) nest.meet();
  }

  /** Steps of a track. */
  count(track) {
    return this.#nests(track).reduce((sum, nest) => sum + nest.steps, 0);
  }

  /** Multiplications of a track after `steps` steps, in units of the full case where a link names it. */
  multiplications(track, steps = Infinity) {
    let sum = 0;
    for (const nest of this.#nests(track)) {
      const done = Math.min(steps, nest.steps);
      sum += done * nest.multiplicationsPerStep;
      steps -= done;
    }
    return Math.round(sum);
  }

  /** Step `k` of a track: its loop nest and the step's number within it. */
  locate(track, k) {
    for (const nest of this.#nests(track)) {
      if (k < nest.steps) return { nest, k };
      k -= nest.steps;
    }
    throw new RangeError(`track ${track} has ${this.count(track)} steps`);
  }

  /** Where a link begins: { track, first }, its track and its first step there. */
  begins(id) {
    for (const [track, { links }] of this.scene.tracks.entries()) {
      const before = links.slice(0, links.indexOf(id));
      if (links.includes(id)) return { track, first: before.reduce((sum, link) => sum + this.links.get(link).steps, 0) };
    }
    throw new RangeError(`no track has the link ${id}`);
  }

  /** Step `k` of a track, expanded: terms in tap order, what the cell held before, and the sum. */
  step(track, k) {
    const { nest, k: within } = this.locate(track, k);
    return nest.expand(within);
  }

  #nests(track) {
    return this.scene.tracks[track].links.map((id) => this.links.get(id));
  }
}

/** A grid with its defaults filled in, and for every drawn cell the held number it shows. Later it has `needed`, the
 * decimals its numbers need, and `decimals`, those on show: fewer where its cells are small. */
function readGrid(grid) {
  const axes = grid.axes;
  return {
    digits: 2,
    scale: [1, 1],
    display: "cells",
    hues: [],
    gaps: [],
    colours: "",
    note: "",
    ...grid,
    size: product(axes.map((axis) => axis.size)),
    heldSize: product(axes.map((axis) => axis.held)),
    held: heldCells(axes),
    written: !grid.values,
  };
}

function heldCells(axes) {
  let cells = [0];
  for (const axis of axes) {
    const next = [];
    for (const outer of cells) {
      for (let i = 0; i < axis.size; i++) {
        const source = axis.source ? axis.source[i] : i;
        next.push(outer === OUTSIDE || source === OUTSIDE ? OUTSIDE : outer * axis.held + source);
      }
    }
    cells = next;
  }
  return Int32Array.from(cells);
}

function initialValues(grid, grids) {
  if (grid.values) return Float64Array.from(grid.values);
  const values = new Float64Array(grid.heldSize);
  if (grid.initial) {
    const [bias, axis] = grid.initial;
    const inner = product(grid.axes.slice(axis + 1).map((a) => a.held));
    const source = grids.get(bias).values;
    for (let cell = 0; cell < values.length; cell++) {
      values[cell] = source[Math.floor(cell / inner) % grid.axes[axis].held];
    }
  }
  return values;
}

/** One link: expands its steps, carries them out, and remembers what each wrote. */
class LoopNest {
  constructor(link, grids) {
    this.id = link.id;
    this.operation = link.operation ?? "set";
    this.loops = link.loops;
    this.taps = link.taps;
    this.grouped = link.grouped ?? "";
    this.steps = product(link.loops.map((c) => c.size));
    this.terms = product(link.taps.map((c) => c.size));
    const names = [...link.loops, ...link.taps].map((c) => c.name);
    this.setting = new Int32Array(names.length);
    this.read = new IndexMap(link.read, grids, names);
    this.write = new IndexMap(link.write, grids, names);
    this.weight = link.weight ? new IndexMap(link.weight, grids, names) : null;
    [this.numerator, this.denominator] = this.weight ? this.weight.grid.scale : [1, 1];
    this.multiplicationsPerStep = link.full ? link.full / this.steps : this.weight ? this.terms : 0;
  }

  scaled(value) {
    return this.numerator === this.denominator ? value : (value * this.numerator) / this.denominator;
  }

  expand(k) {
    const terms = [];
    let sum = 0;
    this.visit(k, (read, weight, write, value, factor) => {
      terms.push({ read, weight, write, value, factor, product: value * factor });
      sum += value * factor;
    });
    const start = this.operation === "set" ? this.#before(terms[0].write) : 0;
    return { nest: this, k, link: this.id, terms, start, sum: this.scaled(sum) + start };
  }

  /** Does every step once. Writes become events: held cell and its value afterwards, in order. The cells of every term
   * are kept: who meets whom is looked up among them. */
  carryOut() {
    const target = this.write.grid.final;
    const held = this.write.grid.held;
    const perStep = this.operation === "set" ? 1 : this.terms;
    this.events = { perStep, cell: new Int32Array(this.steps * perStep), value: new Float64Array(this.steps * perStep) };
    const size = this.steps * this.terms;
    this.cells = { read: new Int32Array(size), weight: new Int32Array(size), write: new Int32Array(size) };
    let term = 0;
    let n = 0;
    const note = (cell, value) => {
      if (cell !== OUTSIDE) target[cell] = value;
      this.events.cell[n] = cell;
      this.events.value[n++] = value;
    };
    const at = (write) => (write === OUTSIDE ? OUTSIDE : held[write]);
    for (let k = 0; k < this.steps; k++) {
      let sum = 0;
      let written = OUTSIDE;
      this.visit(k, (read, weight, write, value, factor) => {
        this.cells.read[term] = read;
        this.cells.weight[term] = weight;
        this.cells.write[term++] = write;
        const cell = at(write);
        if (this.operation === "set") {
          sum += value * factor;
          written = write;
        } else if (this.operation === "move") note(cell, value);
        else note(cell, (cell === OUTSIDE ? 0 : target[cell]) + this.scaled(value * factor));
      });
      if (this.operation === "set") note(at(written), this.scaled(sum) + this.#before(written));
    }
  }

  /** Sees to it that what is written has decimals also for what it is made of: products that are added to it one by one
   * and what it holds in between, or the partial sums it is told as. */
  needDecimals() {
    const { grid } = this.write;
    const whole = this.numerator === this.denominator && [this.read, this.weight].every((factor) => !factor || factor.grid.final.every(Number.isInteger));
    if (whole || grid.needed >= grid.digits) return;
    const numbers = this.operation === "add" ? [...this.events.value, ...this.#products()] : this.#partialSums();
    grid.needed = Math.max(grid.needed, decimalsOf(numbers, grid.digits));
  }

  #products() {
    const found = [];
    for (let k = 0; k < this.steps; k++) this.visit(k, (read, weight, write, value, factor) => found.push(this.scaled(value * factor)));
    return found;
  }

  #partialSums() {
    const found = [];
    const length = this.groupLength;
    if (!length) return found;
    for (let k = 0; k < this.steps; k++) {
      let n = 0;
      this.visit(k, (read, weight, write, value, factor) => {
        if (n++ % length === 0) found.push(0);
        found[found.length - 1] += value * factor;
      });
    }
    return found;
  }

  /** How many products make a partial sum; 0 where a step is one sum. */
  get groupLength() {
    const at = this.grouped ? this.taps.findIndex(({ name }) => name === this.grouped) : -1;
    return at < 0 ? 0 : this.terms / product(this.taps.slice(0, at + 1).map(({ size }) => size));
  }

  /** Keeps who meets whom without doing anything: all there is to a map. */
  meet() {
    const size = this.steps * this.terms;
    this.cells = { read: new Int32Array(size), write: new Int32Array(size) };
    let term = 0;
    for (let k = 0; k < this.steps; k++) {
      this.visit(k, (read, weight, write) => {
        this.cells.read[term] = read;
        this.cells.write[term++] = write;
      });
    }
  }

  /** The value a written cell starts from: its bias. */
  #before(write) {
    const { initial, axes } = this.write.grid;
    if (!initial || write === OUTSIDE) return 0;
    const inner = product(axes.slice(initial[1] + 1).map((a) => a.size));
    return this.biasGrid.values[Math.floor(write / inner) % axes[initial[1]].size];
  }

  get biasGrid() {
    return this.write.grids.get(this.write.grid.initial[0]);
  }

  /** Calls `each(read, weight, write, value, factor)` for every term of step `k`: cells first, then numbers. */
  visit(k, each) {
    set(this.setting, this.loops, 0, k);
    for (let tap = 0; tap < this.terms; tap++) {
      set(this.setting, this.taps, this.loops.length, tap);
      const read = this.read.cell(this.setting);
      const weight = this.weight ? this.weight.cell(this.setting) : OUTSIDE;
      const write = this.write.cell(this.setting);
      each(read, weight, write, this.read.at(read), this.weight ? this.weight.at(weight) : 1);
    }
  }
}

/** Setting number `k` of a loop nest, the last counter fastest, written from `first` on. */
function set(setting, counters, first, k) {
  for (let i = counters.length - 1; i >= 0; i--) {
    const { size } = counters[i];
    setting[first + i] = k % size;
    k = Math.floor(k / size);
  }
}

/** Setting number `k` of a loop nest by name, the last counter fastest. */
export function settingOf(counters, k) {
  const setting = new Int32Array(counters.length);
  set(setting, counters, 0, k);
  return Object.fromEntries(counters.map(({ name }, i) => [name, setting[i]]));
}

/** Which cell of a grid a term touches. */
class IndexMap {
  constructor(indexMap, grids, names) {
    this.grids = grids;
    this.grid = grids.get(indexMap.grid);
    this.axes = indexMap.index.map((tables, axis) => ({
      size: this.grid.axes[axis].size,
      lookUps: Object.entries(tables).map(([name, table]) => [names.indexOf(name), table]),
    }));
  }

  /** Flat drawn cell, or OUTSIDE where any axis is left. */
  cell(setting) {
    let cell = 0;
    for (const { size, lookUps } of this.axes) {
      let index = 0;
      for (const [counter, table] of lookUps) index += table[setting[counter]];
      if (index < 0 || index >= size) return OUTSIDE;
      cell = cell * size + index;
    }
    return cell;
  }

  /** The number at a drawn cell; outside and on a border of zeros 0. */
  at(cell) {
    const held = cell === OUTSIDE ? OUTSIDE : this.grid.held[cell];
    return held === OUTSIDE ? 0 : this.grid.final[held];
  }
}

/** What the written grids of one track show after a number of steps: NaN where nothing is written yet. */
export class Reveal {
  constructor(decoder, track) {
    this.nests = decoder.scene.tracks[track].links.map((id) => decoder.links.get(id));
    this.total = decoder.count(track);
    this.shown = new Map();
    for (const nest of this.nests) this.shown.set(nest.write.grid, new Float64Array(nest.write.grid.heldSize));
    this.#clear();
  }

  /** Show what stands after `done` steps. */
  seek(done) {
    if (done < this.done) this.#clear();
    let first = 0;
    for (const nest of this.nests) {
      const from = Math.max(this.done - first, 0);
      const to = Math.min(done - first, nest.steps);
      this.#apply(nest, from, to);
      first += nest.steps;
    }
    this.done = done;
    if (done === this.total) for (const [grid, shown] of this.shown) shown.set(grid.final);
  }

  #clear() {
    for (const shown of this.shown.values()) shown.fill(NaN);
    this.done = 0;
  }

  #apply(nest, from, to) {
    const shown = this.shown.get(nest.write.grid);
    const { perStep, cell, value } = nest.events;
    for (let n = from * perStep; n < to * perStep; n++) if (cell[n] !== OUTSIDE) shown[cell[n]] = value[n];
  }
}
