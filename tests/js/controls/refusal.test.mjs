// The bubble at a cell whose entry is refused.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bubblePlace } from "../../../convviz/player/web/controls/refusal.mjs";

const BOARD = { left: -17, top: -30, right: 417 };
const SIZE = { width: 200, height: 50 };
const cell = (left, top) => ({ left, top, width: 40, height: 40 });

test("it stands above the cell, in its middle", () => {
  assert.deepEqual(bubblePlace(SIZE, cell(200, 100), BOARD), { left: 120, top: 42, below: false });
});

test("below it where there is no room above", () => {
  assert.deepEqual(bubblePlace(SIZE, cell(200, 20), BOARD), { left: 120, top: 68, below: true });
});

test("and in any case inside the board, which would cut it off", () => {
  assert.equal(bubblePlace(SIZE, cell(0, 100), BOARD).left, -11);
  assert.equal(bubblePlace(SIZE, cell(370, 100), BOARD).left, 211);
});
