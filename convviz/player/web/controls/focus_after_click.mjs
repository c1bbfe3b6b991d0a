// Who chooses something on the page with the pointer goes on in the player whose scene that has changed: it takes the
// focus. So it does from its own buttons and its list of speeds, or Space would press them again. Who uses the keyboard stays
// where they are, and so does who types into a field or sets several things in a popover.

import { describe, isDialogOpen, isField } from "./focused_element.mjs";

const MORE_CASES = "[class*='-case-more']"; // the app's named cases that do not fit on their line, in a popover
const NOTED = ["click", "keydown"];

const waiting = new Set(); // for scenes: the players on the page
let clicked = null; // the path of the last click, if it was on a control of the page, by pointer, and no key came after it

function note(event) {
  const path = event.composedPath();
  const onPlayer = [...waiting].some(({ root }) => path.includes(root));
  clicked = event.type === "click" && byPointer(event) && !onPlayer && !isField(describe(path)) ? path : null;
}

/** A click that a key has made comes from no pointer. */
const byPointer = ({ pointerType, detail }) => (pointerType === undefined ? detail > 0 : Boolean(pointerType));

/** Not a finger: what it touches a screen reader may be reading. */
const hasMouse = ({ pointerType }) => pointerType === "mouse" || pointerType === "pen";

export class FocusAfterClick {
  /** @param isMeant whether this player is one to go on in. */
  constructor(root, isMeant) {
    this.root = root;
    this.isMeant = isMeant;
    root.addEventListener("click", (event) => hasMouse(event) && event.target.closest("button") && this.#take());
    root.addEventListener("pointerdown", (event) => (this.pointed = hasMouse(event) && event.target));
    root.addEventListener("keydown", () => (this.pointed = null));
    root.addEventListener("change", ({ target }) => target.matches("select") && target === this.pointed && this.#take());
    if (!waiting.size) for (const name of NOTED) document.addEventListener(name, note, { capture: true });
    waiting.add(this);
  }

  /** Called when a new scene has taken the place of another. */
  sceneChanged() {
    if (!clicked || !this.isMeant()) return;
    if (clicked.some((node) => node.matches?.(MORE_CASES))) leaveDialog(clicked);
    else if (isDialogOpen()) return;
    clicked = null;
    this.#take();
  }

  #take() {
    if (!this.root.querySelector("dialog[open]")) this.root.focus({ preventScroll: true });
  }

  remove() {
    waiting.delete(this);
    if (!waiting.size) for (const name of NOTED) document.removeEventListener(name, note, { capture: true });
  }
}

/** Close what covers the picture: the choice is made. */
function leaveDialog([element]) {
  element.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
}
