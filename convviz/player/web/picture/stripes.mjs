// Negative numbers are striped: one SVG pattern for each colour a cell can have, which the style sheet chooses. A pattern
// is as strong as the cell that it fills.

import { svg } from "../dom.mjs";
import { HUES, hueClass } from "./channel_colours.mjs";

const ROLES = ["input", "kernel", "output", "bias"];
const DISTANCE = 6; // pixels from stripe to stripe, across

/** The patterns, called "negative-input", "negative-channel0" and so on. */
export function stripes() {
  const size = { width: DISTANCE, height: DISTANCE };
  const falling = [-DISTANCE, 0, DISTANCE].map((right) => `M${right - 2} -2L${right + DISTANCE + 2} ${DISTANCE + 2}`).join("");
  const hues = Array.from({ length: HUES }, (_, hue) => hueClass(hue));
  return [...ROLES, ...hues].map((name) =>
    svg("pattern", { id: `negative-${name}`, class: `stripes ${name}`, ...size, patternUnits: "userSpaceOnUse" }, svg("rect", size), svg("path", { d: falling })),
  );
}
