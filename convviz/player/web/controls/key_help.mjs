// The list of keys, in a dialog, and the switch for those that type a character.

import { html, say } from "../dom.mjs";
import { characterKeys } from "./character_keys.mjs";
import { isCharacter, offered } from "./keys.mjs";

const GRIDS =
  "Tab goes from grid to grid: arrow keys walk through the cells, Enter changes a number. Ctrl + Z takes the last change back.";
const LETTERS =
  "Turn them off if you dictate or press keys by accident: then letters and the signs , . + − ? do nothing. The other keys " +
  "stay, and the button “?” opens this list.";
const KEPT = { true: "This browser remembers it.", false: "This browser does not remember it: it holds until the page is closed." };

export class KeyHelp {
  constructor() {
    this.rows = html("div", { class: "rows" });
    this.close = html("button", { type: "button", class: "close", "aria-label": "Close", title: "Close (Esc)" }, "×");
    this.close.addEventListener("click", () => this.root.close());
    this.letters = html("button", { type: "button", role: "switch", class: "switch" }, "Letter keys");
    this.letters.addEventListener("click", () => characterKeys.turn(!characterKeys.on));
    this.kept = html("span");
    this.root = html(
      "dialog",
      { class: "key-help", "aria-label": "Keys" },
      html("div", { class: "head" }, html("h2", {}, "Keys"), this.close),
      this.rows,
      html("p", {}, GRIDS),
      html("div", { class: "letters" }, this.letters, html("p", {}, `${LETTERS} `, this.kept)),
    );
    this.root.addEventListener("click", (event) => event.target === this.root && this.root.close()); // beside it
    this.root.addEventListener("keydown", (event) => this.#keepFocus(event));
    this.renew();
  }

  /** Show the keys of a player with this to offer; on a full screen those that are heard there. */
  open({ offers, presenting }) {
    const rows = offered(offers);
    const here = rows.filter(({ where }) => where !== "present" && !(where === "page" && presenting));
    const inPresent = rows.filter(({ where }) => where === "present");
    this.rows.replaceChildren(list(here), ...(inPresent.length ? [html("h3", {}, "In Present"), list(inPresent)] : []));
    if (!this.root.open) this.root.showModal();
  }

  /** Say whether keys that type a character are heard. */
  renew() {
    this.letters.setAttribute("aria-checked", characterKeys.on);
    say(this.kept, KEPT[characterKeys.kept]);
  }

  /** From the last control Tab goes to the first again, not to the browser. */
  #keepFocus(event) {
    if (event.key !== "Tab") return;
    const [first, last] = [this.close, this.letters];
    const end = event.shiftKey ? first : last;
    if (event.composedPath()[0] !== end) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}

function list(rows) {
  const entries = rows.map(({ keys, does }) => {
    const marks = keys.map(({ key, shown }) => html("kbd", isCharacter(key) ? { class: "types" } : {}, shown));
    return html("div", {}, html("dt", {}, ...marks), html("dd", {}, does));
  });
  return html("dl", {}, ...entries);
}
