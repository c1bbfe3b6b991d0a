// "Uses": how often each number is used, shown instead of the numbers: the corners once, the middle once for every tap.
// Nothing is multiplied meanwhile, so the play stops, and playing or stepping leaves it.

import { html } from "../dom.mjs";
import { count } from "../scene/format.mjs";
import { Products } from "../scene/products.mjs";

const ASK = "How often is each number used?";
const NAME = "Uses";
const SENTENCE = "How often each number is used in all.";
const MOST_NAMED = 3; // grids of which the legend says the numbers

export class UsageCounts {
  /** @param changed called when the counts are to be shown, or no longer. */
  constructor(changed) {
    this.on = false;
    this.changed = changed;
    this.button = html("button", { type: "button", class: "uses", title: ASK, "aria-label": ASK, "aria-pressed": "false" }, NAME);
    this.button.addEventListener("click", () => this.#turn(!this.on));
    this.keys = [];
  }

  /** Whether there is anything to count. */
  applies(decoder) {
    return [...decoder.links.values()].some(isCounted);
  }

  /** What stands in the place of the arithmetic; "" while that does. */
  get sentence() {
    return this.on ? SENTENCE : "";
  }

  leave() {
    if (this.on) this.#turn(false);
  }

  /** Show the counts in a picture and their key among the others, or take them back. */
  show(decoder, picture, legend) {
    if (this.on && !this.applies(decoder)) this.#turn(false);
    const counted = this.on ? usage(decoder) : null;
    picture.count(counted);
    for (const key of this.keys) key.remove();
    this.keys = counted ? keysOf(counted) : [];
    legend.append(...this.keys);
  }

  #turn(on) {
    this.on = on;
    this.button.setAttribute("aria-pressed", on);
    this.changed(on);
  }
}

const isCounted = ({ weight, operation }) => weight && (operation === "set" || operation === "add");

/** How often every held number is used: Map(grid → { counts, what }). Where stamps overlap it is the output that tells
 * more: how many products are added up in it. */
export function usage(decoder) {
  const counted = new Map();
  const add = (products, role, what) => {
    const { grid } = products.nest[role];
    const counts = products.counts(role);
    const before = counted.get(grid)?.counts;
    counted.set(grid, { counts: before ? counts.map((uses, key) => uses + before[key]) : counts, what });
  };
  for (const nest of decoder.links.values()) {
    if (!isCounted(nest)) continue;
    const products = new Products(nest);
    add(products, "read", "times used");
    add(products, "weight", "times used");
    if (nest.operation === "add") add(products, "write", "products added");
  }
  return counted;
}

/** From least to most used, in the colour of each grid; of many grids, in one for all. */
function keysOf(counted) {
  const ranges = new Map();
  for (const [{ title, role, gaps }, { counts }] of counted) {
    const uses = [...counts].filter((_, key) => !gaps.includes(key));
    const { least, most } = ranges.get(title) ?? { least: Infinity, most: 0 };
    ranges.set(title, { role, least: Math.min(least, ...uses), most: Math.max(most, ...uses) });
  }
  if (ranges.size > MOST_NAMED) return [key("", "least", "most used")];
  return [...ranges].map(([title, { role, least, most }]) =>
    least === most ? key(role, `${title}: ${count(most)} each`) : key(role, `${title}: ${count(least)}`, count(most)),
  );
}

function key(role, from, to) {
  const scale = to ? [html("i", { class: "heat" }), to] : [];
  return html("span", { class: `key uses-key ${role}` }, from, ...scale);
}
