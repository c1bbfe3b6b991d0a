// A number as a bar that stands on its cell: a tower of blocks, one for each unit, so that every stamp adds a block.
// No DOM; the twin of convviz/export/mpl/bars.py.

export const BAR_ROWS = 3; // height of the longest bar, in cells
const MOST_BLOCKS = 12; // higher towers are one block: their gaps would be all there is
const HEADROOM = 0.04; // of the whole height, above the longest

/** Cells of free height above every line of a grid: room for its bars. */
export const liftOf = ({ display }) => (display === "bars" ? BAR_ROWS : 0);

/** The blocks of a number from the bottom up, as [bottom, top] in shares of the height there is.
 *
 * @param largest the number that fills it.
 */
export function blocks(value, largest) {
  const size = Math.abs(value);
  if (!(size > 0)) return [];
  const share = (units) => (units / largest) * (1 - HEADROOM);
  if (!Number.isInteger(size) || largest > MOST_BLOCKS) return [[0, share(size)]];
  return Array.from({ length: size }, (_, unit) => [share(unit), share(unit + 1)]);
}
