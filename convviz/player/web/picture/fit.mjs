// How numbers are written where there is little room: in smaller type, then with fewer decimals, all of a grid alike, and only
// what is even whole too long for its place in compact form. No DOM; the twin of convviz/export/mpl/fit.py.

import { decimal } from "../scene/decimals.mjs";
import { MINUS, bracketed, number, power } from "../scene/format.mjs";

export const SMALLEST_NUMBERED = 15; // pixels: below this a cell cannot hold a digit
const NARROW = /[.()]/g;
const SHORTER = 3; // forms that are shorter than the full one: "1.2k", "1k", "1e3"
const MOST_LOST = 0.25; // of the numbers of a grid that are not 0 may be written as 0 for want of decimals

/** How wide a text is, in letter heights: as the player's type is where it is bold, a little more than elsewhere. */
export const letters = (text) => text.length * 0.54 - (text.match(NARROW)?.length ?? 0) * 0.2;

/** A text with numbers in it that can be written shorter.
 *
 * @param style of the grid they belong to: { decimals, digits }.
 * @param compose makes the text of the numbers as they are written.
 */
export class Amount {
  constructor(values, { decimals, digits }, compose = ([written]) => written) {
    this.values = values;
    this.style = { decimals, digits };
    this.compose = compose;
  }

  /** The text in full, or in one of the shorter forms of its numbers, 1 to 3. */
  at(form) {
    return this.compose(this.values.map((value) => shorter(value, this.style, form)));
  }

  /** The same with other decimals. */
  with(decimals) {
    return new Amount(this.values, { ...this.style, decimals }, this.compose);
  }

  toString() {
    return this.at(0);
  }
}

/** "×2", "×(−2)": how a weight is written in the cell it meets. */
export const times = (factor, style) => new Amount([factor], style, ([written]) => `×${bracketed(written)}`);

/** "+6", "−6": how a product is written in the cell it is added to. */
export const plus = (value, style) =>
  new Amount([value], style, ([written]) => (written.startsWith(MINUS) ? written : `+${written}`));

/** A number in full, or where it has thousands as "1.2k", "1k" and "1e3". */
export function shorter(value, style, form) {
  const full = decimal(value, style);
  if (form === 0 || !full) return full;
  if (full.includes("e")) return form < SHORTER ? full : power(value);
  if (Math.abs(value) < 999.5) return full;
  if (form === SHORTER) return power(value);
  return `${number(value / 1000, form === 1 ? 1 : 0)}k`;
}

const widest = (amounts, wide) => amounts.reduce((most, amount) => Math.max(most, wide(amount.at(0))), 1e-12);

/** The most decimals with which all numbers of a grid fit into their places in type that can be read; where there are
 * none, as few as can be without most numbers becoming 0. Never more than the amounts have.
 *
 * @param amounts all there may be.
 * @param room of a place; `least` is the smallest type, in the same unit.
 */
export function decimalsFor(amounts, { room, least, wide = letters }) {
  const most = amounts.reduce((found, { style }) => Math.max(found, style.decimals), 0);
  for (let decimals = most; ; decimals--) {
    const lowered = amounts.map((amount) => amount.with(Math.min(decimals, amount.style.decimals)));
    if (decimals === 0 || widest(lowered, wide) * least <= room) return decimals;
    if (lost(amounts, decimals - 1) > MOST_LOST) return decimals;
  }
}

/** The share of the numbers that would be written as 0 and are not. */
function lost(amounts, decimals) {
  const values = amounts.flatMap(({ values }) => values).filter((value) => value !== 0 && Number.isFinite(value));
  const gone = values.filter((value) => Math.abs(value) < 0.5 * 10 ** -decimals);
  return values.length ? gone.length / values.length : 0;
}

/** How a grid's numbers fit into places of a width: { size, write }.
 *
 * @param amounts all there may be, with the decimals on show.
 * @param room of a place; `best` and `least` are the sizes of type, all in the same unit.
 * @returns `write(amount)` gives { text, size }: the size of all, or one's own where even the shortest does not fit.
 */
export function fit(amounts, { room, best, least, wide = letters }) {
  const size = Math.max(least, Math.min(best, room / widest(amounts, wide)));
  const write = (amount) => {
    let text = amount.at(0);
    for (let form = 1; form <= SHORTER && wide(text) * size > room; form++) text = amount.at(form);
    return { text, size: Math.min(size, room / (wide(text) || 1)) };
  };
  return { size, write };
}
