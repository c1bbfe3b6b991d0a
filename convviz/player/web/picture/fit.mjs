// How numbers are written where there is little room: with fewer decimals first, then in smaller type, and what is then
// still too long for its place in compact form. No DOM; the twin of convviz/export/mpl/fit.py.

import { MINUS, bracketed, number, power } from "../scene/format.mjs";

const COMFORTABLE = 2 / 3; // of the best size: only below this do decimals go
const NARROW = /[.()]/g;

/** How wide a text is, in letter heights: a little more than any font of the player takes. */
export const letters = (text) => text.length * 0.6 - (text.match(NARROW)?.length ?? 0) * 0.25;

/** A text with numbers in it that can be written shorter.
 *
 * @param compose makes the text of the numbers as they are written.
 */
export class Amount {
  constructor(values, digits, compose = ([written]) => written) {
    this.values = values;
    this.digits = digits;
    this.compose = compose;
  }

  /** The text at a level: 0 is in full, each further one shorter or the same. */
  at(level) {
    return this.compose(this.values.map((value) => shorter(value, this.digits, level)));
  }

  toString() {
    return this.at(0);
  }
}

/** "×2", "×(−2)": how a weight is written in the cell it meets. */
export const times = (factor, digits) => new Amount([factor], digits, ([written]) => `×${bracketed(written)}`);

/** "+6", "−6": how a product is written in the cell it is added to. */
export const plus = (value, digits) =>
  new Amount([value], digits, ([written]) => (written.startsWith(MINUS) ? written : `+${written}`));

/** Levels that all numbers of a grid take together: one for each number of decimals from `digits` down to 1. */
const together = (digits) => Math.max(1, digits);

/** A number at a level: with ever fewer decimals, then whole, then "1.2k", "1k" and "1e3". */
export function shorter(value, digits, level) {
  const full = number(value, digits);
  const kept = digits - level;
  if (level === 0 || !full) return full;
  if (full.includes("e")) return level < together(digits) + 3 ? full : power(value);
  const size = Math.abs(value);
  if (kept >= 1) return size < 0.5 * 10 ** -kept ? full : number(value, kept); // 0.04 is not written as 4e−2
  switch (Math.min(level - together(digits), size >= 999.5 ? 3 : 0)) {
    case 0: {
      const rounded = number(value, size < 1 ? Math.min(digits, 1) : 0);
      return rounded.length < full.length ? rounded : full;
    }
    case 1:
      return `${number(value / 1000, 1)}k`;
    case 2:
      return `${number(value / 1000, 0)}k`;
    default:
      return power(value);
  }
}

/** How a grid's numbers fit into places of a width: { size, write }.
 *
 * @param amounts all there may be.
 * @param room of a place; `best` and `least` are the sizes of type, all in the same unit.
 * @returns `write(amount)` gives { text, size }: the size of all, or one's own where even the shortest does not fit.
 */
export function fit(amounts, { room, best, least, wide = letters }) {
  const digits = amounts.reduce((most, amount) => Math.max(most, amount.digits), 0);
  const sizeAt = (level) => {
    const widest = amounts.reduce((most, amount) => Math.max(most, wide(amount.at(level))), 1e-12);
    return Math.max(least, Math.min(best, room / widest));
  };
  let chosen = { level: 0, size: sizeAt(0) };
  for (let level = 1; level < together(digits) && chosen.size < best * COMFORTABLE; level++) {
    const size = sizeAt(level);
    if (size > chosen.size) chosen = { level, size };
  }
  const { level, size } = chosen;
  const write = (amount) => {
    let text = amount.at(level);
    for (let next = level + 1; next < together(amount.digits) + 4 && wide(text) * size > room; next++) text = amount.at(next);
    return { text, size: Math.min(size, room / (wide(text) || 1)) };
  };
  return { size, write };
}
