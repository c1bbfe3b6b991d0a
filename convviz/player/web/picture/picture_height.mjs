// How tall the picture may become so that its numbers can be read: the height is what a page has to give.

import { arrange } from "./layout.mjs";
import { SMALLEST_NUMBERED } from "./fit.mjs";
import { hasNumbers } from "./lines.mjs";

const READABLE = 20; // pixels a side: below this digits are hard to read
const HIGHER = [1.2, 1.35, 1.5, 1.75, 2, 2.3];
const LONG_CHAIN = 4; // grids of a track: input, kernel, bias and output are usual
const VISIBLE = 7; // pixels a side: smaller ones are dust

/** The plan in this height; in half as much again where numbers would be hard to read, and for a stack of sheets. Tracks
 * with scales of their own get as much as keeps the numbers of all of them; a long chain of grids twice as much if it then
 * has its numbers, and on a phone whatever its cells need to be seen. */
export function readableArrangement(rows, width, height, projector, view, own) {
  const taller = (times) => arrange(rows, width, height * times, projector, view, own);
  const plan = taller(1);
  if (smallest(plan) >= READABLE && !plan.stack) return plan;
  if (own) return HIGHER.map(taller).find((each) => smallest(each) > SMALLEST_NUMBERED) ?? taller(HIGHER.at(-1));
  const higher = taller(1.5);
  const long = rows.some((grids) => grids.length > LONG_CHAIN);
  if (long && smallest(higher) < VISIBLE) return taller(3);
  if (!long || higher.stack || allNumbered(higher)) return higher;
  const highest = taller(2);
  return allNumbered(highest) ? highest : higher;
}

const withNumbers = ({ slots }) => [...slots.values()].filter(hasNumbers);
const smallest = (plan) => Math.min(...withNumbers(plan).map(({ cell }) => cell));
const allNumbered = (plan) => withNumbers(plan).every(({ numbered }) => numbered);
