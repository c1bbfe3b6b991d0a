// How large numbers may be set in cells, and in the strips at their feet. No DOM.

export const STRIP_FROM = 30; // pixels: cells smaller than this have no room for a second number
const SMALLEST_TEXT = 9; // pixels, where the cells have room for it
const SMALLEST_STRIP = 9;
const LARGEST_TEXT = 42;
const LARGEST_STRIP = 22;

/** For the number of a cell: its width, the best size of type, and the least. */
export function cellPlace({ cell, planes }) {
  const usual = Math.max(cell * (planes.stack ? 0.34 : 0.42), Math.min(SMALLEST_TEXT, cell * 0.56));
  const lifted = planes.lift && cell < STRIP_FROM; // a row of small cells has digits as large as they fit
  const best = Math.min(lifted ? cell * 0.6 : usual, LARGEST_TEXT);
  return { room: cell * (planes.stack ? 0.8 : 0.92), best, least: Math.min(best, Math.max(SMALLEST_TEXT, cell * 0.2)) };
}

/** For the second number of a cell of a side. */
export function stripPlace(side) {
  const best = Math.min(LARGEST_STRIP, Math.max(SMALLEST_STRIP, side * 0.26));
  return { room: (side - 2) * 0.96, best, least: Math.max(SMALLEST_STRIP, side * 0.16) };
}

/** Whether cells have room for a second number; on sheets of a stack they have not. */
export const hasStrips = ({ numbered, cell, planes }) => numbered && cell >= STRIP_FROM && !planes.stack;
