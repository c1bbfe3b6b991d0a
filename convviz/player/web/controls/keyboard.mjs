// Where keys are heard: anywhere on the page, from the moment it is there. Of several players one is meant: the one that
// fills the screen, or has the focus, or was used last, or is the first in view.

import { characterKeys } from "./character_keys.mjs";
import { describe, isDialogOpen, keepsKey } from "./focused_element.mjs";
import { commandFor } from "./keys.mjs";

const keyboards = new Set(); // of the players on the page
let lastUsed = null;

export class Keyboard {
  /** @param player { offers, presenting, obey(command, { back }) }: what it has to offer, whether it fills the screen, and
   *   what to call, which returns false where there was nothing to do. */
  constructor(root, player) {
    this.root = root;
    this.player = player;
    for (const name of ["pointerdown", "focusin"]) root.addEventListener(name, () => (lastUsed = this));
    if (!keyboards.size) document.addEventListener("keydown", hear);
    keyboards.add(this);
  }

  remove() {
    keyboards.delete(this);
    if (lastUsed === this) lastUsed = null;
    if (!keyboards.size) document.removeEventListener("keydown", hear);
  }

  /** Whether half of it can be seen, or it fills half of the window: who cannot see a player does not mean it. */
  get inView() {
    const { top, bottom, height } = this.root.getBoundingClientRect();
    const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
    return height > 0 && seen >= Math.min(height, innerHeight) / 2;
  }

  hear(event) {
    const { offers, presenting } = this.player;
    const found = commandFor(event, { offers, presenting, characters: characterKeys.on });
    if (!found) return;
    const ignored = event.repeat && !found.held; // but not the browser's either
    if (ignored || this.player.obey(found.command, { back: found.back }) !== false) event.preventDefault();
  }
}

function hear(event) {
  if (event.defaultPrevented || event.isComposing || !event.key) return;
  const path = event.composedPath();
  const meant = meantBy(path);
  if (!meant) return;
  const inside = path.includes(meant.root);
  const covers = meant.player.presenting && !inside; // what has the focus is out of sight
  if (!covers && (keepsKey(describe(path), event.key) || (!inside && isDialogOpen()))) return;
  meant.hear(event);
}

function meantBy(path) {
  const all = [...keyboards];
  const byTop = all.filter(({ inView }) => inView).sort((a, b) => a.root.getBoundingClientRect().top - b.root.getBoundingClientRect().top);
  return (
    all.find(({ player }) => player.presenting) ??
    all.find(({ root }) => path.includes(root)) ??
    byTop.find((keyboard) => keyboard === lastUsed) ??
    byTop[0]
  );
}
