// Where the playhead stands when a scene arrives.

import assert from "node:assert/strict";
import { test } from "node:test";

import { jump, start } from "../../../convviz/player/web/scene/clock.mjs";
import { firstHead, hasPictures } from "../../../convviz/player/web/scene/first_head.mjs";

const NUMBERS = { grids: [{ values: [1], display: "cells" }, { display: "cells" }] };
const PICTURE = { grids: [{ values: [1], display: "pixels" }, { display: "pixels" }] };
const NONE = { still: false, opensAt: null, caseChosen: false, speed: undefined };

const seen = ({ step, steps, playing, phase }) => [step + 1, steps, playing, phase];
const after = (head, scene = NUMBERS) => ({ head, pictured: hasPictures(scene) });

test("the first scene plays, stands where less motion is asked for, or where a link says", () => {
  assert.deepEqual(seen(firstHead(NUMBERS, 9, null, NONE)), [1, 9, true, 0]);
  assert.deepEqual(seen(firstHead(NUMBERS, 9, null, { ...NONE, still: true })), [1, 9, false, 1]);
  assert.deepEqual(seen(firstHead(NUMBERS, 9, null, { ...NONE, opensAt: 5 })), [5, 9, false, 1]);
  assert.deepEqual(seen(firstHead(NUMBERS, 9, null, { ...NONE, opensAt: 99 })), [9, 9, false, 1], "the last");
});

test("a picture is there finished, also after numbers; from picture to picture the share is kept", () => {
  assert.deepEqual(seen(firstHead(PICTURE, 900, null, NONE)), [900, 900, false, 1]);
  assert.deepEqual(seen(firstHead(PICTURE, 900, null, { ...NONE, opensAt: 4 })), [4, 900, false, 1], "but where a link says");
  assert.deepEqual(seen(firstHead(PICTURE, 900, after(start(9, true)), NONE)), [900, 900, false, 1]);
  assert.deepEqual(seen(firstHead(PICTURE, 101, after(jump(start(11, false), 5), PICTURE), NONE)), [51, 101, false, 1]);
});

test("a control keeps the share of the way and what plays, a chosen case plays from its start", () => {
  const playing = { ...start(9, true), step: 4, phase: 0.5 };
  assert.deepEqual(seen(firstHead(NUMBERS, 5, after(playing), NONE)), [3, 5, true, 0.5]);
  assert.deepEqual(seen(firstHead(NUMBERS, 5, after(playing), { ...NONE, caseChosen: true })), [1, 5, true, 0]);
  const standing = jump(start(9, false), 4);
  assert.deepEqual(seen(firstHead(NUMBERS, 5, after(standing), { ...NONE, caseChosen: true })), [3, 5, false, 1]);
});

test("loop and a chosen speed are kept, as far as the scene offers it", () => {
  const head = { ...start(9, true), loop: false };
  const kept = firstHead(NUMBERS, 25, after(head), { ...NONE, speed: 1 });
  assert.deepEqual([kept.loop, kept.speed], [false, 1]);
  assert.equal(firstHead(NUMBERS, 9, after(start(4096, true)), { ...NONE, speed: 1024 }).speed, 64);
  assert.equal(firstHead(NUMBERS, 25, after(head), NONE).speed, start(25, true).speed, "else as fast as it needs");
});
