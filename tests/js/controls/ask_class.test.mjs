// The question for a class: what is covered, for how long, and what stands there afterwards.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { AskClass } from "../../../convviz/player/web/controls/ask_class.mjs";
import { close, open } from "../page.mjs";

const QUESTION = { text: "How many stops fit?", answer: 1275, why: "<b>25</b> for each of 51." };

beforeEach(() => {
  open();
  mock.timers.enable({ apis: ["setInterval"] });
});
afterEach(() => {
  mock.timers.reset();
  close();
});

/** One that has taken QUESTION; `covered` says whether the output is, after each change. */
function taken() {
  const covered = [];
  const ask = new AskClass((yes) => covered.push(yes));
  ask.take(QUESTION);
  return { ask, covered };
}

const seen = ({ root, left, text, answer }) => [root.hidden, left.textContent, text.textContent, answer.textContent];

test("the question stands there while half a minute runs, and then the answer", () => {
  const { ask, covered } = taken();
  assert.equal(ask.root.hidden, true);
  ask.toggle();
  assert.deepEqual(seen(ask), [false, "30", "How many stops fit?", ""]);
  mock.timers.tick(29_000);
  assert.deepEqual(seen(ask), [false, "1", "How many stops fit?", ""]);
  assert.deepEqual(covered, [true]);
  mock.timers.tick(1_000);
  assert.equal(ask.answer.textContent, "<b>1,275.</b> <b>25</b> for each of 51.");
  assert.deepEqual(covered, [true, false]);
});

test("pressed again it is answered at once, and once more it is gone", () => {
  const { ask, covered } = taken();
  ask.toggle();
  ask.toggle();
  assert.equal(ask.answer.textContent, "<b>1,275.</b> <b>25</b> for each of 51.");
  mock.timers.tick(60_000);
  assert.equal(ask.isOpen, true, "the answer stays until it is put away");
  ask.toggle();
  assert.deepEqual([ask.root.hidden, ask.isOpen], [true, false]);
  assert.equal(covered.at(-1), false);
  ask.toggle();
  assert.deepEqual(seen(ask), [false, "30", "How many stops fit?", ""], "and can be asked anew");
});

test("another question puts it away, the same one does not", () => {
  const { ask, covered } = taken();
  ask.toggle();
  ask.take({ ...QUESTION });
  assert.equal(ask.isOpen, true);
  ask.take({ ...QUESTION, text: "Another?" });
  assert.deepEqual([ask.isOpen, covered.at(-1)], [false, false]);
  ask.take(null);
  ask.toggle();
  assert.equal(ask.isOpen, false, "there is none to ask");
});
