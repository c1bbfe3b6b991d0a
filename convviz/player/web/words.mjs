// The step in words and in arithmetic: what is read out, and the equation under the picture. No DOM.

import { OUTSIDE } from "./decode.mjs";
import { bracketed, isExact, number, place } from "./format.mjs";

/** "output [1, 1]": what the step is about, the cell written by a window or read by a stamp. */
export function subject(drawn) {
  const { nest, terms } = drawn;
  const { grid } = nest.operation === "add" ? nest.read : nest.write;
  const cell = nest.operation === "add" ? terms[0].read : terms[0].write;
  return `${grid.title} ${place(grid.axes, cell)}`;
}

const MOST_HEARD = 30; // products read out one by one: longer sums take minutes to hear

/** The whole step as a sentence for a screen reader. */
export function sentence(drawn, step, steps) {
  const { nest, terms } = drawn;
  const { digits } = nest.write.grid;
  const head = `Step ${step + 1} of ${steps}, ${subject(drawn)}`;
  if (nest.operation === "move") return `${head}: copied.`;
  const many = terms.length > MOST_HEARD;
  if (nest.operation === "add") return `${head}: adds ${terms.length} products${many ? "" : `, ${factors(drawn).join(", ")}`}.`;
  const products = many ? `the sum of ${terms.length} products` : factors(drawn).join(" plus ");
  return `${head}: ${products}${scaleWords(nest)}${biasWords(drawn)} equals ${number(drawn.sum, digits)}.`;
}

function factors({ nest, terms }) {
  const [read, met] = [nest.read.grid.digits, nest.weight.grid.digits];
  return terms.map((term) => `${number(term.value, read)} times ${number(term.factor, met)}`);
}

const scaleWords = ({ numerator, denominator }) =>
  numerator === denominator ? "" : `, times ${numerator} over ${denominator}`;

const biasWords = ({ start, nest }) => (start ? `, plus bias ${number(start, nest.write.grid.digits)}` : "");

/** The equation as rows of tokens { text, role, term }: `term` numbers the product a token belongs to.
 *
 * Up to `PER_LINE` terms make one row; more are broken as the kernel is: a channel, plane or kernel row a line.
 */
export function equation(drawn) {
  const { nest, terms } = drawn;
  if (nest.operation === "move") return [[{ text: subject(drawn), role: nest.read.grid.role }]];
  return nest.operation === "add" ? stamped(drawn) : summed(drawn, terms);
}

const PER_LINE = 16;

function lineLength(nest) {
  let length = 1;
  for (let i = nest.taps.length - 1; i >= 0 && length * nest.taps[i].size <= PER_LINE; i--) length *= nest.taps[i].size;
  return length;
}

function summed(drawn, terms) {
  const { nest } = drawn;
  const rows = [[]];
  const width = lineLength(nest);
  const scaled = nest.numerator !== nest.denominator;
  if (scaled) rows[0].push({ text: `${nest.numerator}/${nest.denominator}`, role: "kernel" }, { text: "·(" });
  terms.forEach((term, i) => {
    if (i && i % width === 0) rows.push([]);
    const { value, ...rest } = product(term, nest, i);
    rows.at(-1).push({ ...rest, value: i > 0 ? bracketed(value) : value, sign: i > 0 ? "+" : "" });
  });
  if (scaled) rows.at(-1).push({ text: ")" });
  if (drawn.start) {
    rows.at(-1).push({ text: bracketed(number(drawn.start, nest.write.grid.digits)), role: "bias", sign: "+" });
  }
  rows.at(-1).push(result(drawn));
  return rows;
}

function product(term, nest, i) {
  return {
    term: i,
    value: number(term.value, nest.read.grid.digits),
    factor: bracketed(number(term.factor, nest.weight.grid.digits)),
    border: isBorder(nest.read.grid, term.read),
  };
}

function result({ nest, sum }) {
  const { digits, role } = nest.write.grid;
  return { text: number(sum, digits), role, sign: isExact(sum, digits) ? "=" : "≈", result: true };
}

function stamped(drawn) {
  const { nest, terms } = drawn;
  const width = lineLength(nest);
  const rows = [[]];
  terms.forEach((term, i) => {
    if (i && i % width === 0) rows.push([]);
    const cropped = term.write === OUTSIDE;
    const gives = { text: number(nest.scaled(term.product), nest.write.grid.digits), role: nest.write.grid.role };
    rows.at(-1).push({ ...product(term, nest, i), sign: "", gives, cropped });
  });
  return rows;
}

function isBorder(grid, cell) {
  if (cell === OUTSIDE) return true;
  for (let a = grid.axes.length - 1; a >= 0; a--) {
    const axis = grid.axes[a];
    if (axis.kind && axis.kind[cell % axis.size] !== "r") return true;
    cell = Math.floor(cell / axis.size);
  }
  return false;
}
