import assert from "node:assert/strict";
import { test } from "node:test";

import { KEYS, commandFor, inBrief, isCharacter, withKeys } from "../../../convviz/player/web/controls/keys.mjs";

const EVERYTHING = new Set(KEYS.map(({ when }) => when).filter(Boolean));
const player = (more = {}) => ({ offers: EVERYTHING, presenting: false, characters: true, ...more });
const asks = (key, more, event = {}) => commandFor({ key, ...event }, player(more))?.command;

const ANYWHERE = {
  " ": "toggle",
  ArrowLeft: "back",
  ArrowRight: "forward",
  ",": "product back",
  ".": "product forward",
  Home: "first",
  End: "last",
  "+": "faster",
  "=": "faster",
  "-": "slower",
  "−": "slower",
  o: "loop",
  O: "loop",
  l: "code",
  v: "view",
  n: "next",
  f: "present",
  Escape: "leave",
  "?": "help",
};

for (const [key, wanted] of Object.entries(ANYWHERE)) {
  test(`the key ${JSON.stringify(key)} asks for ${wanted}, on a full screen, too`, () => {
    assert.equal(asks(key), wanted);
    assert.equal(asks(key, { presenting: true }), wanted);
  });
}

test("in Present K, S, P and D change the lesson, with Shift the other way, and Q asks the class", () => {
  for (const [key, command] of [["k", "kernel"], ["s", "stride"], ["p", "padding"], ["d", "dilation"]]) {
    const found = commandFor({ key }, player({ presenting: true }));
    assert.deepEqual([found.command, found.back], [command, false]);
    const shifted = commandFor({ key: key.toUpperCase(), shiftKey: true }, player({ presenting: true }));
    assert.deepEqual([shifted.command, shifted.back], [command, true]);
  }
  assert.equal(asks("q", { presenting: true }), "ask");
});

test("outside Present S saves, and K, P, D and Q are nothing", () => {
  assert.equal(asks("s"), "save");
  for (const key of "kpdq") assert.equal(asks(key), undefined, key);
});

test("what a player has not to offer, no key asks for", () => {
  const bare = { offers: new Set() };
  for (const key of [",", ".", "l", "v", "n", "s"]) assert.equal(asks(key, bare), undefined, key);
  for (const key of "kspdq") assert.equal(asks(key, { ...bare, presenting: true }), undefined, key);
  for (const key of [" ", "ArrowLeft", "Home", "o", "f", "?", "Escape"]) assert.ok(asks(key, bare), key);
  assert.equal(asks("s", { offers: new Set(["files"]), presenting: true }), undefined, "Save is a button there");
});

test("keys with a modifier are the browser's, and Shift is how many keyboards type a sign", () => {
  for (const modifier of ["ctrlKey", "metaKey", "altKey"]) {
    for (const key of Object.keys(ANYWHERE)) assert.equal(asks(key, {}, { [modifier]: true }), undefined);
  }
  for (const key of ["+", "?"]) assert.ok(asks(key, {}, { shiftKey: true }));
});

test("every other key is left alone", () => {
  for (const key of ["Tab", "Enter", "r", "c", "ArrowUp", "ArrowDown", "PageDown", "1", "F5"]) assert.equal(asks(key), undefined, key);
});

test("without letter keys no key that types a character asks for anything, and all others do", () => {
  const quiet = { characters: false };
  for (const key of Object.keys(ANYWHERE)) {
    const types = key.length === 1 && key !== " ";
    assert.equal(isCharacter(key), types, key);
    assert.equal(asks(key, quiet), types ? undefined : ANYWHERE[key], key);
  }
});

test("held down, steps and speeds go on and on, and nothing else does", () => {
  const held = [...Object.keys(ANYWHERE)].filter((key) => commandFor({ key }, player()).held);
  assert.deepEqual(held, ["ArrowLeft", "ArrowRight", ",", ".", "+", "=", "-", "−"]);
});

test("no key asks for two things in one place", () => {
  for (const presenting of [false, true]) {
    const here = KEYS.filter(({ where }) => !where || (where === "present") === presenting);
    const names = here.flatMap(({ keys }) => keys.flatMap(({ key, also = [] }) => [key, ...also]));
    assert.deepEqual(names, [...new Set(names)]);
  }
});

test("a tip says the keys that are heard", () => {
  assert.equal(withKeys("Play", ["toggle"], true), "Play (Space)");
  assert.equal(withKeys("Speed", ["faster", "slower"], true), "Speed (+ and −)");
  assert.equal(withKeys("Loop", ["loop"], false), "Loop");
  assert.equal(withKeys("First step", ["first"], false), "First step (Home)");
  assert.equal(withKeys("Keep", [], true), "Keep");
  assert.equal(inBrief("toggle", "forward"), "Space plays, ← → step");
});
