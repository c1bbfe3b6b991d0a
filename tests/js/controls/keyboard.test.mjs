import assert from "node:assert/strict";
import { test } from "node:test";

import { commandForEvent, commandFor } from "../../../convviz/player/web/controls/keyboard.mjs";

const WISHES = {
  " ": "toggle",
  k: "toggle",
  ArrowRight: "forward",
  ArrowLeft: "back",
  Home: "first",
  End: "last",
  "+": "faster",
  "=": "faster",
  "-": "slower",
  "−": "slower",
  l: "code",
  L: "code",
  o: "loop",
  f: "present",
  F: "present",
  p: "present",
  s: "save",
  n: "next",
  v: "view",
};

for (const [key, wanted] of Object.entries(WISHES)) {
  test(`the key ${JSON.stringify(key)} asks for ${wanted}`, () => assert.equal(commandFor({ key }), wanted));
}

test("keys with a modifier are the browser's", () => {
  for (const modifier of ["ctrlKey", "metaKey", "altKey"]) {
    for (const key of Object.keys(WISHES)) assert.equal(commandFor({ key, [modifier]: true }), undefined);
  }
});

test("Shift is how many keyboards type a plus", () => {
  assert.equal(commandFor({ key: "+", shiftKey: true }), "faster");
});

test("every other key is left alone", () => {
  for (const key of ["Tab", "Enter", "Escape", "r", "c", "ArrowUp", "ArrowDown", "PageDown"]) {
    assert.equal(commandFor({ key }), undefined, key);
  }
});

test("a control in focus keeps the keys it has a use for", () => {
  const inside = (tagName, key, type) => commandForEvent({ key, target: { tagName, type } });
  assert.equal(inside("SELECT", "ArrowRight"), undefined, "the list of speeds");
  for (const key of ["Home", "ArrowLeft", " ", "-", "f"]) assert.equal(inside("INPUT", key, "text"), undefined, "an answer is typed");
  assert.equal(inside("INPUT", "ArrowRight", "range"), "forward", "the scrub bar");
  assert.equal(inside("BUTTON", " "), undefined, "Space presses it");
  assert.equal(inside("BUTTON", "ArrowRight"), "forward");
  assert.equal(inside("SECTION", " "), "toggle");
});
