// What a drawn cell is: a number of its grid, padding, a zero put in between numbers, or cut off. No DOM.

const KINDS = "rzpc"; // of a cell with several, one an axis, the last of these: padding hides zeros put in, a cut all

/** The letter of a drawn cell's kind: "r" a number, "z" a zero put in, "p" padding, "c" cut off. */
export function kindOf({ axes }, cell) {
  let most = 0;
  for (let a = axes.length - 1; a >= 0; a--) {
    const { size, kind } = axes[a];
    if (kind) most = Math.max(most, KINDS.indexOf(kind[cell % size]));
    cell = Math.floor(cell / size);
  }
  return KINDS[most];
}
