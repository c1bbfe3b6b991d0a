// How many paths join a cell with every other one, through the maps of a scene: the twin of convviz/scene/paths.py. No DOM.

import { kindOf } from "./cell_kind.mjs";
import { OUTSIDE } from "./decode.mjs";
import { count } from "./format.mjs";
import { firstOf } from "./places.mjs";

/** Paths from a drawn cell down to those of every grid below, and up to those of every grid above.
 *
 * @param maps loop nests, from the lowest to the highest.
 * @returns a Map(grid → counts of its drawn cells); the cell's own grid has one path, to itself.
 */
export function paths(maps, grid, cell) {
  const own = new Float64Array(grid.size);
  own[cell] = 1;
  const below = new Map([[grid, own]]);
  for (const nest of [...maps].reverse()) follow(nest, below, "write", "read");
  const above = new Map([[grid, own]]);
  for (const nest of maps) follow(nest, above, "read", "write");
  return new Map([...below, ...above]);
}

function follow({ cells, ...nest }, counts, from, to) {
  const here = counts.get(nest[from].grid);
  if (!here) return;
  const there = new Float64Array(nest[to].grid.size);
  const [near, far] = [cells[from], cells[to]];
  for (let n = 0; n < near.length; n++) {
    if (near[n] !== OUTSIDE && far[n] !== OUTSIDE) there[far[n]] += here[near[n]];
  }
  counts.set(nest[to].grid, there);
}

/** What to light up for one cell: { spots, paths, sentence }. */
export function cone(maps, grid, cell) {
  const found = paths(maps, grid, cell);
  return { spots: [{ grid, cells: [cell], texts: [], factors: [] }], paths: found, sentence: sentence(maps, found, grid, cell) };
}

function sentence(maps, found, grid, cell) {
  const lowest = maps[0].read.grid;
  const what = lowest.axes[0].names ? "channel" : "unit";
  const below = maps.map(({ read }) => read.grid).filter((other) => isAbove(maps, other, grid));
  const ending = below.reduce((sum, other) => sum + onPadding(other, found.get(other)), 0);
  const above = maps.map(({ write }) => write.grid).filter((other) => other !== grid && isAbove(maps, grid, other));
  const reached = above.map((other) => [real(other, found.get(other)).length, other.title]).filter(([units]) => units);
  const name = kindOf(grid, cell) === "p" ? "This padding" : `This ${grid === lowest && what === "unit" ? "cell" : what}`;
  const least = ([units, title], noun = ` ${what}${units > 1 ? "s" : ""}`) => `${units}${noun} of ${title}`;
  if (grid === lowest) {
    if (!reached.length) return `${name} is read by no ${what}.`;
    const last = reached.length > 1 ? ` and ${least(reached.at(-1), "")}` : "";
    return `${name} reaches ${least(reached[0])}${last}.`;
  }
  const up = reached.length ? `; it reaches ${least(reached.at(-1))}` : above.length ? "; nothing above reads it" : "";
  return `${name} ${sight(lowest, found.get(lowest), ending)}${up}.`;
}

const isAbove = (maps, grid, other) => height(maps, other) > height(maps, grid);
const height = (maps, grid) => maps.findIndex(({ write }) => write.grid === grid);

/** "sees 7 of input cells 1 to 13, by 27 paths (2 more end on padding)". */
function sight(lowest, counts, ending) {
  const cells = real(lowest, counts);
  if (!cells.length) return "sees no input cell: its paths end on padding";
  const [axis] = lowest.axes;
  const sum = cells.reduce((total, cell) => total + counts[cell], 0);
  const ways = `by ${count(sum)} path${sum > 1 ? "s" : ""}`;
  if (axis.names && cells.length === lowest.size) return `sees all ${lowest.size} input channels, ${ways}`;
  if (axis.names) return `sees ${cells.length} of ${lowest.size} input channels (${cells.map((cell) => axis.names[cell]).join(", ")}), ${ways}`;
  const [first, last] = [cells[0], cells.at(-1)];
  const span = last - first + 1;
  const lost = ending ? ` (${count(ending)} more end${ending > 1 ? "" : "s"} on padding)` : "";
  const at = (cell) => cell - firstOf(axis) + 1;
  const where = span > 1 ? `cells ${at(first)} ${span > 2 ? "to" : "and"} ${at(last)}` : `cell ${at(first)}`;
  return `sees ${cells.length < span ? `${cells.length} of ` : ""}input ${where}, ${ways}${lost}`;
}

/** Paths that end on the padding of a row. */
function onPadding({ axes: [{ kind }] }, counts) {
  return kind ? counts.reduce((sum, paths, cell) => sum + (kind[cell] === "r" ? 0 : paths), 0) : 0;
}

/** Cells with a path that are no padding. */
function real(grid, counts) {
  const cells = [];
  const { kind } = grid.axes[0];
  counts.forEach((paths, cell) => paths && (!kind || kind[cell] === "r") && cells.push(cell));
  return cells;
}
