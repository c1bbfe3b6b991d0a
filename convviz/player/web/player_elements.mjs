// The elements of the player on the page, and the height of its picture. Knows no scene.

import { html, say } from "./dom.mjs";

const LEAST_USUAL = 260; // pixels: a page rather scrolls than show a smaller picture
const LARGEST_USUAL = 680;
const BELOW = 132; // pixels for legend, one line of arithmetic and transport, so that a first look shows them all
const TOP_OF_PAGE = 0.5; // of the window: a player that begins below is scrolled to, and then has all of it
// The picture of a page, in pixels: on a full screen the same one is drawn, as much larger as there is more room.
const OF_A_PAGE = { narrow: [828, 332], wide: [1170, 380], bare: [900, 400] };
const MOST_LETTERS = 90; // of a row of arithmetic on a full screen
const LONGEST_TERM = 10; // letters, which may not fit into a line any more
const NARROW = 600;
const PHONE = 640; // pixels of a window, as in player.css
const SHARE_ON_BOARD = { plain: 0.45, large: 0.62 }; // of a phone's window, for the picture of a plane, or of more

export class PlayerElements {
  /** @param parts the elements of others: explore over the picture; counters, transport and challenge below it; the code
   *   panel beside it; the question for a class in the place of the sentence.
   * @param height of the picture in pixels, where the window's says nothing (in a frame that grows to fit). */
  constructor(stage, { explore, counters, codePanel, transport, challenge, ask }, height) {
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
    this.spoken = html("p", { class: "spoken" });
    this.lesson = html("b");
    this.source = html("span");
    this.formula = html("div", { class: "in-numbers", "data-part": "formula" });
    this.drawing = html("div", { class: "drawing" }, stage, explore.root);
    this.picture = html("div", { class: "picture", "data-part": "picture" }, this.drawing);
    this.scale = 1;
    this.hint = html("p", { class: "hint" });
    const counted = html("div", { class: "counted" }, counters.root, this.keys);
    const foot = html("div", { class: "foot" }, this.formula, counted);
    const top = html("div", { class: "top" }, this.sentence, this.toggles);
    transport.root.dataset.part = "transport";
    this.board = html("div", { class: "board" }, top, this.picture, this.work, foot, ask.root, transport.root, challenge.root, this.hint);
    this.root = html(
      "section",
      { class: "cv-player", tabindex: 0, "aria-label": "Convolution player" },
      html("div", { class: "headline" }, this.heading, this.spoken, html("p", { class: "corner" }, this.lesson, this.source)),
      this.board,
      codePanel.root,
      this.live,
      this.tip,
    );
    this.workHeight = 0;
  }

  /** What a lesson puts around the picture, as Python's `Board` has it; null: nothing. */
  surround(board) {
    const { frame = "", sentence = "", source = "", lines = 1, counters = 1, lesson = "", formula = "" } = board ?? {};
    this.leastCounters = counters;
    for (const name of ["narrow", "wide"]) this.root.classList.toggle(name, name === frame);
    this.root.style.setProperty("--lines", lines); // of arithmetic
    this.boarded = Boolean(frame);
    say(this.sentence, sentence);
    say(this.spoken, sentence);
    say(this.lesson, lesson);
    this.sentence.title = source;
    say(this.source, source);
    if (this.written !== formula) this.formula.innerHTML = this.written = formula; // of the page's own making
  }

  /** Name it after its scene, and fill in what goes with it. */
  fill(title, { keys, toggles, equations, counters, hint }) {
    this.root.setAttribute("aria-label", `${title}: player`);
    say(this.heading, title);
    this.lesson.hidden = this.lesson.textContent === title;
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

  /** Whether the picture must do with the height it has: on a full screen, and on the board of a lesson but for a phone. */
  get hasFixedHeight() {
    return this.isFull || (this.boarded && innerWidth > PHONE);
  }

  get isFull() {
    return this.root.classList.contains("presenting");
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

  /** The room for the picture: { width, height, scale }. On a full screen it is drawn as large as on a page, and scaled.
   *
   * @param large whether it has several tracks, or volumes.
   */
  room(large) {
    const { clientWidth: width, clientHeight } = this.picture;
    if (!this.isFull) return { width, height: this.#heightOnPage(large), scale: 1 };
    const [usual, tall] = OF_A_PAGE[["narrow", "wide"].find((name) => this.root.classList.contains(name)) ?? "bare"];
    const scale = Math.max(1, Math.min(width / usual, clientHeight / tall));
    return { width: width / scale, height: clientHeight / scale, scale };
  }

  #heightOnPage(large) {
    if (this.hasFixedHeight) return this.picture.clientHeight;
    if (this.boarded) return innerHeight * SHARE_ON_BOARD[large ? "large" : "plain"];
    const share = this.picture.clientWidth < NARROW ? 0.66 : 0.44; // of the window; the rest is for heading, arithmetic and transport
    return this.given ?? usualPictureHeight(innerHeight, share, topInPage(this.stage));
  }

  /** Draw everything in the picture `scale` times as large, and in the middle of its height.
   *
   * @param height of the picture before.
   */
  enlarge({ width, height: room, scale }, height) {
    this.scale = scale;
    const { style } = this.drawing;
    const full = this.isFull;
    style.width = full ? `${width}px` : "";
    style.transform = full ? `scale(${scale})` : "";
    style.top = full ? `${Math.max(0, ((room - height) * scale) / 2)}px` : "";
    this.root.style.setProperty("--scale", scale);
  }

  /** The arithmetic takes as many lines in some steps as in others few: it keeps the most, so that nothing jumps. */
  keepHeight() {
    if (this.hasFixedHeight) return;
    const height = this.work.offsetHeight;
    if (height > this.workHeight) this.work.style.minHeight = `${(this.workHeight = height)}px`;
  }

  /** What a cell meets, in words in the place of the arithmetic; "" gives that back its place. */
  tell(sentence) {
    this.work.classList.toggle("looking", Boolean(sentence));
    say(this.linking, sentence);
  }

  /** The type of the arithmetic is so large that a row of so many letters fits into its lines; on a full screen very many
   * are broken into two. */
  keepLetters(count) {
    this.root.style.setProperty("--longest", count);
    const wraps = count > MOST_LETTERS;
    this.work.classList.toggle("wraps", wraps);
    this.root.style.setProperty("--letters", wraps ? Math.ceil(count / 2) + LONGEST_TERM : count);
  }

  /** Cover what answers a question to the class, or uncover it. */
  cover(yes) {
    this.root.classList.toggle("covered", yes);
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
    const { scale } = this;
    const size = { width: this.tip.offsetWidth / scale, height: this.tip.offsetHeight / scale };
    const [x, y] = [stage.left - all.left, stage.top - all.top];
    const room = { left: (4 - x) / scale, right: (all.width - 4 - x) / scale, top: -size.height, bottom: (stage.height + 6) / scale };
    const { left, top } = place(size, room);
    this.tip.style.transform = `translate(${left * scale + x}px, ${top * scale + y}px)`;
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
