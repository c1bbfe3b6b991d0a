// In class: the player fills the screen, in big type.

export class Presentation {
  /** @param changed called with true when the player fills the screen, false when it no longer does. */
  constructor(root, changed) {
    this.root = root;
    this.changed = changed;
    this.on = false;
    this.left = () => this.on && !fullscreen(root) && this.#set(false);
    document.addEventListener("fullscreenchange", this.left);
  }

  async toggle() {
    if (this.on) return this.leave();
    try {
      await this.root.requestFullscreen();
    } catch {
      // A frame may not take the whole screen: filling the frame is what is left, and Escape leaves it all the same.
    }
    return this.#set(true);
  }

  leave() {
    if (fullscreen(this.root)) document.exitFullscreen();
    this.#set(false);
  }

  remove() {
    document.removeEventListener("fullscreenchange", this.left);
  }

  #set(on) {
    this.on = on;
    this.root.classList.toggle("presenting", on);
    if (on) this.root.focus();
    this.changed(on);
  }
}

/** Whether `root` fills the screen; inside a shadow the document names only the host. */
function fullscreen(root) {
  return root.getRootNode().fullscreenElement === root;
}
