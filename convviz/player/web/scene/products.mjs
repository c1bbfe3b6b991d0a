// Who meets whom: every product of a track, found from any of the three cells it touches. No DOM.

import { OUTSIDE } from "./decode.mjs";
import { Amount, times } from "../picture/fit.mjs";
import { bracketed } from "./format.mjs";
import { readText, stampText, stampedText, sumText, weightText } from "./pointing_text.mjs";

/** The products of one loop nest, looked up by the cell they read, the weight they meet or the cell they write. */
export class Products {
  constructor(nest) {
    this.nest = nest;
    this.cells = nest.cells;
    this.index = {};
  }

  /** Numbers of the products that touch `cell` as "read", "weight" or "write"; copies in a border count as itself. */
  touching(role, cell) {
    const grid = this.nest[role].grid;
    const { starts, order } = (this.index[role] ??= this.#sorted(role));
    const key = keyOf(grid, cell);
    return order.subarray(starts[key], starts[key + 1]);
  }

  /** For every held number of the grid, how many products it takes part in. */
  counts(role) {
    const { starts } = (this.index[role] ??= this.#sorted(role));
    return Float64Array.from({ length: this.nest[role].grid.heldSize }, (_, key) => starts[key + 1] - starts[key]);
  }

  /** Product number `n`: its step, its cells and its factors. */
  at(n) {
    const { nest, cells } = this;
    const [read, weight, write] = [cells.read[n], cells.weight[n], cells.write[n]];
    return {
      step: Math.floor(n / nest.terms),
      read,
      weight,
      write,
      value: nest.read.at(read),
      factor: nest.weight ? nest.weight.at(weight) : 1,
    };
  }

  /** Product numbers ordered by the cell they touch (a counting sort), and where each cell's begin. */
  #sorted(role) {
    const grid = this.nest[role].grid;
    const cells = this.cells[role];
    const starts = new Int32Array(grid.heldSize + grid.size + 2);
    const keys = cells.map((cell) => (cell === OUTSIDE ? grid.heldSize + grid.size : keyOf(grid, cell)));
    for (const key of keys) starts[key + 1]++;
    for (let key = 0; key + 1 < starts.length; key++) starts[key + 1] += starts[key];
    const next = starts.slice();
    const order = new Int32Array(cells.length);
    keys.forEach((key, n) => (order[next[key]++] = n));
    return { starts, order };
  }
}

/** A border's zero is a cell of its own; a copy is the number it copies. */
function keyOf(grid, cell) {
  return grid.held[cell] === OUTSIDE ? grid.heldSize + cell : grid.held[cell];
}

/** What to light up for one cell.
 *
 * @param shown the number that stands in it now, if that may not be the last one.
 * @returns { step, about } where the cell belongs to one step (an output of a window, an input that stamps), whose
 *   arithmetic says more than the sentence `about` it, or { spots: [{ grid, cells, texts, factors }], met: the weights'
 *   grid, sentence }, or null where nothing meets it.
 */
export function meetings(products, grid, cell, shown) {
  const { nest } = products;
  const small = nest.operation === "add" ? "read" : "write";
  const big = small === "read" ? "write" : "read";
  if (nest[small].grid === grid) return fromSmall(products, small, cell);
  if (nest[big].grid === grid) return fromBig(products, small, big, cell, shown);
  if (nest.weight?.grid === grid) return fromWeight(products, big, cell);
  return null;
}

/** A cell that a window writes, or that stamps. */
function fromSmall(products, small, cell) {
  const about = small === "write" ? sumText(products, cell) : stampText(products, cell);
  return { step: products.at(products.touching(small, cell)[0]).step, about };
}

/** A cell under many windows: each window's cell, with the weight the two meet through. */
function fromBig(products, small, big, cell, shown) {
  const { nest } = products;
  const found = [...products.touching(big, cell)].map((n) => products.at(n));
  const weights = new Map();
  for (const product of found) weights.set(product[small], [...(weights.get(product[small]) ?? []), product.factor]);
  const cells = [...weights.keys()];
  const texts = nest.weight ? cells.map((key) => new Amount(weights.get(key), nest.weight.grid, throughAll)) : [];
  const factors = nest.weight ? cells.map((key) => weights.get(key)[0]) : [];
  const self = { grid: nest[big].grid, cells: [cell], texts: [], factors: [] };
  return {
    spots: [self, { grid: nest[small].grid, cells, texts, factors }],
    met: nest.weight?.grid,
    sentence: big === "read" ? readText(products, cell) : stampedText(products, cell, shown),
  };
}

/** "×2", or where the two meet more than once "×2+(−1)". */
const throughAll = (weights) => `×${weights.map(bracketed).join("+")}`;

/** A weight: every cell it multiplies, and every cell that takes the product. */
function fromWeight(products, big, cell) {
  const { nest } = products;
  const found = products.touching("weight", cell);
  const { grid } = nest.weight;
  const self = { grid, cells: [cell], ...PLAIN };
  const sentence = weightText(products, cell);
  if (grid.held[cell] === OUTSIDE) return { spots: [self], met: grid, sentence };
  const value = grid.final[grid.held[cell]];
  const through = times(value, grid);
  const read = { grid: nest.read.grid, ...PLAIN, cells: insideOf(products, "read", found) };
  if (lettered(read.grid)) Object.assign(read, { texts: read.cells.map(() => through), factors: read.cells.map(() => value) });
  const written = { grid: nest.write.grid, ...PLAIN, cells: insideOf(products, "write", found) };
  if (lettered(written.grid) && big === "read") written.texts = given(products, found);
  return { spots: [self, read, written], met: grid, sentence };
}

const PLAIN = { texts: [], factors: [] };

/** Whether a grid's cells hold texts: pixels show none, and there may be thousands. */
const lettered = (grid) => grid.display !== "pixels";

/** The cells that products read or write, but none outside. */
function insideOf(products, role, found) {
  const cells = products.cells[role];
  const inside = [];
  for (const n of found) if (cells[n] !== OUTSIDE) inside.push(cells[n]);
  return inside;
}

/** What each of the products gives, unless it goes nowhere. */
function given(products, found) {
  const { nest } = products;
  const kept = [...found].map((n) => products.at(n)).filter(({ write }) => write !== OUTSIDE);
  return kept.map(({ value, factor }) => new Amount([nest.scaled(value * factor)], nest.write.grid));
}
