// Why what was typed into a cell is not taken: a bubble at the cell, for it would not be looked for anywhere else.

import { html, say } from "../dom.mjs";

const GAP = 8; // pixels between cell and bubble
const EDGE = 6; // and between bubble and board
const STAYS_MS = 4000; // where the field is closed already

export class Refusal {
  constructor() {
    this.root = html("div", { class: "refusal", role: "alert", hidden: true });
  }

  /** Say why, at a cell.
   *
   * @param box the cell in pixels of `inside`: { left, top, width, height }.
   * @param board the element that cuts off what sticks out of it.
   */
  say(text, box, inside, board) {
    clearTimeout(this.timer);
    this.root.hidden = false;
    say(this.root, text);
    const [frame, room] = [inside, board].map((element) => element.getBoundingClientRect());
    const scale = frame.width / inside.offsetWidth; // on a full screen it is drawn larger than it is
    const size = { width: this.root.offsetWidth, height: this.root.offsetHeight };
    const within = { left: (room.left - frame.left) / scale, top: (room.top - frame.top) / scale, right: (room.right - frame.left) / scale };
    const { left, top, below } = bubblePlace(size, box, within);
    this.root.classList.toggle("below", below);
    Object.assign(this.root.style, { left: `${left}px`, top: `${top}px` });
    this.root.style.setProperty("--at", `${box.left + box.width / 2 - left}px`);
  }

  /** Take it away after a while: the field it was about is closed. */
  fade() {
    this.timer = setTimeout(() => this.clear(), STAYS_MS);
  }

  clear() {
    clearTimeout(this.timer);
    this.root.hidden = true;
    say(this.root, "");
  }
}

/** Where a bubble of a size goes: above a box if there is room, else below it, and sideways within the board. */
export function bubblePlace({ width, height }, box, room) {
  const middle = box.left + box.width / 2 - width / 2;
  const left = Math.max(room.left + EDGE, Math.min(middle, room.right - EDGE - width));
  const above = box.top - GAP - height;
  const below = above < room.top + EDGE;
  return { left, top: below ? box.top + box.height + GAP : above, below };
}
