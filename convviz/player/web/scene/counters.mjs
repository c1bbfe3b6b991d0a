// The line of counters under a picture, in words: what a layer has, and what has been multiplied so far. No DOM; the
// twin of the line that exports draw.

import { count } from "./format.mjs";

/** "weights 9 (+ bias 1) · multiplications 45 / 81 · FLOPs = 2 × 81 = 162". */
export function countersLine({ weights, biases = 0, spent, total }) {
  const added = biases ? ` (+ ${biases > 1 ? "biases" : "bias"} ${count(biases)})` : "";
  const flops = `FLOPs = 2 × ${count(total)} = ${count(2 * total)}`;
  return `weights ${count(weights)}${added} · multiplications ${count(spent)} / ${count(total)} · ${flops}`;
}
