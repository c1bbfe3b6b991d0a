// The step in words and in arithmetic: what is read out, and the equation under the picture. No DOM.

import { OUTSIDE } from "../scene/decode.mjs";
import { bracketed, isExact, number } from "../scene/format.mjs";
import { listed, named } from "../scene/places.mjs";
import { hueOf } from "../picture/channel_colours.mjs";

/** "output row 2, column 2": what the step is about, the cell written by a window or read by a stamp; of several moved at
 * once, what they have in common. */
export function subject(drawn) {
  const { nest, terms } = drawn;
  if (nest.operation === "add") return named(nest.read.grid, terms[0].read);
  return named(nest.write.grid, terms[0].write, terms.at(-1).write);
}

const MOST_HEARD = 30; // products read out one by one: longer sums take minutes to hear

/** The whole step as a sentence for a screen reader. */
export function sentence(drawn, step, steps) {
  const { nest, terms } = drawn;
  const { digits } = nest.write.grid;
  const head = `Step ${step + 1} of ${steps}, ${subject(drawn)}`;
  if (nest.operation === "move") return `${head}: copied${terms.length === 1 ? ` from ${source(drawn)}` : ""}.`;
  const many = terms.length > MOST_HEARD;
  if (carriesPaths(nest)) return `${head}: hands its ${count(terms[0].value)} on to ${targets(drawn)}.`;
  if (nest.operation === "add") return `${head}: adds ${terms.length} products${many ? "" : `, ${factors(drawn).join(", ")}`}.`;
  const products = many ? `the sum of ${terms.length} products` : factors(drawn).join(" plus ");
  return `${head}: ${products}${scaleWords(nest)}${biasWords(drawn)} equals ${number(drawn.sum, digits)}.`;
}

function factors({ nest, terms }) {
  const read = nest.read.grid.digits;
  if (!nest.weight) return terms.map((term) => number(term.value, read));
  const met = nest.weight.grid.digits;
  return terms.map((term) => `${number(term.value, read)} times ${number(term.factor, met)}`);
}

const scaleWords = ({ numerator, denominator }) =>
  numerator === denominator ? "" : `, times ${numerator} over ${denominator}`;

const biasWords = ({ start, nest }) => (start ? `, plus bias ${number(start, nest.write.grid.digits)}` : "");

/** The equation as rows of tokens { text, role, term }: `term` numbers the product a token belongs to, `group` the
 * partial sum, `hue` the colour of its channel; a token with `after` is known once that term is.
 *
 * Up to `PER_LINE` terms make one row; more are broken as the kernel is: a channel, plane or kernel row a line. A last
 * row adds up the partial sums, where there are several.
 */
export function equation(drawn) {
  const { nest } = drawn;
  if (nest.operation === "move") return [moveTokens(drawn)];
  if (carriesPaths(nest)) return [pathTokens(drawn)];
  return nest.operation === "add" ? stamped(drawn) : summed(drawn);
}

/** Letters of the longest row of a step's equation, signs and the room around them counted. */
export const longestRow = (drawn) => Math.max(...equation(drawn).map((row) => row.reduce((sum, token) => sum + lettersOf(token), 0)));

const lettersOf = ({ sign, text = "", value = "", factor = "", gives, cropped }) =>
  (sign ? 4 : 1) + `${text}${value}${factor}`.length + (factor ? 1 : 0) + (gives ? 3 + (cropped ? 7 : gives.text.length) : 0);

/** Paths: a number that is added as it is, without a weight, to other cells. */
const carriesPaths = (nest) => nest.operation === "add" && !nest.weight;

/** "1 path", "12 paths". */
const count = (paths) => `${number(paths)} path${paths === 1 ? "" : "s"}`;

/** "layer 1, units 1, 3 and 5". */
const targets = ({ nest, terms }) => listed(nest.write.grid, terms.map(({ write }) => write));

function pathTokens(drawn) {
  const { nest, terms } = drawn;
  return [
    { text: `${subject(drawn)} has ${count(terms[0].value)}`, role: nest.read.grid.role },
    { sign: "→", text: `${number(terms[0].value)} more in ${targets(drawn)}`, role: nest.write.grid.role },
  ];
}

/** Where a lone number comes from and goes to; of several moved at once, what they are part of. */
function moveTokens(drawn) {
  const { nest, terms } = drawn;
  const { role } = nest.read.grid;
  if (terms.length > 1) return [{ text: subject(drawn), role }];
  const written = nest.write.grid;
  const value = number(terms[0].value, written.digits);
  return [
    { text: source(drawn), role },
    { sign: "→", text: subject(drawn), role: written.role },
    { sign: "=", text: value, role: written.role, result: true },
  ];
}

/** Where a lone number is moved from, "kernel 3". */
const source = ({ nest: { read }, terms }) => named(read.grid, terms[0].read);

const PER_LINE = 16;

function lineLength(nest) {
  let length = 1;
  for (let i = nest.taps.length - 1; i >= 0 && length * nest.taps[i].size <= PER_LINE; i--) length *= nest.taps[i].size;
  return length;
}

function summed(drawn) {
  const { nest, terms } = drawn;
  const rows = [[]];
  const width = lineLength(nest);
  const inGroup = groupLength(nest);
  terms.forEach((term, i) => {
    if (i && i % width === 0) rows.push([]);
    const opens = inGroup > 0 && i % inGroup === 0;
    if (opens) rows.at(-1).push({ ...bracket("(", nest, terms, i, inGroup), sign: i > 0 ? "+" : "" });
    const { value, ...rest } = product(term, nest, i);
    const signed = i > 0 && !opens;
    rows.at(-1).push({ ...rest, value: signed ? bracketed(value) : value, sign: signed ? "+" : "", ...member(nest, terms, i, inGroup) });
    if (inGroup > 0 && (i + 1) % inGroup === 0) rows.at(-1).push(bracket(")", nest, terms, i, inGroup));
  });
  if (inGroup === 0) return ended(drawn, scaled(nest, rows));
  const sums = scaled(nest, [partialSums(drawn, inGroup)]);
  sums[0][0].sign = "=";
  return ended(drawn, [...scaled(nest, rows), ...sums]);
}

/** How many products make a partial sum; 0 where a step is one sum. */
function groupLength({ taps, grouped, terms }) {
  const at = grouped ? taps.findIndex(({ name }) => name === grouped) : -1;
  return at < 0 ? 0 : terms / taps.slice(0, at + 1).reduce((all, { size }) => all * size, 1);
}

const member = (nest, terms, i, inGroup) =>
  inGroup ? { group: Math.floor(i / inGroup), hue: hueOf(nest.weight.grid, terms[i].weight) } : {};

const bracket = (text, nest, terms, i, inGroup) => ({ text, ...member(nest, terms, i, inGroup) });

/** "12 + (−5) + 3", each in the colour of its channel. */
function partialSums({ nest, terms }, inGroup) {
  const { digits } = nest.write.grid;
  const sums = [];
  for (let first = 0; first < terms.length; first += inGroup) {
    const last = first + inGroup - 1;
    const sum = terms.slice(first, last + 1).reduce((total, term) => total + term.product, 0);
    const written = number(sum, digits);
    sums.push({ ...bracket(first ? bracketed(written) : written, nest, terms, last, inGroup), sign: first ? "+" : "", after: last });
  }
  return sums;
}

/** With the fraction in front of the weights, if there is one. */
function scaled({ numerator, denominator }, rows) {
  if (numerator === denominator) return rows;
  rows[0].unshift({ text: `${numerator}/${denominator}`, role: "kernel" }, { text: "·(" });
  rows.at(-1).push({ text: ")" });
  return rows;
}

/** With the bias and what comes out. */
function ended(drawn, rows) {
  if (drawn.start) {
    rows.at(-1).push({ text: bracketed(number(drawn.start, drawn.nest.write.grid.digits)), role: "bias", sign: "+" });
  }
  rows.at(-1).push(result(drawn));
  return rows;
}

function product(term, nest, i) {
  return {
    term: i,
    value: number(term.value, nest.read.grid.digits),
    factor: nest.weight ? bracketed(number(term.factor, nest.weight.grid.digits)) : "",
    border: isBorder(nest.read.grid, term.read),
    ...(nest.weight ? {} : { hue: hueOf(nest.read.grid, term.read) }),
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
