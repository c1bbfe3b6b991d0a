// How often each number is used, shown instead of the numbers: the corners once, the middle once for every tap.

import { html } from "../dom.mjs";
import { Products } from "../scene/products.mjs";

const ASK = "How often is each number used?";
const NAME = "Uses";

export class UsageCounts {
  /** @param changed called when the button is pressed. */
  constructor(changed) {
    this.on = false;
    this.button = html("button", { type: "button", class: "uses", title: ASK, "aria-label": ASK, "aria-pressed": "false" }, NAME);
    this.button.addEventListener("click", () => {
      this.on = !this.on;
      this.button.setAttribute("aria-pressed", this.on);
      changed();
    });
  }

  /** Whether there is anything to count. */
  applies(decoder) {
    return [...decoder.links.values()].some(isCounted);
  }

  /** Show the counts in a picture, or take them back. */
  show(decoder, picture) {
    for (const nest of decoder.links.values()) {
      if (!isCounted(nest)) continue;
      const counts = this.on ? new Products(nest).counts("read") : null;
      if (this.on || this.shown) picture.views.get(nest.read.grid.id).count(counts);
    }
    this.shown = this.on;
    picture.figure.classList.toggle("counting", this.on);
  }
}

const isCounted = (nest) => nest.weight && nest.operation === "set";
