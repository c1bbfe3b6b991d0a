// "Read the loops": the code of the tracks beside the picture, the line at work lit, the loops' values beside theirs.

import { html, say } from "../dom.mjs";
import { setTip } from "../controls/tips.mjs";
import { WINDOW, currentLine } from "../scene/current_line.mjs";

const ROLES = { image: "input", kernel: "kernel", kernels: "kernel", filters: "kernel", output: "output", maps: "output" };
const WORDS = /\w+|\W+/g;

export class CodePanel {
  /** @param choose called with whether the code is to be open. */
  constructor(choose) {
    this.choose = choose;
    this.button = html("button", { type: "button", class: "reads", "aria-label": "Read the loops" }, "Loops");
    setTip(this.button, "Read the loops: the same as plain code, line by line", "code");
    this.button.addEventListener("click", () => this.toggle());
    this.root = html("div", { class: "loops", hidden: true });
  }

  /** Take over the code of a scene's tracks. */
  fill(decoder) {
    this.decoder = decoder;
    const { tracks } = decoder.scene;
    this.codes = tracks.map(({ title, listing }) => listing && new Code(listing, tracks.length > 1 ? title : ""));
    const codes = this.codes.filter(Boolean);
    this.root.replaceChildren(...codes.map(({ root }) => root));
    this.root.classList.toggle("alone", codes.length === 1);
    this.open(this.wanted);
  }

  /** Whether there is something to read. */
  get any() {
    return this.codes.some(Boolean);
  }

  get isOpen() {
    return !this.root.hidden;
  }

  open(yes) {
    this.wanted = Boolean(yes);
    this.root.hidden = !this.wanted || !this.any;
    this.button.setAttribute("aria-expanded", this.isOpen);
  }

  /** Bring what is lit into view. */
  follow() {
    if (this.isOpen) for (const code of this.codes) code?.follow();
  }

  toggle() {
    if (this.any) this.choose(!this.wanted);
  }

  /** Light what runs.
   *
   * @param results of each track, as the picture gives them.
   * @param swept whether its terms come one by one, so that a window has a moment of its own.
   */
  show(results, swept) {
    if (!this.isOpen) return;
    for (const [track, { drawn, step, active, complete }] of results.entries()) {
      const terms = drawn.terms.length;
      const term = complete || (active < 0 && !swept) ? terms : active < 0 ? WINDOW : active;
      this.codes[track]?.show(step, term, () => currentLine(this.decoder, track, step, term));
    }
  }
}

/** The code of one track. */
class Code {
  constructor({ lines, note }, title) {
    this.lines = lines.map((text) => new Line(text));
    this.list = html("ol", {}, ...this.lines.map(({ root }) => root));
    const name = title ? `The loops, ${title}` : "The loops";
    this.box = html("div", { class: "code", role: "region", tabindex: 0, "aria-label": name }, this.list);
    this.root = html("div", { class: "listing" }, ...(title ? [html("b", {}, title)] : []), this.box, ...remark(note));
    this.lit = [];
    this.valued = new Map();
  }

  show(step, term, find) {
    if (step === this.step && term === this.term) return;
    [this.step, this.term] = [step, term];
    const { lines, values } = find();
    for (const line of this.valued.keys()) if (!values.has(line)) this.lines[line].value("");
    for (const [line, text] of values) this.lines[line].value(text);
    this.valued = values;
    if (lines.join() !== this.lit.join()) this.#light(lines);
  }

  #light(lines) {
    for (const line of this.lit) this.lines[line].light(false, false);
    for (const line of lines) this.lines[line].light(true, line === lines.at(-1));
    this.lit = lines;
    this.follow();
  }

  /** Code that does not fit scrolls in its box, to the line at work and the loops around it. */
  follow() {
    const { box, lit } = this;
    if (!lit.length || box.scrollHeight <= box.clientHeight) return;
    const [first, last] = [this.lines[Math.min(...lit, ...this.valued.keys())].root, this.lines[Math.max(...lit)].root];
    const [top, bottom] = [first.offsetTop, last.offsetTop + last.offsetHeight];
    if (bottom > box.scrollTop + box.clientHeight || bottom - box.clientHeight > box.scrollTop) box.scrollTop = bottom - box.clientHeight;
    if (top < box.scrollTop && bottom - top <= box.clientHeight) box.scrollTop = top;
  }
}

class Line {
  constructor(text) {
    const indent = text.length - text.trimStart().length;
    this.now = html("span", { class: "value" });
    const code = html("code", {}, html("i", {}, text.slice(0, indent)), ...coloured(text.trimStart()));
    this.root = html("li", { style: `--depth:${indent / 4}` }, html("div", {}, code, this.now));
  }

  light(on, current) {
    this.root.classList.toggle("now", on);
    if (current) this.root.setAttribute("aria-current", "step");
    else this.root.removeAttribute("aria-current");
  }

  value(text) {
    say(this.now, text);
  }
}

const coloured = (text) => text.match(WORDS)?.map((word) => (ROLES[word] ? html("b", { class: ROLES[word] }, word) : word)) ?? [];
const remark = (note) => (note ? [html("p", { class: "note" }, ...marked(note))] : []);

/** Words in backticks as code. */
const marked = (text) => text.split("`").map((part, i) => (i % 2 ? html("code", {}, ...coloured(part)) : part));
