// One product of a step in words, for a screen reader. No DOM.

import { OUTSIDE } from "../scene/decode.mjs";
import { number } from "../scene/format.mjs";
import { named } from "../scene/places.mjs";

/** "Product 3 of 9: 2 times 1 equals 2, the sum so far 9."
 *
 * @param drawn the step, as the decoder gives it; one with weights.
 * @param active which of its products.
 */
export function productSentence({ nest, terms }, active) {
  const { grid } = nest.write;
  const { value, factor, product, write } = terms[active];
  const [read, met, written] = [nest.read.grid.digits, nest.weight.grid.digits, grid.digits];
  const head = `Product ${active + 1} of ${terms.length}: ${number(value, read)} times ${number(factor, met)} equals ${number(product, written)}`;
  if (nest.operation === "add") return `${head}, ${write === OUTSIDE ? "cropped" : `added to ${named(grid, write)}`}.`;
  const sum = terms.slice(0, active + 1).reduce((total, term) => total + term.product, 0);
  return `${head}, the sum so far ${number(sum, written)}.`;
}
