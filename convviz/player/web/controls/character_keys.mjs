// Whether keys that type a character are heard: a switch for all players, which the browser keeps.

const NAME = "convviz.characterKeys";
const listeners = new Set();
let heard = true;
let kept = true;

try {
  heard = localStorage.getItem(NAME) !== "off";
} catch {
  kept = false; // a frame or a file may have no storage: then it holds until the page is closed
}

export const characterKeys = {
  get on() {
    return heard;
  },

  /** Whether the browser remembers it. */
  get kept() {
    return kept;
  },

  turn(on) {
    heard = on;
    try {
      localStorage.setItem(NAME, on ? "on" : "off");
    } catch {
      kept = false;
    }
    for (const listener of listeners) listener();
  },

  /** Call `listener` at every change; returns what ends that. */
  onTurn(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
