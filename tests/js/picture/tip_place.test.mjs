// Words about a cell hide nothing that is lit.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Planes } from "../../../convviz/player/web/picture/planes.mjs";
import { boxesOf, tipPlace } from "../../../convviz/player/web/picture/tip_place.mjs";

const box = (left, top, right, bottom) => ({ left, top, right, bottom });
const ROOM = { left: 0, right: 400, top: -24, bottom: 300 };
const SIZE = { width: 80, height: 24 };
const GRID = box(100, 60, 200, 160);
const CELL = box(120, 80, 140, 100);

test("they stand above the grid, in the middle of the cell", () => {
  assert.deepEqual(tipPlace(SIZE, CELL, [GRID], [], ROOM), { left: 90, top: 31 });
});

test("below it, where above something is lit", () => {
  assert.deepEqual(tipPlace(SIZE, CELL, [GRID], [box(80, 0, 110, 40)], ROOM), { left: 90, top: 165 });
});

test("above the whole grid, where other planes of it are lit; and on a line of their own at the very last", () => {
  const whole = box(100, 60, 200, 260);
  const between = [box(100, 20, 200, 58), box(100, 162, 200, 200)];
  assert.equal(tipPlace(SIZE, CELL, [GRID, whole], between, ROOM).top, 265);
  assert.equal(tipPlace(SIZE, CELL, [GRID, whole], [...between, box(0, 262, 400, 290)], ROOM).top, -24);
});

test("they stay within the picture", () => {
  assert.equal(tipPlace({ width: 300, height: 24 }, CELL, [GRID], [], ROOM).left, 0);
  assert.equal(tipPlace({ width: 300, height: 24 }, box(380, 80, 400, 100), [GRID], [], ROOM).left, 100);
});

test("lit cells of one plane make one box, those of several one each", () => {
  const axes = [{ name: "channel", role: "block", size: 2 }, { name: "row", role: "row", size: 2 }, { name: "column", role: "column", size: 2 }];
  const slot = { x: 10, y: 5, cell: 20, planes: new Planes(axes) };
  assert.deepEqual(boxesOf(slot, [0, 1]), [box(10, 5, 50, 25)]);
  assert.equal(boxesOf(slot, [0, 4]).length, 2);
});
