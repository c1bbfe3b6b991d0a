// Grids of one track in lines, left to right, operators between them: no DOM. A narrow player breaks the line.

import { liftOf } from "./bars.mjs";
import { SMALLEST_NUMBERED } from "./fit.mjs";
import { Margins } from "./margins.mjs";
import { Planes, extents } from "./planes.mjs";

const LABEL_HEIGHT = 46; // title, and below it the note, above a grid
const LABEL_ON_ONE_LINE = 28; // where both fit beside each other
export const LINE_GAP = 18;
const SIGN_WIDTH = 30; // "∗", "=" and the like in front of a grid
const SPARE_OF_SIGN = 2; // at its right
const SPACE = 6; // between a grid and the margin of the next, where no sign stands between them
const FRACTION_WIDTH = 26;
const WIDEST_GAP = 40; // between grids of a line, where there is room to spare
const TITLE_CHARACTER = 10;
const NOTE_CHARACTER = 6.3;
const WIDEST_NOTE = 170; // longer ones wrap
const PICTURE_SIDE = 9; // a pixel grid is as large as this many cells of the kernel, however many pixels it has
const NUMBERS_SIDE = 12; // and so is a numbered grid with more cells than this a side: the kernel stays readable
const SIDES = { pixels: PICTURE_SIDE, cells: NUMBERS_SIDE, bars: NUMBERS_SIDE };
const WORTHWHILE = 1.12; // cells must grow by so much to be worth another arrangement
const READABLE = 20; // pixels; cells of this size must grow more to be worth another line, which makes the picture taller
const WORTH_A_LINE = 1.5;
const NUMBERED_SIDE = 36; // more cells than this a side would only be grey dust with numbers in it

/** The picture with the larger cells; of those too tall for their room, the lower one. */
export function better(one, other, worth = WORTHWHILE) {
  if (one.fits !== other.fits) return one.fits ? one : other;
  if (!one.fits) return other.tall < one.tall ? other : one;
  return other.cell > one.cell * worth ? other : one;
}

/** Each grid with its extent in cells of the kernel; all pixel grids of a track share one smaller scale, so do all
 * numbered ones, and all with bars, so that sizes can be compared. `even` leaves numbered ones as large as the kernel. */
export function shrinkLarge(grids, view, even = false) {
  const small = ({ role, display }) => role === "kernel" || role === "bias" || (even && display === "cells");
  const side = ({ axes }) => Math.max(extents(axes).row, extents(axes).column);
  const largest = (display) => Math.max(0, ...grids.filter((g) => g.display === display && !small(g)).map(side));
  const kept = Math.max(NUMBERS_SIDE, ...grids.filter(small).map(side)); // beside a large matrix all is as large
  const sides = Object.entries({ ...SIDES, cells: kept });
  const shrink = Object.fromEntries(sides.map(([display, most]) => [display, most / Math.max(most, largest(display))]));
  return grids.map((grid) => {
    const scale = small(grid) ? 1 : shrink[grid.display];
    const planes = new Planes(grid.axes, { ...view, lift: liftOf(grid) });
    return { grid, scale, planes, columns: planes.columns * scale, margins: marginsOf(grid, planes, view), sizes: [] };
  });
}

const marginsOf = (grid, planes, { type, names, rulers }) =>
  new Margins(grid, planes, { type, names, rulers: rulers && hasNumbers(grid) && numberable(grid.axes) });

/** The way to break one track's grids into lines that allows the largest cells. */
export function breakLines(items, width, height, largest) {
  const choices = [];
  for (let breaks = 0; breaks < 2 ** (items.length - 1); breaks++) {
    const lines = split(items, breaks);
    if (!barsBelow(lines)) continue;
    const { cell, fits, wide } = largestCell(lines, width, height, largest);
    choices.push({ lines, cell, fits, wide, tall: wide ? Infinity : heightOf(lines, cell) });
  }
  choices.sort((one, other) => one.lines.length - other.lines.length); // the fewer lines, where cells hardly differ
  return choices.reduce((one, other) => better(one, other, one.cell < READABLE ? WORTHWHILE : WORTH_A_LINE));
}

/** Whether every grid with bars begins a line: what is counted stands below what counts it. */
const barsBelow = (lines) => lines.every((line) => line.slice(1).every(({ grid }) => !liftOf(grid)));

function split(grids, breaks) {
  const lines = [[grids[0]]];
  for (let i = 1; i < grids.length; i++) {
    if (breaks & (1 << (i - 1))) lines.push([]);
    lines.at(-1).push(grids[i]);
  }
  return lines;
}

function largestCell(lines, width, height, largest) {
  const fitsAcross = (cell) => lines.every((line) => lineWidth(line, cell) <= width);
  for (let cell = largest; cell > 3; cell -= cell > 24 ? 1 : 0.5) {
    if (fitsAcross(cell) && heightOf(lines, cell) <= height) return { cell, fits: true };
  }
  for (let cell = 12; cell > 1; cell -= 0.25) if (fitsAcross(cell)) return { cell, fits: false }; // the page scrolls
  return { cell: 1, fits: false, wide: true }; // labels alone are too wide: any other arrangement is better
}

/** Pixels that lines of grids are high. */
export const heightOf = (lines, cell) => lines.reduce((sum, line) => sum + lineHeight(line, cell) + LINE_GAP, -LINE_GAP);

/** Sizes of a grid in pixels, at a cell of the kernel: `width` with its label; `body`, height of its cells; `head` and
 * `foot`, of the margins above and below; `left`, width of that at the left, and `lead` with the sign in front; and whether
 * its label is short enough for `oneLine`. Known once for all the ways to break lines. */
export function sizesOf(item, cell) {
  return (item.sizes[cell * 4] ??= measured(item, cell)); // cells are quarters of a pixel
}

function measured(item, cell) {
  const { grid, columns, planes, margins, scale } = item;
  const side = cell * scale;
  const [title, note, sign, left] = [titleWidth(grid), noteWidth(grid), signWidth(item), margins.left(side)];
  const width = Math.max(title, Math.min(WIDEST_NOTE, note), columns * cell + margins.overhang(side));
  const body = planes.rowsApart(margins.gap(side) / side) * side;
  const lead = sign + (left && Math.max(0, left + (sign ? -SPARE_OF_SIGN : SPACE))); // it may reach into the room of the sign
  return { width, body, head: margins.head(side), foot: margins.foot(side), left, lead, oneLine: title + note <= width };
}

const lineWidth = (line, cell) => line.reduce((sum, item) => sum + sizesOf(item, cell).lead + sizesOf(item, cell).width, 0);
const most = (line, cell, size) => line.reduce((all, item) => Math.max(all, sizesOf(item, cell)[size]), 0);
const lineHeight = (line, cell) => labelHeight(line, cell) + most(line, cell, "head") + most(line, cell, "body") + most(line, cell, "foot");

const titleWidth = ({ title }) => title.length * TITLE_CHARACTER;
const noteWidth = ({ note }) => note.length * NOTE_CHARACTER;

/** Labels of a line are all on one line, or all on two. */
const labelHeight = (line, cell) => (line.every((item) => sizesOf(item, cell).oneLine) ? LABEL_ON_ONE_LINE : LABEL_HEIGHT);

/** What stands in front of a grid: the operation that leads to it. */
const SIGNS = { kernel: "∗", bias: "+", output: "=" };
const signOf = (grid) => (grid.sign || SIGNS[grid.role] || "").trim();

function signWidth({ grid }) {
  return (signOf(grid) ? SIGN_WIDTH : 0) + (grid.scale[0] === grid.scale[1] ? 0 : FRACTION_WIDTH);
}

/** Place the lines of a track from its upper left corner on; its height.
 *
 * @param bare whether there are no operators between grids and each line begins at the left.
 */
export function placeLines(lines, cell, { left, top, width }, slots, bare = false) {
  let y = top;
  for (const line of lines) y += placeLine(line, cell, { left, top: y, width }, slots, bare) + LINE_GAP;
  return y - LINE_GAP - top;
}

function placeLine(line, cell, { left, top, width }, slots, bare) {
  const height = lineHeight(line, cell);
  const label = labelHeight(line, cell);
  const [head, body] = [most(line, cell, "head"), most(line, cell, "body")];
  const spare = Math.max(0, width - lineWidth(line, cell));
  const gap = Math.min(WIDEST_GAP, spare / (line.length + 1));
  let x = left + (bare ? 0 : (spare - gap * (line.length - 1)) / 2);
  for (const item of line) {
    const { grid, scale, margins } = item;
    const side = cell * scale;
    const planes = item.planes.apart(margins.gap(side) / side);
    const sizes = sizesOf(item, cell);
    const lead = bare ? sizes.left : sizes.lead;
    x += lead;
    slots.set(grid.id, {
      x: Math.round(x),
      y: Math.round(top + label + head + (body - planes.rows * side) / 2),
      labelHeight: label,
      head: sizes.head,
      foot: sizes.foot,
      lead,
      cell: side,
      display: grid.display,
      planes,
      columns: planes.columns,
      rows: planes.rows,
      width: sizes.width,
      sign: bare ? "" : signOf(grid),
      signWidth: bare ? 0 : signWidth(item),
      texts: () => margins.on(planes).texts(side),
      type: margins.type,
      numbered: hasNumbers(grid) && side * item.planes.tilt >= SMALLEST_NUMBERED && numberable(grid.axes),
    });
    x += sizes.width + gap;
  }
  return height;
}

/** Whether a grid shows its numbers, where they fit, rather than a picture. */
export const hasNumbers = ({ display }) => display !== "pixels";

export function numberable(axes) {
  return axes.every((axis) => (axis.role !== "row" && axis.role !== "column") || axis.size <= NUMBERED_SIDE);
}
