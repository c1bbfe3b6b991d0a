// How many decimals the numbers of a grid have: all the same, so that columns align and a number looks in the arithmetic as
// it does in its cell. The twin of convviz/scene/decimals.py. No DOM.

import { MINUS, compact } from "./format.mjs";

/** How numbers that belong to no grid are written: the zeros of padding, counts. */
export const WHOLE = { decimals: 0, digits: 2 };

/** A number with exactly as many decimals as the others of its grid: "−2.00" beside "0.45"; what is larger than a million,
 * or smaller than can be shown at all, as "1.2e7".
 *
 * @param style `decimals` they all have, of at most `digits`.
 */
export function decimal(value, { decimals, digits }) {
  if (!Number.isFinite(value)) return "";
  const size = Math.abs(value);
  const text = isCompact(size, digits) ? compact(size) : size.toFixed(decimals);
  return (value < 0 && /[1-9]/.test(text) ? MINUS : "") + text;
}

const isCompact = (size, digits) => size >= 1e6 || (size > 0 && size < 0.5 * 10 ** -digits);

/** The fewest decimals that show all numbers as exactly as `digits` do. */
export function decimalsOf(values, digits) {
  let most = 0;
  for (const value of values) {
    if (Number.isInteger(value) || !Number.isFinite(value) || isCompact(Math.abs(value), digits)) continue;
    const [, fraction = ""] = value.toFixed(digits).split(".");
    most = Math.max(most, fraction.replace(/0+$/, "").length);
    if (most === digits) break;
  }
  return most;
}

/** The number in a cell as its grid writes it; padding, and what is no weight of a matrix, is a plain 0. */
export function inCell(grid, cell, value) {
  return decimal(value, isPlain(grid, cell) ? WHOLE : grid);
}

/** Whether a cell holds no number of its grid: it lies outside, on zeros, or is empty by construction. */
export const isPlain = (grid, cell) => cell < 0 || grid.held[cell] < 0 || grid.gaps.includes(cell);

/** A number as it was written, in brackets or not. */
export const read = (written) => Number(written.replace(/[()]/g, "").replaceAll(MINUS, "-"));

/** Whether two numbers are the same but for the last bits of a sum. */
export const agree = (one, other) => Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other));
