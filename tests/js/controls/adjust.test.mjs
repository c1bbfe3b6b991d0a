// The layer's parameters as keys: what each press asks for, and what the buttons say meanwhile.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Adjust, following } from "../../../convviz/player/web/controls/adjust.mjs";
import { close, open } from "../page.mjs";

const STRIDE = { command: "stride", value: "1", options: ["1", "2", "3"], names: { 1: "1", 2: "2", 3: "3" } };
const PADDING = { command: "padding", value: "none", options: ["none", "same"], names: { none: "none", same: "same · 1" } };

beforeEach(() => {
  open();
  mock.timers.enable({ apis: ["setTimeout"] });
});
afterEach(() => {
  mock.timers.reset();
  close();
});

/** One that offers stride and padding, and what it has asked for. */
function offering() {
  const asked = [];
  const adjust = new Adjust((wanted) => asked.push(wanted), (command) => command[0].toUpperCase());
  adjust.offer([STRIDE, PADDING]);
  return { adjust, asked };
}

const said = (adjust) => [...adjust.buttons.values()].map(({ button }) => button.textContent);

test("a key goes through the options and starts again, with Shift the other way", () => {
  assert.deepEqual(["1", "2", "3"].map((value) => following(STRIDE, value, false)), ["2", "3", "1"]);
  assert.deepEqual(["1", "2", "3"].map((value) => following(STRIDE, value, true)), ["3", "1", "2"]);
});

test("a value that is no option is followed by the first, or preceded by the last", () => {
  assert.deepEqual([following(STRIDE, "7", false), following(STRIDE, "7", true)], ["1", "3"]);
});

test("fast presses go on from what was asked for, and all that is open is asked for again", () => {
  const { adjust, asked } = offering();
  assert.deepEqual(said(adjust), ["Sstride 1", "Ppadding none"]);
  adjust.press("stride");
  adjust.press("stride");
  adjust.press("padding");
  assert.deepEqual(asked, [{ stride: "2" }, { stride: "3" }, { stride: "3", padding: "same" }]);
  assert.deepEqual(said(adjust), ["Sstride 3", "Ppadding same · 1"]);
  adjust.offer([{ ...STRIDE, value: "3" }, PADDING]);
  adjust.press("padding");
  assert.deepEqual(asked.at(-1), { padding: "none" }, "what was answered is not asked for again");
});

test("what does not come is asked for again, and what the page refused is taken back after a while", () => {
  const { adjust, asked } = offering();
  adjust.press("stride");
  adjust.offer([STRIDE, PADDING]);
  assert.equal(said(adjust)[0], "Sstride 2");
  mock.timers.tick(2000);
  assert.deepEqual(asked, [{ stride: "2" }, { stride: "2" }]);
  assert.equal(said(adjust)[0], "Sstride 2");
  mock.timers.tick(2000);
  assert.equal(said(adjust)[0], "Sstride 1");
  mock.timers.tick(9000);
  assert.equal(asked.length, 2);
});

test("what has come is not asked for again", () => {
  const { adjust, asked } = offering();
  adjust.press("stride");
  adjust.offer([{ ...STRIDE, value: "2" }, PADDING]);
  mock.timers.tick(9000);
  assert.equal(asked.length, 1);
});

test("a parameter that the state no longer has has no button, and its key does nothing", () => {
  const { adjust, asked } = offering();
  adjust.offer([PADDING]);
  assert.deepEqual([adjust.has("stride"), adjust.has("padding"), adjust.buttons.size], [false, true, 1]);
  adjust.press("stride");
  assert.deepEqual(asked, []);
});
