// Which outputs a new scene has changed, for as long as the picture is to say what they were: also in one that is drawn anew
// meanwhile, for the page answers an edit with a scene of its own.

import { changedOutputs } from "../scene/changed_outputs.mjs";

const SHOWN_MS = 2600;

export class RecentChanges {
  constructor() {
    this.forget();
  }

  /** Nothing has changed: what is on show is another case. */
  forget() {
    this.changes = [];
    this.until = -Infinity;
  }

  /** A scene has taken another's place: their Decoders. One that changes no output leaves what is told. */
  note(before, now) {
    const changes = changedOutputs(before, now);
    if (changes.length) [this.changes, this.until] = [changes, performance.now() + SHOWN_MS];
  }

  /** Have a picture of a Decoder's scene tell it. */
  tell(picture, decoder) {
    const left = this.until - performance.now();
    if (left <= 0) return;
    const now = this.changes.map((change) => ({ ...change, grid: decoder.grids.get(change.grid.id) }));
    if (now.every(({ grid }, i) => grid?.size === this.changes[i].grid.size)) picture.flash(now, left);
  }
}
