// What is said of a cell that is pointed at: how often its number is used and where, or what it is made of. In sentences
// of at most some 90 characters, counted from 1. No DOM.

import { kindOf } from "./cell_kind.mjs";
import { inCell } from "./decimals.mjs";
import { OUTSIDE } from "./decode.mjs";
import { count } from "./format.mjs";
import { spoken } from "./places.mjs";

const NAMED = 4; // planes named one by one, each with its share; more are only counted

/** A number under many windows, or one that is only copied or added up. */
export function readText(products, cell) {
  const { nest, cells } = products;
  const { grid } = nest.read;
  const found = products.touching("read", cell);
  const kind = kindOf(grid, cell);
  if (kind !== "r" || grid.held[cell] === OUTSIDE) return borderText(grid, cell, kind, found.length);
  const what = `This ${written(grid, cell)}`;
  if (nest.operation === "move") return `${what} is copied.`;
  if (!found.length) return nest.weight ? `No window reaches this ${written(grid, cell)}.` : `${what} is not used.`;
  const places = pick(cells.write, found);
  const shares = sharesOf(nest.write.grid, places);
  if (shares) return `${what} is used ${often(found.length)}${shares}.`;
  const outputs = new Set(places).size;
  const taps = new Set(pick(cells.weight, found)).size;
  if (!nest.weight || found.length === 1) return `${what} is used in ${times(outputs, outputName(nest))}.`;
  if (outputs < found.length) return `${what} is used ${often(found.length)}, in ${times(outputs, outputName(nest))}.`;
  const all = taps === found.length && taps === nest.terms;
  return `${what} is used in ${times(outputs, outputName(nest))}, ${all ? "once for each weight of the kernel" : "each time with another weight"}.`;
}

/** A weight: how many products it is in. */
export function weightText(products, cell) {
  const { nest } = products;
  const { grid } = nest.weight;
  if (grid.gaps.includes(grid.held[cell])) return "There is no weight here: nothing is multiplied.";
  if (grid.held[cell] === OUTSIDE) return "This cell lies between two weights: nothing is multiplied here.";
  const found = products.touching("weight", cell);
  const steps = new Set([...found].map((n) => Math.floor(n / nest.terms))).size;
  const stamps = nest.operation === "add";
  const once = stamps ? "once in every stamp" : "once at every position of the window";
  const where = steps > 1 && steps === found.length ? `: ${once}` : "";
  return `This weight, ${written(grid, cell)}, is used ${often(found.length)}${where}.`;
}

/** What a window writes. */
export function sumText(products, cell) {
  const { nest, cells } = products;
  const { grid } = nest.write;
  const what = `This ${written(grid, cell)}`;
  if (nest.operation === "move") return `${what} is a copy.`;
  const found = products.touching("write", cell);
  const parts = times(found.length, nest.weight ? "product" : "number");
  const scaled = nest.numerator !== nest.denominator;
  const sum = scaled ? `${nest.numerator}/${nest.denominator} of the sum of ${parts}` : grid.initial ? parts : `the sum of ${parts}`;
  const shares = sharesOf(nest.read.grid, pick(cells.read, found), "from") ?? "";
  if (found.length === 1 && !scaled && !grid.initial) return `${what} is a single product${shares}.`;
  return `${what} is ${grid.initial ? "the bias plus " : ""}${sum}${shares}.`;
}

/** A number of which a stamp is made. */
export function stampText(products, cell) {
  const { nest, cells } = products;
  const found = products.touching("read", cell);
  const cropped = pick(cells.write, found).filter((write) => write === OUTSIDE).length;
  const lost = cropped ? `; ${count(cropped)} of the products ${cropped > 1 ? "are" : "is"} cropped` : "";
  const weights = nest.weight ? ` by ${times(found.length, "weight")}` : "";
  return `This ${written(nest.read.grid, cell)} is ${weights ? `multiplied${weights}` : "added to other cells"}${lost}.`;
}

/** A cell that several stamps reach.
 *
 * @param shown what stands in it now, where only some have.
 */
export function stampedText(products, cell, shown) {
  const { nest, cells } = products;
  const { grid } = nest.write;
  const found = products.touching("write", cell);
  if (kindOf(grid, cell) === "c") return "This cell is cut off.";
  if (!found.length) return `No stamp reaches this ${written(grid, cell)}.`;
  if (found.length === 1) return `This ${written(grid, cell)} is a single product.`;
  const from = new Set(pick(cells.read, found)).size;
  const parts = times(found.length, nest.weight ? "product" : "number");
  const made = `made of ${parts}, from ${times(from, `${nest.read.grid.title} cell`)}`;
  const unfinished = shown !== undefined && shown !== grid.final[grid.held[cell]];
  return unfinished ? `This cell ends as ${written(grid, cell)}, ${made}.` : `This ${written(grid, cell)} is ${made}.`;
}

/** A cell that holds no number of its grid. */
function borderText(grid, cell, kind, uses) {
  const used = uses ? `used ${often(uses)}` : "never used";
  if (kind === "c") return `This cell is cut off: ${used}.`;
  if (kind === "z") return `This is a 0 put in between two numbers; ${used}.`;
  if (grid.held[cell] === OUTSIDE && !uses) return "This is padding: a 0 that no window reaches.";
  if (grid.held[cell] === OUTSIDE) return `This is padding: a 0 that is no number of the ${grid.title}; ${used}.`;
  return `This is padding: a copy of a ${written(grid, cell)}, ${used} in all.`;
}

/** How uses divide among the planes of the other grid: ": 6 in each of maps 1 and 2", ", all in map 1"; null where it
 * has a single one. */
function sharesOf(grid, places, word = "in") {
  const axis = grid.axes.findIndex(({ role, size }) => size > 1 && role !== "row" && role !== "column");
  if (axis < 0) return null;
  const inner = grid.axes.slice(axis + 1).reduce((all, { size }) => all * size, 1);
  const { size } = grid.axes[axis];
  const shares = new Map();
  for (const place of places) {
    if (place === OUTSIDE) continue;
    const plane = (Math.floor(place / inner) % size) + 1;
    shares.set(plane, (shares.get(plane) ?? 0) + 1);
  }
  if (!shares.size) return null;
  const planes = [...shares.keys()].sort((a, b) => a - b);
  const noun = spoken(grid, grid.axes[axis]);
  const amounts = planes.map((plane) => shares.get(plane));
  if (planes.length === 1) return `, ${places.length > 1 ? "all " : ""}${word} ${noun} ${planes[0]}`;
  if (amounts.every((amount) => amount === amounts[0])) {
    const which = planes.length > NAMED && planes.length === size ? `${size} ${noun}s` : listed(noun, planes);
    const each = amounts[0] > 1 ? count(amounts[0]) : word === "in" ? "once" : "one";
    return `: ${each} ${word} each of ${which}`;
  }
  if (planes.length > NAMED) return `, ${word} ${planes.length} ${noun}s`;
  return `: ${planes.map((plane, i) => `${count(amounts[i])} ${word} ${noun} ${plane}`).join(", ")}`;
}

/** "maps 1 and 2", "maps 1, 2 and 4", "maps 1 to 4", or of many with gaps between them "5 maps". */
function listed(noun, planes) {
  const [first, last] = [planes[0], planes.at(-1)];
  if (planes.length > 2 && last - first === planes.length - 1) return `${noun}s ${first} to ${last}`;
  if (planes.length > NAMED) return `${planes.length} ${noun}s`;
  return `${noun}s ${planes.slice(0, -1).join(", ")} and ${last}`;
}

const outputName = ({ weight }) => (weight ? "output" : "sum");

const written = (grid, cell) => inCell(grid, cell, grid.held[cell] === OUTSIDE ? 0 : grid.final[grid.held[cell]]);

const pick = (cells, found) => Array.from(found, (n) => cells[n]);

/** "1 product", "9 products". */
const times = (amount, noun) => `${count(amount)} ${noun}${amount === 1 ? "" : "s"}`;

/** "once", "9 times". */
const often = (amount) => (amount === 1 ? "once" : `${count(amount)} times`);
