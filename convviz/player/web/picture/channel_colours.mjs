// Which colour a cell has where colour follows the channel. No DOM.

export const CHANNELS = 8; // colours there are

/** The number of a drawn cell's colour; −1 where it has that of its grid's role. */
export function hueOf(grid, cell) {
  if (!grid.hues.length) return -1;
  let number = 0;
  for (let a = grid.axes.length - 1; a >= 0; a--) {
    number += grid.hues[a]?.[cell % grid.axes[a].size] ?? 0;
    cell = Math.floor(cell / grid.axes[a].size);
  }
  return number % CHANNELS;
}

/** The class that gives an element that colour, or the role's. */
export const hueClass = (hue, role) => (hue < 0 ? role : `channel${hue}`);
