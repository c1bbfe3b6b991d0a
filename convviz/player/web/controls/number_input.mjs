// What a person types or pastes, read as numbers; refused in a sentence that says where and why. No DOM.

const LARGEST = 999_999;

export const ONLY_NUMBERS = "Type digits, with a sign in front and one point, like 2 or -0.5.";

/** Whether a text that is being typed is a number, or may yet become one: "", "-", "2.". */
export const mayBecomeNumber = (text) => /^[+\-\u2212]?\d*\.?\d*$/.test(text);

/** One typed number: { value } or { problem }. Takes "−2", "-2", "2.5"; not "2,5", "1e400" or "three". */
export function readNumber(text) {
  const plain = text.trim().replace("\u2212", "-");
  if (!plain) return { problem: "An empty cell is no number: type digits, 0 for nothing." };
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) {
    return { problem: `“${shorten(text)}” is not a number: type digits, with a point for decimals, like 2 or -0.5.` };
  }
  const value = Number(plain);
  if (Math.abs(value) > LARGEST) return { problem: `${shorten(text)} is too large: type a number up to ${LARGEST}.` };
  return { value };
}

/** Pasted cells as rows of numbers: { rows } or { problem }. Rows end with a line break; cells with a tab, else a
 * semicolon, comma or blanks, as spreadsheets and NumPy write them. */
export function readMatrix(text) {
  const plain = text.replace(/\]\s*,/g, "\n").replace(/[[\]]/g, " "); // NumPy's brackets end rows
  const lines = plain.split(/\r?\n/).filter((line) => line.trim());
  const cells = lines.map(cellsOf);
  const [first] = cells;
  const ragged = cells.findIndex((row) => row.length !== first.length);
  if (ragged > 0) {
    const [here, there] = [cells[ragged].length, first.length];
    return { problem: `The pasted rows differ: row 1 has ${there} numbers, row ${ragged + 1} has ${here}. Make them equal.` };
  }
  const rows = [];
  for (const [r, row] of cells.entries()) {
    const read = row.map(readNumber);
    const bad = read.findIndex(({ problem }) => problem);
    if (bad >= 0) return { problem: `Pasted row ${r + 1}, column ${bad + 1}: ${read[bad].problem}` };
    rows.push(read.map(({ value }) => value));
  }
  return rows.length ? { rows } : { problem: "Nothing to paste: the clipboard holds no numbers." };
}

/** The cells of a line; one separator at its end says nothing, one between cells does. */
function cellsOf(line) {
  const by = separator(line);
  const cells = (by instanceof RegExp ? line.trim() : line).split(by).map((cell) => cell.trim());
  return cells.at(-1) === "" ? cells.slice(0, -1) : cells;
}

function separator(line) {
  if (line.includes("\t")) return "\t";
  if (line.includes(";")) return ";";
  return line.includes(",") ? "," : /\s+/;
}

function shorten(text) {
  const plain = text.trim().replace(/\s+/g, " ");
  return plain.length > 20 ? `${plain.slice(0, 19)}…` : plain;
}
