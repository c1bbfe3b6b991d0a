// Where everything goes, as numbers: no DOM. The grids of a track stand in lines; tracks below each other or side by side.

import { liftOf } from "./bars.mjs";
import { SMALLEST_NUMBERED } from "./fit.mjs";
import { better, breakLines, hasNumbers, heightOf, numberable, placeLines, shrinkLarge, sizesOf } from "./lines.mjs";
import { SMALLEST_RULED, TYPE } from "./margins.mjs";
import { inFile, isVolume } from "./planes.mjs";

export const HEADING_HEIGHT = 26; // of a track, where there are several
const TRACK_GAP = 30;
const READABLE_SHEET = 36; // so wide must a cell be that a number can be read in one that lies flat
const WRAPS = [1, 2, 3, 4, 8]; // planes side by side, where they are spread
const LARGEST_CELL = 58;
const LARGEST_ON_PROJECTOR = 96;

const ABREAST_ON_BOARD = 640; // pixels
const NARROW_PICTURE = 420; // pixels: a phone's
const CORNER_GAP = 16;
const WIDEST_CORNER_GAP = 34;
const LARGEST_OF_SEVERAL = 34; // pixels, of tracks at scales of their own: one must not tower over the others
const SMALLEST_TILE = 9; // so large must a cell be to be seen at all: that of a matrix, beside tracks with numbers
const NARROW_TRACK = 200;
const LARGEST_BELOW = 26; // and so where they stand below each other, each as high as it likes
const READABLE = 20; // pixels: no number becomes smaller than that for the sake of rulers
const WORTH_RULERS = 0.84; // so much of its size must a cell keep beside rulers,
const WORTH_NAMES = 0.8; // and so much beside names of planes, without which a volume cannot be read

/** Lay out the grids of a scene in `width` by at most about `height` pixels.
 *
 * @param tracks for each track its grids, left to right.
 * @param own whether each track has a scale of its own, for tracks of different kinds.
 * @param bounded whether nothing may be taller than `height`, even where numbers are lost by it.
 * @param view "stack" or "flat": how planes of a volume lie; "": whichever shows the numbers better.
 * @returns { height, stack, abreast, headings, slots } in pixels. Slots are a Map(id → { x, y, cell, planes, columns,
 *   rows, width, sign, signWidth, numbered, head, foot, lead, texts, type }): `cell` is the side of a cell, `planes`
 *   where each lies, `columns` and `rows` count cells, `head`, `foot` and `lead` are the room for `texts`, the names and
 *   rulers round them, of a `type`. Tracks stand `abreast` or below each other; `headings` are { left, top, width } of each, none
 *   for a lone one.
 */
export function arrange(tracks, width, height, projector = false, view = "", own = false, bounded = false) {
  const type = TYPE[projector ? "projector" : "usual"];
  const lay = (margins, how) => arranged(tracks, { width, height, projector, margins: { type, ...margins } }, how, own, bounded);
  const bare = lay({}, view);
  const how = bare.stack ? "stack" : "flat"; // names do not turn the picture
  const named = tracks.flat().some(({ axes }) => isVolume(axes)) ? lay({ names: true }, how) : bare;
  const lettered = tracks.flat().some(({ colours }) => colours); // red, green and blue are never told by colour alone
  const best = (lettered || keepsCells(named, bare, WORTH_NAMES)) && named.height <= Math.max(height, bare.height) ? named : bare;
  if (best.stack || ![...best.slots.values()].some(({ numbered, cell }) => numbered && cell >= SMALLEST_RULED)) return best;
  const ruled = lay({ names: best === named, rulers: true }, how);
  return isWorthRulers(ruled, best, height) ? ruled : best;
}

/** Whether cells keep a share of their size, and their numbers. */
function keepsCells({ slots }, before, share) {
  return [...before.slots].every(([id, { cell, numbered }]) => slots.get(id).cell >= cell * share && (slots.get(id).numbered || !numbered));
}

/** Whether a picture with rulers is the same picture, its numbers hardly smaller and none too small. */
function isWorthRulers(ruled, bare, height) {
  if (arrangementOf(ruled) !== arrangementOf(bare) || ruled.height > Math.max(height, bare.height)) return false;
  return keepsCells(ruled, bare, WORTH_RULERS) && [...bare.slots].every(([id, { cell }]) => ruled.slots.get(id).cell >= Math.min(cell, READABLE));
}

/** Which grids stand beside their neighbour, and how many of its planes: alike for pictures that differ in sizes alone. */
function arrangementOf({ slots, stack, abreast }) {
  const all = [...slots.values()];
  return `${stack} ${abreast} ${all.map(({ x, planes }, i) => `${i > 0 && x > all[i - 1].x} ${planes.across}`).join()}`;
}

/** Lay out with these margins. */
function arranged(tracks, { width, height, projector, margins }, view, own, bounded) {
  const largest = projector ? LARGEST_ON_PROJECTOR : LARGEST_CELL;
  if (own && tracks.length > 1) return apart(tracks, { width, height, projector, margins }, view, bounded);
  const below = chosen(tracks, { ...roomsBelow(tracks, width, height), largest, margins }, view);
  if (tracks.length === 1) {
    const corner = width < NARROW_PICTURE ? inCorner(tracks[0], { width, height, largest, margins }) : null;
    return corner && corner.cell > below.cell ? corner : placed(below, width, false);
  }
  const abreast = chosen(tracks, { ...roomsAbreast(tracks, width, height), largest, margins }, view);
  if (bounded && width >= ABREAST_ON_BOARD && abreast.fits) return placed(abreast, width, true); // in any window alike
  return better(below, abreast) === below ? placed(below, width, false) : placed(abreast, width, true);
}

/** Three flat grids on a phone: the first at the left, the other two below each other at its right. Null for others. */
function inCorner(grids, { width, height, largest, margins }) {
  if (grids.length !== 3 || grids.some((grid) => !hasNumbers(grid) || isVolume(grid.axes) || liftOf(grid))) return null;
  const items = shrinkLarge(grids, { across: 1, stack: false, ...margins }, true);
  const [first, ...others] = items;
  const place = (cell) => {
    const slots = new Map();
    const widthOf = (item) => sizesOf(item, cell).left + sizesOf(item, cell).width;
    const left = widthOf(first);
    const right = Math.max(...others.map(widthOf));
    const spare = width - left - right;
    if (spare < CORNER_GAP) return null;
    const gap = Math.min(WIDEST_CORNER_GAP, spare / 2);
    const x = (spare - gap) / 2;
    const column = placeLines([[first]], cell, { left: x, top: 0, width: left }, slots);
    const at = x + left + gap;
    const beside = placeLines(others.map((item) => [item]), cell, { left: at, top: 0, width: right }, slots, true);
    return { height: Math.max(column, beside), stack: false, abreast: false, headings: [], slots, cell };
  };
  for (let cell = largest; cell > 3; cell -= cell > 24 ? 1 : 0.5) {
    const plan = place(cell);
    if (plan && plan.height <= height) return plan;
  }
  return null;
}

/** Tracks at scales of their own: abreast where there is width enough, else as their numbers are larger. */
function apart(tracks, { width, height, projector, margins }, view, bounded) {
  const grown = projector ? LARGEST_ON_PROJECTOR / LARGEST_CELL : 1;
  const each = (room) => {
    const chosens = tracks.map((grids) => chosen([grids], room, view));
    const choices = chosens.flatMap((one) => one.choices.map((choice) => ({ ...choice, side: one.cell })));
    const fits = chosens.every((one) => one.fits);
    return { choices, stack: chosens.some(({ stack }) => stack), fits, smallest: Math.min(...chosens.map(({ smallest }) => smallest)) };
  };
  const room = roomsAbreast(tracks, width, height);
  const abreast = each({ ...room, largest: LARGEST_OF_SEVERAL * grown, margins });
  const least = room.width < NARROW_TRACK ? SMALLEST_NUMBERED : SMALLEST_TILE;
  if (abreast.fits && (bounded || abreast.smallest >= least)) return placed(abreast, width, true);
  const below = each({ width, height, largest: LARGEST_BELOW * grown, margins });
  return below.smallest > abreast.smallest || !abreast.fits ? placed(below, width, false) : placed(abreast, width, true);
}

const roomsBelow = (tracks, width, height) => {
  const apart = tracks.length > 1 ? HEADING_HEIGHT + TRACK_GAP : 0;
  return { width, height: height / tracks.length - apart };
};

const roomsAbreast = (tracks, width, height) => ({
  width: (width - TRACK_GAP * (tracks.length - 1)) / tracks.length,
  height: height - HEADING_HEIGHT,
});

/** The planes spread or stacked, as `view` says; where it says nothing, stacked if numbers remain readable so, or if
 * there is no room for them either way and sheets are larger. */
function chosen(tracks, room, view) {
  const most = Math.max(...tracks.flat().map(({ axes }) => inFile(axes)));
  const wraps = WRAPS.filter((across) => across <= most);
  const best = (stack) => wraps.map((across) => broken(tracks, room, { across, stack, ...room.margins })).reduce((one, other) => (stack ? piled : better)(one, other));
  if (view === "flat" || !tracks.flat().some(({ axes }) => isVolume(axes))) return best(false);
  const stacked = best(true);
  if (view === "stack" || stacked.cell >= READABLE_SHEET) return stacked;
  const flat = best(false);
  return flat.fits && flat.cell >= Math.min(SMALLEST_NUMBERED, stacked.cell) ? flat : stacked;
}

/** Several piles only where one would be too tall, or its numbers too small. */
const piled = (one, other) => (one.fits && one.cell >= READABLE_SHEET ? one : better(one, other));

/** In lines: the kernel larger than large grids, unless these lose their numbers by it that they would have at its size. */
function broken(tracks, room, planes) {
  const shrunk = inLines(tracks, room, planes, false);
  const numbers = tracks.flat().filter((grid) => hasNumbers(grid) && numberable(grid.axes));
  const pictures = tracks.flat().some(({ display }) => display === "pixels"); // beside one, large cells matter more
  if (!numbers.length || pictures || shrunk.smallest >= SMALLEST_NUMBERED) return shrunk;
  const even = inLines(tracks, room, planes, true);
  return even.fits && even.smallest >= SMALLEST_NUMBERED ? even : shrunk;
}

function inLines(tracks, { width, height, largest }, planes, even) {
  const lying = (grids) => ({ ...planes, stack: planes.stack && grids.some(({ axes }) => isVolume(axes)) }); // matrices lie flat
  const items = tracks.map((grids) => shrinkLarge(grids, lying(grids), even));
  const choices = items.map((each) => breakLines(each, width, height, largest));
  const cell = Math.min(...choices.map((choice) => choice.cell));
  const tall = choices.reduce((sum, { lines, wide }) => sum + (wide ? Infinity : heightOf(lines, cell)), 0);
  const smallest = cell * Math.min(...items.flat().filter(({ grid }) => hasNumbers(grid)).map(({ scale }) => scale));
  return { choices, cell, smallest, tall, fits: choices.every((choice) => choice.fits), stack: planes.stack };
}

/** The picture with everything at its place. */
function placed({ choices, cell, stack }, width, abreast) {
  const slots = new Map();
  const headings = [];
  const several = choices.length > 1;
  const share = abreast ? (width - TRACK_GAP * (choices.length - 1)) / choices.length : width;
  let [left, top, bottom] = [0, 0, 0];
  for (const { lines, side = cell } of choices) {
    if (several) headings.push({ left, top, width: share });
    const start = top + (several ? HEADING_HEIGHT : 0);
    bottom = Math.max(bottom, start + placeLines(lines, side, { left, top: start, width: share }, slots));
    if (abreast) left += share + TRACK_GAP;
    else top = bottom + TRACK_GAP;
  }
  return { height: bottom, stack, abreast, headings, slots };
}
