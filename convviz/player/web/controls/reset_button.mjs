// "↺ reset": gives the numbers back that were there before any was changed by hand; there only while one is changed.

import { html } from "../dom.mjs";

const WHAT = "Back to the numbers before any was changed (Ctrl + Z takes back one change)";

export class ResetButton {
  constructor(reset) {
    this.root = html("button", { type: "button", class: "reset", title: WHAT, "aria-label": WHAT, hidden: true }, "↺ reset");
    this.root.addEventListener("click", reset);
  }

  offer(yes) {
    this.root.hidden = !yes;
  }
}
