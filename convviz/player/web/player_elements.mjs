// The elements of the player on the page, and the height of its picture. Knows no scene.

import { html, say } from "./dom.mjs";

const LEAST_PICTURE = 220; // pixels: below this a full screen scrolls
const LEAST_USUAL = 260; // and a page rather does than show a smaller picture
const LARGEST_USUAL = 680;
const BELOW = 132; // pixels for legend, one line of arithmetic and transport, so that a first look shows them all
const TOP_OF_PAGE = 0.5; // of the window: a player that begins below is scrolled to, and then has all of it
const PRESENTING_MARGIN = 46; // pixels of a full screen that belong to nothing
const NARROW = 600;
const PHONE = 640; // pixels of a window, as in player.css
const SHARE_ON_BOARD = { plain: 0.45, large: 0.62 }; // of a phone's window, for the picture of a plane, or of more

export class PlayerElements {
  /** @param parts the elements of others: explore over the picture; counters, transport and challenge below it; the code
   *   panel beside it.
   * @param height of the picture in pixels, where the window's says nothing (in a frame that grows to fit). */
  constructor(stage, { explore, counters, codePanel, transport, challenge }, height) {
    this.given = height;
    this.stage = stage;
    this.sentence = html("p", { class: "sentence" });
    this.toggles = html("div", { class: "toggles" });
    this.work = html("div", { class: "work", "data-part": "arithmetic" });
    this.keys = html("div", { class: "keys" });
    this.linking = html("p", { class: "linking" });
    this.tip = html("div", { class: "tip", hidden: true });
    this.live = html("div", { class: "live", "aria-live": "polite" });
    this.heading = html("h2", { class: "heading" });
    this.source = html("p", { class: "source" });
    this.picture = html("div", { class: "picture", "data-part": "picture" }, stage, explore.root);
    this.hint = html("p", { class: "hint" });
    const top = html("div", { class: "top" }, this.sentence, this.toggles);
    const counted = html("div", { class: "counted" }, counters.root, this.keys);
    transport.root.dataset.part = "transport";
    this.board = html("div", { class: "board" }, top, this.picture, this.work, counted, transport.root, challenge.root, this.hint);
    this.root = html(
      "section",
      { class: "cv-player", tabindex: 0, "aria-label": "Convolution player" },
      html("div", { class: "headline" }, this.heading, this.source),
      this.board,
      codePanel.root,
      this.live,
      this.tip,
    );
    this.workHeight = 0;
  }

  /** What a lesson puts around the picture: { frame, sentence, source, lines }; null: nothing. */
  surround(board) {
    const { frame = "", sentence = "", source = "", lines = 1, counters = 1 } = board ?? {};
    this.leastCounters = counters;
    for (const name of ["narrow", "wide"]) this.root.classList.toggle(name, name === frame);
    this.root.style.setProperty("--lines", lines); // of arithmetic
    this.boarded = Boolean(frame);
    say(this.sentence, sentence);
    this.sentence.title = source;
    say(this.source, source);
  }

  /** Name it after its scene, and fill in what goes with it. */
  fill(title, { keys, toggles, equations, counters, hint }) {
    this.root.setAttribute("aria-label", `${title}: player`);
    say(this.heading, title);
    say(this.hint, hint);
    this.work.replaceChildren(...equations, this.linking);
    this.keys.replaceChildren(...keys);
    this.toggles.replaceChildren(...toggles);
    this.root.style.setProperty("--counters", Math.max(this.leastCounters ?? 1, counters)); // lines of them
    this.forgetHeight();
  }

  /** The code stands beside the picture, or no longer. Beside the board of a lesson it takes the place of the page's
   * controls, which its style sheet hides while the document says so. */
  openCode(yes) {
    this.root.classList.toggle("code-open", yes);
    if (!this.root.classList.contains("narrow")) return;
    if (yes) document.documentElement.dataset.loops = "open";
    else delete document.documentElement.dataset.loops;
  }

  /** Whether the board has a height of its own, which the picture must do with: not on a phone. */
  get hasFixedHeight() {
    return this.boarded && innerWidth > PHONE;
  }

  /** The room there is for the picture, to see whether it has changed. */
  get size() {
    const { clientWidth, clientHeight } = this.picture;
    return this.hasFixedHeight ? `${clientWidth} ${clientHeight}` : `${clientWidth}`;
  }

  /** The arithmetic takes as many lines as it needs now. */
  forgetHeight() {
    this.workHeight = 0;
    this.work.style.minHeight = "";
  }

  /** The height there is for the picture: of a window, or of a full screen all that the rest leaves.
   *
   * @param large whether it has several tracks, or volumes.
   */
  pictureHeight(full, large) {
    if (this.hasFixedHeight) return this.picture.clientHeight;
    if (full) return innerHeight - this.#rest();
    if (this.boarded) return innerHeight * SHARE_ON_BOARD[large ? "large" : "plain"];
    const share = this.stage.clientWidth < NARROW ? 0.66 : 0.44; // of the window; the rest is for heading, arithmetic and transport
    return this.given ?? usualPictureHeight(innerHeight, share, topInPage(this.stage));
  }

  /** Pixels that everything but the picture takes of a full screen. */
  #rest() {
    return this.heading.parentElement.offsetHeight + this.board.offsetHeight - this.stage.offsetHeight + PRESENTING_MARGIN;
  }

  /** The arithmetic takes as many lines in some steps as in others few: it keeps the most, so that nothing jumps. True
   * where that has made it grow. */
  keepHeight() {
    if (this.hasFixedHeight) return false;
    const height = this.work.offsetHeight;
    if (height <= this.workHeight) return false;
    this.work.style.minHeight = `${(this.workHeight = height)}px`;
    return true;
  }

  /** Whether a full screen holds more than it can show, and the picture could give way. */
  get overfull() {
    return this.root.scrollHeight > this.root.clientHeight && this.stage.offsetHeight > LEAST_PICTURE;
  }

  /** What a cell meets, in words in the place of the arithmetic; "" gives that back its place. */
  tell(sentence) {
    this.work.classList.toggle("looking", Boolean(sentence));
    say(this.linking, sentence);
  }

  /** A few words about a cell, a line each; none takes them away.
   *
   * @param place called with the size of the words and the room there is, in pixels of the stage: says where they go.
   */
  point(lines, place) {
    this.tip.hidden = !lines.length;
    if (!lines.length) return;
    if (this.tip.textContent !== lines.join("")) this.tip.replaceChildren(...lines.map((line) => html("div", {}, line)));
    const [all, stage] = [this.root, this.stage].map((element) => element.getBoundingClientRect());
    const size = { width: this.tip.offsetWidth, height: this.tip.offsetHeight };
    const [x, y] = [stage.left - all.left, stage.top - all.top];
    const room = { left: 4 - x, right: all.width - 4 - x, top: -size.height, bottom: stage.height + 6 };
    const { left, top } = place(size, room);
    this.tip.style.transform = `translate(${left + x}px, ${top + y}px)`;
  }
}

/** The height of a picture that begins at `top` of a page in a window of `height`: a share of the window, less where
 * the transport would else be out of sight. */
export function usualPictureHeight(height, share, top) {
  const left = top < height * TOP_OF_PAGE ? height - top - BELOW : Infinity;
  return Math.max(LEAST_USUAL, Math.min(height * share, left, LARGEST_USUAL));
}

/** Pixels from the top of the page, however far it is scrolled; out of a shadow, too. */
function topInPage(element) {
  let top = element.getBoundingClientRect().top;
  for (let node = element; node; node = node.parentElement ?? node.getRootNode().host) top += node.scrollTop;
  return top;
}
