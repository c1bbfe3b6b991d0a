// The live counters: a line for each track, running with the playhead.

import { html, say } from "../dom.mjs";
import { countersLine } from "../scene/counters.mjs";

export class Counters {
  constructor() {
    this.root = html("div", { class: "counters", "data-part": "counters" });
  }

  /** Begin with the tracks of a scene; those that count nothing have no line.
   *
   * @param totals multiplications of each track.
   */
  fill(tracks, totals) {
    this.totals = totals;
    const counted = tracks.map((_, t) => totals[t] > 0);
    const several = counted.filter(Boolean).length > 1;
    this.lines = tracks.map(({ title, weights = 0, biases = 0 }, t) => {
      if (!counted[t]) return null;
      const total = totals[t];
      const text = html("span");
      const longest = countersLine({ weights, biases, spent: total, total }); // it keeps the room of this, so that nothing jumps
      const running = html("span", { class: "running", "data-longest": longest }, text);
      const line = html("div", { class: "counter" }, several ? html("b", {}, `${title}: `) : "", running);
      return { weights, biases, total, text, line };
    });
    this.root.replaceChildren(...this.lines.filter(Boolean).map(({ line }) => line));
  }

  /** How many lines there are. */
  get count() {
    return this.lines.filter(Boolean).length;
  }

  /** Show what the tracks have multiplied so far. */
  show(results) {
    this.lines.forEach((line, t) => {
      if (!line) return;
      const { weights, biases, total, text } = line;
      say(text, countersLine({ weights, biases, spent: results[t].spent, total }));
    });
  }
}
