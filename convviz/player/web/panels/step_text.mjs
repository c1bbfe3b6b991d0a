// The step in words and in arithmetic: what is read out, and the equation under the picture. No DOM.

import { OUTSIDE } from "../scene/decode.mjs";
import { agree, decimal, inCell, read } from "../scene/decimals.mjs";
import { bracketed, number } from "../scene/format.mjs";
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
  const head = `Step ${step + 1} of ${steps}, ${subject(drawn)}`;
  if (nest.operation === "move") return `${head}: copied${terms.length === 1 ? ` from ${source(drawn)}` : ""}.`;
  const many = terms.length > MOST_HEARD;
  if (carriesPaths(nest)) return `${head}: hands its ${count(terms[0].value)} on to ${targets(drawn)}.`;
  if (nest.operation === "add") return `${head}: adds ${terms.length} products${many ? "" : `, ${factors(drawn).join(", ")}`}.`;
  const products = many ? `the sum of ${terms.length} products` : factors(drawn).join(" plus ");
  return `${head}: ${products}${scaleWords(nest)}${biasWords(drawn)} ${verb(drawn)} ${decimal(drawn.sum, nest.write.grid)}.`;
}

const factors = ({ nest, terms }) =>
  terms.map((term) => {
    const { value, factor } = written(term, nest);
    return factor ? `${value} times ${factor}` : value;
  });

/** The factors of a product, each with the decimals of its grid. */
const written = ({ read, weight, value, factor }, nest) => ({
  value: inCell(nest.read.grid, read, value),
  factor: nest.weight ? inCell(nest.weight.grid, weight, factor) : "",
});

/** What the factors that are shown multiply to. */
const shown = ({ value, factor }) => read(value) * (factor ? read(factor) : 1);

/** Whether what is shown adds up to what is shown, and "equals" is true. */
function isTrue(drawn, sum) {
  const { nest, start } = drawn;
  return agree(nest.scaled(sum) + (start ? read(decimal(start, nest.biasGrid)) : 0), read(decimal(drawn.sum, nest.write.grid)));
}

function verb(drawn) {
  const { nest, terms, sum } = drawn;
  const exact = terms.length > MOST_HEARD ? agree(sum, read(decimal(sum, nest.write.grid))) : isTrue(drawn, total(terms, nest));
  return exact ? "equals" : "is about";
}

const total = (terms, nest) => terms.reduce((sum, term) => sum + shown(written(term, nest)), 0);

const scaleWords = ({ numerator, denominator }) =>
  numerator === denominator ? "" : `, times ${numerator} over ${denominator}`;

const biasWords = ({ start, nest }) => (start ? `, plus bias ${decimal(start, nest.biasGrid)}` : "");

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
  const target = nest.write.grid;
  const value = decimal(terms[0].value, target);
  return [
    { text: source(drawn), role },
    { sign: "→", text: subject(drawn), role: target.role },
    { sign: "=", text: value, role: target.role, result: true },
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
  const inGroup = nest.groupLength;
  terms.forEach((term, i) => {
    if (i && i % width === 0) rows.push([]);
    const opens = inGroup > 0 && i % inGroup === 0;
    if (opens) rows.at(-1).push({ ...bracket("(", nest, terms, i, inGroup), sign: i > 0 ? "+" : "" });
    const { value, ...rest } = product(term, nest, i);
    const signed = i > 0 && !opens;
    rows.at(-1).push({ ...rest, value: signed ? bracketed(value) : value, sign: signed ? "+" : "", ...member(nest, terms, i, inGroup) });
    if (inGroup > 0 && (i + 1) % inGroup === 0) rows.at(-1).push(bracket(")", nest, terms, i, inGroup));
  });
  if (inGroup === 0) return ended(drawn, scaled(nest, rows), total(terms, nest));
  const partial = partialSums(drawn, inGroup);
  const sums = scaled(nest, [partial.map(({ exact, ...token }) => token)]);
  sums[0][0].sign = partial.every(({ exact }) => exact) ? "=" : "≈";
  return ended(drawn, [...scaled(nest, rows), ...sums], partial.reduce((all, { text }) => all + read(text), 0));
}

const member = (nest, terms, i, inGroup) =>
  inGroup ? { group: Math.floor(i / inGroup), hue: hueOf(nest.weight.grid, terms[i].weight) } : {};

const bracket = (text, nest, terms, i, inGroup) => ({ text, ...member(nest, terms, i, inGroup) });

/** "12 + (−5) + 3", each in the colour of its channel, and whether the products it stands for add up to it as shown. */
function partialSums({ nest, terms }, inGroup) {
  const sums = [];
  for (let first = 0; first < terms.length; first += inGroup) {
    const last = first + inGroup - 1;
    const members = terms.slice(first, last + 1);
    const text = decimal(members.reduce((sum, term) => sum + term.product, 0), nest.write.grid);
    const exact = agree(total(members, nest), read(text));
    sums.push({ ...bracket(first ? bracketed(text) : text, nest, terms, last, inGroup), sign: first ? "+" : "", after: last, exact });
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

/** With the bias and what comes out of the `sum` that is shown. */
function ended(drawn, rows, sum) {
  if (drawn.start) {
    rows.at(-1).push({ text: bracketed(decimal(drawn.start, drawn.nest.biasGrid)), role: "bias", sign: "+" });
  }
  rows.at(-1).push(result(drawn, sum));
  return rows;
}

function product(term, nest, i) {
  const { value, factor } = written(term, nest);
  return {
    term: i,
    value,
    factor: bracketed(factor),
    border: isBorder(nest.read.grid, term.read),
    ...(nest.weight ? {} : { hue: hueOf(nest.read.grid, term.read) }),
  };
}

function result(drawn, sum) {
  const { grid } = drawn.nest.write;
  return { text: decimal(drawn.sum, grid), role: grid.role, sign: isTrue(drawn, sum) ? "=" : "≈", result: true };
}

function stamped(drawn) {
  const { nest, terms } = drawn;
  const width = lineLength(nest);
  const rows = [[]];
  terms.forEach((term, i) => {
    if (i && i % width === 0) rows.push([]);
    const cropped = term.write === OUTSIDE;
    const gives = { text: decimal(nest.scaled(term.product), nest.write.grid), role: nest.write.grid.role };
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
