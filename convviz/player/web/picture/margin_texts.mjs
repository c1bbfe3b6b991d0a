// Names of planes and rulers round a grid (SVG): they stay as they are while the scene plays.

import { svg } from "../dom.mjs";
import { hueClass, hueOf } from "./channel_colours.mjs";

/** What stands round the cells of a slot. */
export function marginTexts(grid, { x, y, texts, type }) {
  const root = svg("g", { class: `margins ${grid.role}`, transform: `translate(${x} ${y})` });
  for (const text of texts()) if (text.text) root.append(drawn(grid, text, type));
  return root;
}

function drawn(grid, { text, x, y, kind, cell, anchor, upwards }, type) {
  const hue = kind === "name" && cell >= 0 ? hueOf(grid, cell) : -1;
  const place = upwards ? { transform: `translate(${x} ${y}) rotate(-90)` } : { x, y };
  const element = svg("text", { class: `${kind} ${hueClass(hue, grid.role)}`, "font-size": type[kind], "text-anchor": anchor, ...place });
  element.append(text);
  return element;
}
