// Which colour a cell has where colour follows the channel. No DOM.

export const CHANNELS = 8; // colours there are, and after them red, green and blue
export const HUES = CHANNELS + 3;
const PIXELS = [
  [255, 92, 84],
  [84, 222, 112],
  [96, 148, 255],
]; // the brightest of red, green and blue in both themes: pure blue would be nearly black

/** The number of a drawn cell's colour; −1 where it has that of its grid's role. */
export function hueOf(grid, cell) {
  if (!grid.hues.length) return -1;
  let number = 0;
  for (let a = grid.axes.length - 1; a >= 0; a--) {
    number += grid.hues[a]?.[cell % grid.axes[a].size] ?? 0;
    cell = Math.floor(cell / grid.axes[a].size);
  }
  return grid.colours === "rgb" ? CHANNELS + (number % 3) : number % CHANNELS;
}

/** The brightest pixel of the plane that begins at a cell: of its colour in the input of a colour picture, else white. */
export const shadeOf = (grid, cell) => (grid.colours === "rgb" && grid.role === "input" ? PIXELS[hueOf(grid, cell) - CHANNELS] : [255, 255, 255]);

/** The class that gives an element that colour, or the role's. */
export const hueClass = (hue, role) => (hue < 0 ? role : `channel${hue}`);
