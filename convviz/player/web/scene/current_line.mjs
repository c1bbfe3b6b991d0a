// Which lines of a track's code run at a moment, and the values of its loops: the twin of convviz/scene/source_code/current_line.py. No DOM.

import { settingOf } from "./decode.mjs";

export const WINDOW = -1; // the moment in which a step has its place and no term yet

/** What runs at a term of a step: { lines, values }, or null where the track has no code.
 *
 * @param term its number; WINDOW before the first one, and the number of terms when all are done.
 * @returns `lines` counted from 0, the last of them does it; `values` a Map of lines of loops to "row = 1", or "i = 0 … 2"
 *   of one that has run through.
 */
export function currentLine(decoder, track, step, term) {
  const { listing, links } = decoder.scene.tracks[track];
  if (!listing) return null;
  const { nest, k } = decoder.locate(track, step);
  return currentLineOf(nest, listing.passages[links.indexOf(nest.id)], k, term);
}

/** The same of step `k` of a loop nest. */
export function currentLineOf(nest, { variables, body }, k, term) {
  const taps = new Set(nest.taps.map(({ name }) => name));
  const inner = variables.filter(({ index }) => Object.keys(index).some((name) => taps.has(name)));
  const outer = variables.filter((variable) => !inner.includes(variable));
  const setting = settingOf(nest.loops, k);
  const values = new Map(outer.map((variable) => [variable.line, `${variable.name} = ${valueOf(variable, setting)}`]));
  if (term === WINDOW) return { lines: [advancedLoop(nest, outer, k)], values };
  const all = term >= nest.terms;
  const [first, last] = [all ? 0 : term, all ? nest.terms - 1 : term].map((tap) => settingOf(nest.taps, tap));
  for (const variable of inner) {
    const [low, high] = [valueOf(variable, first), valueOf(variable, last)];
    values.set(variable.line, `${variable.name} = ${low}${high === low ? "" : ` … ${high}`}`);
  }
  return { lines: body, values };
}

/** The line of the outermost loop that has just gone on. */
function advancedLoop(nest, outer, k) {
  const now = settingOf(nest.loops, k);
  const before = k ? settingOf(nest.loops, k - 1) : null;
  const moved = outer.find((variable) => !before || valueOf(variable, now) !== valueOf(variable, before));
  return (moved ?? outer.at(-1)).line;
}

const valueOf = ({ index }, setting) =>
  Object.entries(index).reduce((sum, [counter, table]) => sum + table[setting[counter]], 0);
