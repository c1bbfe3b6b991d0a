// Where a cell is, in words, counted from 1 as people do: the twin of convviz/scene/places.py. Code, links and files count
// from 0: `indexed`.

/** The drawn index of cell 0 of an axis: the first that is no padding. Zeros put in and cells cut off count. */
export const firstOf = ({ kind }) => (kind ? [...kind].findIndex((letter) => letter !== "p") : 0);

/** A cell as code would index it: "[1, 2]"; axes of a single entry are left out. */
export function indexed(axes, cell) {
  const names = axes.at(-1)?.names;
  if (names) return names[cell];
  return `[${entries(axes, cell).filter(isListed).map(({ index }) => written(index)).join(", ")}]`;
}

/** A cell with the name of its grid: "output row 2, column 3", "output 3" where there is one axis, "filter 2, channel 1,
 * row 1, column 1" of the grid "filters".
 *
 * Padding is called so, and counted on before 1 and after the last: "input padding at row 0, column 2".
 *
 * @param last the last of several cells; what all have in common is named, as "shuffled map 3".
 */
export function named(grid, cell, last = cell) {
  const words = place(grid, cell, last);
  if (grid.axes.at(-1)?.names) return `${one(grid)} ${words}`;
  if (isPadding(grid.axes, cell)) return `${grid.title} padding at ${words}`;
  if (grid.title in SEVERAL && grid.axes.some((axis) => !isPlane(axis) && axis.size > 1)) return words;
  if (!words) return one(grid);
  return `${one(grid)}${separator(grid, words)}${words}`;
}

/** A cell within its grid: "row 2, column 3", "3" where there is one axis, or its name. */
export function place(grid, cell, last = cell) {
  const { axes } = grid;
  if (axes.at(-1)?.names) return axes.at(-1).names[cell];
  const ends = entries(axes, last);
  const told = entries(axes, cell).filter((entry, a) => isTold(entry, axes) && entry.index === ends[a].index);
  if (isAlone(grid, told)) return written(told[0].index + 1);
  return told.map(({ axis, index }, n) => `${wordOf(grid, axis, n)} ${written(index + 1)}`).join(", ");
}

/** Several cells of one grid: "layer 1, units 1, 3 and 5". */
export function listed(grid, cells) {
  if (grid.axes.at(-1)?.names) return `${cells.length > 1 ? grid.title : one(grid)} ${enumerated(cells.map((cell) => place(grid, cell)))}`;
  if (cells.length === 1) return named(grid, cells[0]);
  const { axes } = grid;
  const told = cells.map((cell) => entries(axes, cell).filter((entry) => isTold(entry, axes)));
  if (told[0].length > 1) return `${grid.title} at ${cells.map((cell) => place(grid, cell)).join("; ")}`;
  const numbers = told.map(([{ index }], n) => `${written(index + 1)}${isPadding(axes, cells[n]) ? " (padding)" : ""}`);
  const words = isAlone(grid, told[0]) ? "" : `${wordOf(grid, told[0][0].axis, 0)}s `;
  return `${grid.title}${separator(grid, words)}${words}${enumerated(numbers)}`;
}

/** "1, 3 and 5". */
export function enumerated(texts) {
  const last = texts.at(-1);
  return texts.length > 1 ? `${texts.slice(0, -1).join(", ")} and ${last}` : last;
}

/** What the entries of an axis are called: a feature map is a channel that is written, a slice is a step in depth. */
export function spoken({ role }, { name }) {
  if (name === "depth") return "slice";
  return name === "channel" && role === "output" ? "map" : name;
}

/** Whether the cells of a grid have a single number, that of a column without rows. */
export const isLine = ({ axes }) => axes.at(-1).name === "column" && axes.slice(0, -1).every(({ size, role }) => size === 1 && role !== "row");

/** For each axis where a cell lies along it, counted from 0 without its padding. */
function entries(axes, cell) {
  const found = [];
  for (let a = axes.length - 1; a >= 0; a--) {
    const axis = axes[a];
    const drawn = cell % axis.size;
    cell = (cell - drawn) / axis.size;
    found.unshift({ axis, index: drawn - (axis.source ? firstOf(axis) : 0) });
  }
  return found;
}

function isPadding(axes, cell) {
  for (let a = axes.length - 1; a >= 0; a--) {
    const { size, kind } = axes[a];
    if (kind?.[cell % size] === "p") return true;
    cell = Math.floor(cell / size);
  }
  return false;
}

const isPlane = ({ role }) => role === "row" || role === "column";
const isListed = ({ axis }) => axis.size > 1 || isPlane(axis);

/** Rows and columns are always told; but a lone column, that of a bias, says nothing beside its map. */
function isTold({ axis }, axes) {
  if (axis.size > 1 || !isPlane(axis)) return axis.size > 1;
  return hasRows(axes) || axes.every(({ size }) => size === 1);
}

const hasRows = (axes) => axes.some(({ role }) => role === "row");
const isAlone = ({ axes, role }, told) => told.length === 1 && !hasRows(axes) && (told[0].axis.name === "column" || role === "bias");

const SEVERAL = { kernels: "kernel", filters: "filter", maps: "map" }; // titles that name several of what their first axis counts
const one = ({ title }) => SEVERAL[title] ?? title;
/** What an axis counts, the first of a grid as its title says: of the grid "kernels" kernels. */
export const wordOf = (grid, axis, n) => (n === 0 && !isPlane(axis) ? (SEVERAL[grid.title] ?? spoken(grid, axis)) : spoken(grid, axis));

/** Between title and words: "layer 1, unit 2" and "times painted, cell 3", as nothing is painted three times. */
const separator = ({ title }, words) => (/\d$/.test(title) ? ", " : /^[−\d]/.test(words) && title.includes(" ") ? ", cell " : " ");

const written = (index) => String(index).replace("-", "\u2212");
