// The question under the transport: answered here, at once.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Challenge } from "../../../convviz/player/web/controls/challenge.mjs";
import { close, open } from "../page.mjs";

const QUESTION = { text: "How many stops fit?", answer: 1275, why: "<b>25</b> for each of 51." };

beforeEach(open);
afterEach(close);

/** One that was asked QUESTION, and what it is to do when the answer is to be shown. */
function asked(reveal = () => {}) {
  const challenge = new Challenge(reveal);
  challenge.ask(QUESTION);
  return challenge;
}

function answer(challenge, typed) {
  challenge.field.value = typed;
  const form = challenge.root.children.at(-1);
  assert.equal(form.dispatchEvent(new Event("submit", { cancelable: true })), false, "the page is not left");
}

const seen = ({ root, told, show }) => [root.dataset.verdict, told.textContent, root.classes.has("answered"), !show.hidden];

test("without a question there is nothing to see", () => {
  const challenge = new Challenge(() => {});
  challenge.ask(null);
  assert.equal(challenge.root.hidden, true);
  challenge.ask(QUESTION);
  assert.deepEqual([challenge.root.hidden, challenge.text.textContent], [false, "How many stops fit?"]);
  assert.deepEqual(seen(challenge), ["", "", false, false]);
});

test("right or not, one is told why and can have it shown", () => {
  const reveal = mock.fn();
  const challenge = asked(reveal);
  answer(challenge, "9");
  assert.deepEqual(seen(challenge), ["wrong", "Not 9. <b>25</b> for each of 51.", true, true]);
  answer(challenge, "1275");
  assert.deepEqual(seen(challenge), ["right", "Yes, 1,275. <b>25</b> for each of 51.", true, true]);
  assert.equal(reveal.mock.callCount(), 0);
  challenge.show.dispatchEvent(new Event("click"));
  assert.equal(reveal.mock.callCount(), 1);
});

test("spaces and commas between digits do not matter", () => {
  for (const typed of ["1,275", " 1275 ", "1 275", "01275"]) {
    const challenge = asked();
    answer(challenge, typed);
    assert.equal(challenge.root.dataset.verdict, "right", typed);
  }
});

test("what is no whole number gives nothing away", () => {
  const challenge = asked();
  for (const typed of ["", "many", "1.5", "-3", "1e3", "0x10"]) {
    answer(challenge, typed);
    assert.deepEqual(seen(challenge), ["wrong", "Type a whole number, such as 3.", false, false], typed);
  }
});

test("the same question again keeps what was answered, another one begins anew", () => {
  const challenge = asked();
  answer(challenge, "1275");
  challenge.ask({ ...QUESTION });
  assert.deepEqual([challenge.field.value, challenge.root.dataset.verdict], ["1275", "right"]);
  challenge.ask({ text: "And with padding?", answer: 5, why: "Why not." });
  assert.deepEqual([challenge.field.value, challenge.text.textContent], ["", "And with padding?"]);
  assert.deepEqual(seen(challenge), ["", "", false, false]);
  answer(challenge, "5");
  assert.equal(challenge.told.textContent, "Yes, 5. Why not.");
});
