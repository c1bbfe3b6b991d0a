// Pauses the player while the page around it reacts to a control: every frame would delay the page, and the scene is
// about to be replaced.

const USED_EVENTS = ["click", "change"]; // what a control that is used ends in, by pointer or key
const ANSWERED_MS = 400; // most clicks change nothing here
const SETTLED_MS = 250; // the rest of the page comes with the new scene, and is drawn after it

export class PauseWhileLoading {
  constructor(root, go) {
    this.root = root;
    this.go = go;
    this.listener = (event) => event.composedPath().includes(this.root) || this.#pause(ANSWERED_MS);
    for (const name of USED_EVENTS) document.addEventListener(name, this.listener, { capture: true });
  }

  /** Whether the player is paused now. */
  get isPaused() {
    return this.timer !== undefined;
  }

  /** Called when a new scene has arrived. */
  sceneArrived() {
    if (this.isPaused) this.#pause(SETTLED_MS);
  }

  remove() {
    clearTimeout(this.timer);
    for (const name of USED_EVENTS) document.removeEventListener(name, this.listener, { capture: true });
  }

  #pause(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.go();
    }, ms);
  }
}
