// What the planes of a grid are called, counted from 1: "channel 2", "map 1"; the channels of a colour picture "R", "G" and
// "B". No DOM; the twin of convviz/scene/plane_names.py.

import { firstOf, wordOf } from "./places.mjs";

const LETTERS = ["R", "G", "B"];
const isPlane = ({ role }) => role === "row" || role === "column";

/** The names along each role that counts planes, { plane, block } or fewer, as [{ full, short }]: "channel 2" and "2", both
 * empty for padding.
 *
 * A lone plane has none; nor have the channels of filters that read different ones, as the second of a group is the first
 * of none.
 */
export function planeNames(grid) {
  if (grid.role === "bias") return {}; // each of its numbers is a plane
  const told = grid.axes.filter((axis) => axis.size > 1 || isPlane(axis));
  const counted = told.filter(({ role }) => role === "plane" || role === "block");
  return Object.fromEntries(counted.filter((axis) => readsAlike(grid, axis)).map((axis) => [axis.role, namesOf(grid, axis, told.indexOf(axis))]));
}

function namesOf(grid, axis, n) {
  const first = axis.source ? firstOf(axis) : 0;
  const coloured = grid.colours === "rgb" && axis.name === "channel" && grid.role !== "output";
  return Array.from({ length: axis.size }, (_, i) => {
    if (axis.kind?.[i] === "p") return { full: "", short: "" };
    if (coloured) return { full: LETTERS[i % 3], short: LETTERS[i % 3] };
    return { full: `${wordOf(grid, axis, n)} ${i - first + 1}`, short: `${i - first + 1}` };
  });
}

/** Whether the entries of an axis mean the same for all others: of the channels of a kernel, that every filter reads them. */
function readsAlike(grid, axis) {
  if (grid.role !== "kernel" || axis.name !== "channel") return true;
  const filters = grid.hues[grid.axes.findIndex(({ name }) => name === "filter")] ?? [];
  return filters.every((hue) => hue === filters[0]);
}
