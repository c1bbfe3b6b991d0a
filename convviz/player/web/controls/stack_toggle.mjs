// Whether the planes of a volume are stacked or spread: a switch beside the picture.

import { html } from "../dom.mjs";
import { setTip } from "./tips.mjs";

const VIEWS = {
  stack: ["Stack", "Planes as sheets, one below the other"],
  flat: ["Flat", "Planes spread side by side, numbers larger"],
};

export class StackToggle {
  /** @param choose called with "stack" or "flat". */
  constructor(choose) {
    this.choose = choose;
    this.buttons = Object.entries(VIEWS).map(([view, [label, title]]) => {
      const button = setTip(html("button", { type: "button" }, label), title, "view");
      button.addEventListener("click", () => this.choose(view));
      return [view, button];
    });
    const buttons = this.buttons.map(([, button]) => button);
    this.root = html("div", { class: "views", role: "group", "aria-label": "Planes of a volume" }, ...buttons);
  }

  /** Say which one it is. */
  show(view) {
    this.view = view;
    for (const [name, button] of this.buttons) button.setAttribute("aria-pressed", name === view);
  }

  /** Go to the other one. */
  toggle() {
    this.choose(this.view === "stack" ? "flat" : "stack");
  }
}
