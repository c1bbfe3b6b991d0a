// Under the picture: the arithmetic of the step, and the legend.

import { html, say } from "../dom.mjs";
import { enumerated, firstOf, isLine, spoken } from "../scene/places.mjs";
import { hueClass } from "../picture/channel_colours.mjs";
import { equation } from "./step_text.mjs";

/** The equation of one track. Its tokens keep their places from step to step, so that nothing jumps. */
export class Equation {
  /** @param track its title, where there are several. */
  constructor(track) {
    this.root = html("div", { class: "equation", "aria-hidden": "true", ...(track ? { "data-track": track } : {}) });
    this.terms = [];
  }

  /** @param whole whether all of it is known: the step is complete, or its terms do not come one by one. */
  show({ drawn, active, whole }) {
    if (this.drawn !== drawn) this.#write(drawn);
    if (this.active !== active) {
      this.terms[this.active]?.classList.remove("on");
      this.terms[active]?.classList.add("on");
      this.active = active;
      this.#follow(this.terms[active]);
    }
    for (const { after, element } of this.partial) {
      element.classList.toggle("pending", !whole && (active < 0 || active <= after));
    }
    if (this.whole !== whole) {
      this.root.classList.toggle("complete", whole);
      if (whole) this.#follow(this.root.lastChild?.lastChild);
    }
    this.whole = whole;
  }

  /** A sum of more lines than there is room for scrolls in its box: to the term at work, and to the result. Whether it is
   * one is asked once a step: the answer takes the browser a layout of the page. */
  #follow(element) {
    if (!element) return;
    this.overflows ??= this.root.scrollHeight > this.root.clientHeight;
    if (!this.overflows) return;
    const bottom = element.offsetTop + element.offsetHeight;
    this.root.scrollTop = bottom - this.root.clientHeight + element.offsetHeight;
  }

  #write(drawn) {
    const rows = equation(drawn);
    const shape = rows.map((row) => row.length).join();
    if (shape !== this.shape || drawn.link !== this.drawn.link) this.#build(rows);
    this.shape = shape;
    this.drawn = drawn;
    this.overflows = undefined;
    rows.flat().forEach((token, i) => this.tokens[i].set(token));
  }

  #build(rows) {
    this.tokens = [];
    this.terms = [];
    this.active = undefined;
    const lines = rows.map((row) => {
      const tokens = row.map((token) => makeToken(token));
      this.tokens.push(...tokens);
      this.terms.push(...tokens.filter((token) => token.isTerm).map((token) => token.element));
      return html("div", { class: "row" }, ...grouped(row, tokens));
    });
    this.partial = rows.flatMap(knownAfter).flatMap((after, i) => (after === undefined ? [] : [{ after, element: this.tokens[i].element }]));
    this.root.classList.toggle("tall", rows.length > 1);
    this.root.replaceChildren(...lines);
  }
}

/** For each token of a row the term after which it is known, undefined where that is from the start. What stands among
 * partial sums waits for them, or signs would stand there without numbers: in front of them for the first, else for
 * the one before. */
export function knownAfter(row) {
  let last = row.find(({ after }) => after !== undefined)?.after;
  return row.map(({ after }) => (last = after ?? last));
}

/** Elements of a row's tokens, those of one partial sum in a frame of their channel's colour. */
function grouped(row, tokens) {
  const elements = [];
  let frame = null;
  row.forEach(({ group, hue, after }, i) => {
    if (group === undefined || after !== undefined) frame = null;
    else if (frame?.group !== group) {
      frame = { group, element: html("span", { class: `group ${hueClass(hue, "plain")}` }) };
      elements.push(frame.element);
    }
    if (frame) frame.element.append(tokens[i].element);
    else elements.push(tokens[i].element);
  });
  return elements;
}

function makeToken(token) {
  return token.term === undefined ? plainToken() : termToken(Boolean(token.gives));
}

function plainToken() {
  const sign = html("span", { class: "op" });
  const text = html("b");
  const element = html("span", { class: "token" }, sign, text);
  const set = (token) => {
    say(sign, token.sign ? `${token.sign} ` : "");
    say(text, token.text);
    text.className = hueClass(token.hue ?? -1, token.role ?? "plain");
    element.classList.toggle("result", Boolean(token.result));
  };
  return { element, set, isTerm: false };
}

/** "3·2", or of a stamp "3·2 → 6". */
function termToken(stamp) {
  const sign = html("span", { class: "op" });
  const value = html("b", { class: "input" });
  const factor = html("b", { class: "kernel" });
  const gives = html("b", { class: "output" });
  const dot = html("span");
  const product = html("span", { class: "product" }, value, dot, factor);
  if (stamp) product.append(" → ", gives);
  const element = html("span", { class: "token term" }, sign, product);
  const set = (token) => {
    say(sign, token.sign ? `${token.sign} ` : "");
    say(value, token.value);
    say(dot, token.factor && "·");
    value.className = hueClass(token.factor ? -1 : (token.hue ?? -1), "input");
    say(factor, token.factor);
    value.classList.toggle("border", token.border);
    if (!stamp) return;
    say(gives, token.cropped ? "cropped" : token.gives.text);
    product.classList.toggle("cropped", token.cropped);
  };
  return { element, set, isTerm: true };
}

const KINDS = [
  ["p", "padding", "padding"],
  ["z", "inserted", "zeros put in"],
  ["c", "cut", "cut off, not read"],
];

/** What hatching, stripes and dashes mean, where the picture has them. */
export function legend(grids) {
  const axes = grids.flatMap((grid) => grid.axes.map((axis) => ({ grid, axis })));
  const entries = [];
  for (const [letter, kind, words] of KINDS) {
    if (axes.some(({ axis }) => axis.kind?.includes(letter))) entries.push(entry(kind, words));
  }
  if (grids.some(({ display, final }) => display !== "pixels" && final.some((value) => value < 0))) entries.push(entry("negative", "negative"));
  for (const { grid, axis } of axes) {
    if (!axis.unreached?.length) continue;
    const which = listed(axis.unreached.map((i) => i - firstOf(axis) + 1));
    const name = isLine(grid) ? which : `${spoken(grid, axis)}${axis.unreached.length > 1 ? "s" : ""} ${which}`;
    const verb = grid.written ? "no stamp reaches" : "the window never reaches";
    entries.push(entry("unreached", `${grid.title} ${name}: ${verb} ${axis.unreached.length > 1 ? "them" : "it"}`));
  }
  return entries;
}

function entry(kind, text) {
  return html("span", { class: "key", title: text }, html("i", { class: kind }), text);
}

function listed(numbers) {
  if (numbers.length > 6) return `${numbers.slice(0, 5).join(", ")} … ${numbers.at(-1)}`;
  return enumerated(numbers);
}
