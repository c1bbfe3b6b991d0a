// While the page around a player follows a control, the player stands still: every frame it draws holds up the page, and
// what it plays is about to be replaced.

const USED = ["click", "change"]; // what a control that is used ends in, by pointer or key
const ANSWERED_MS = 400; // most clicks change nothing here
const SETTLED_MS = 250; // the rest of the page comes with the new scene, and is drawn after it

export class PauseWhileLoading {
  constructor(root, go) {
    this.root = root;
    this.go = go;
    this.hear = (event) => event.composedPath().includes(this.root) || this.#wait(ANSWERED_MS);
    for (const name of USED) document.addEventListener(name, this.hear, { capture: true });
  }

  /** Whether nothing is to move now. */
  get waits() {
    return this.timer !== undefined;
  }

  /** A new scene has come. */
  renew() {
    if (this.waits) this.#wait(SETTLED_MS);
  }

  remove() {
    clearTimeout(this.timer);
    for (const name of USED) document.removeEventListener(name, this.hear, { capture: true });
  }

  #wait(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.go();
    }, ms);
  }
}
