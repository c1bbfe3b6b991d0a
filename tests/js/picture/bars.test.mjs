import assert from "node:assert/strict";
import { test } from "node:test";

import { BAR_ROWS, blocks, liftOf } from "../../../convviz/player/web/picture/bars.mjs";
import { Decoder } from "../../../convviz/player/web/scene/decode.mjs";
import { arrange } from "../../../convviz/player/web/picture/layout.mjs";
import { Planes } from "../../../convviz/player/web/picture/planes.mjs";
import { axis, stamping } from "../scenes.mjs";

const near = (found, expected) => assert.ok(Math.abs(found - expected) < 1e-9, `${found}, not ${expected}`);
const heightOf = (tower) => tower.at(-1)?.[1] ?? 0;

test("a count is a tower of as many blocks, each on the one before", () => {
  for (const count of [0, 1, 2, 5, 12]) {
    const tower = blocks(count, 12);
    assert.equal(tower.length, count);
    tower.forEach(([bottom, top], i) => {
      near(bottom, i ? tower[i - 1][1] : 0);
      near(top - bottom, heightOf(blocks(1, 12)));
    });
  }
});

test("bars are as high as their numbers: twice the number, twice the height", () => {
  near(heightOf(blocks(2, 4)), 2 * heightOf(blocks(1, 4)));
  near(heightOf(blocks(0.5, 4)), heightOf(blocks(1, 4)) / 2);
  near(heightOf(blocks(-3, 4)), heightOf(blocks(3, 4)));
  assert.ok(heightOf(blocks(4, 4)) < 1, "the longest stays below the top");
});

test("what is no count, or too many, is one block; nothing has none", () => {
  assert.equal(blocks(2.5, 4).length, 1);
  assert.equal(blocks(20, 40).length, 1);
  assert.deepEqual([blocks(0, 4), blocks(Number.NaN, 4)], [[], []]);
});

test("a grid with bars has room for them above its cells, and a bar is its cell's", () => {
  const axes = [axis("channel", 2, "block"), axis("column", 4)];
  const lift = liftOf({ display: "bars" });
  assert.equal(lift, BAR_ROWS);
  assert.equal(liftOf({ display: "cells" }), 0);
  const [bare, lifted] = [new Planes(axes), new Planes(axes, { lift })];
  assert.equal(lifted.columns, bare.columns);
  near(lifted.rows, bare.rows + 2 * lift);
  for (const cell of [0, 3, 4, 7]) {
    const [x, y] = [lifted.cells.x[cell] + 0.5, lifted.cells.y[cell]];
    assert.equal(lifted.cellAt(x, y + 0.5), cell, "its square");
    assert.equal(lifted.cellAt(x, y - 0.1), cell, "the foot of its bar");
    assert.equal(lifted.cellAt(x, y - lift + 0.1), cell, "the top of its bar");
    assert.equal(lifted.cellAt(x, y + 1.1), -1, "below");
  }
  assert.equal(lifted.cellAt(-0.2, 1), -1);
});

test("bars have their height in the picture, at every width", () => {
  const scene = stamping();
  scene.grids[2].display = "bars";
  const grids = [...new Decoder(scene).grids.values()];
  for (const width of [280, 328, 520, 900, 1600]) {
    const { slots, height } = arrange([grids], width, 480);
    const [input, output] = [slots.get("input"), slots.get("output")];
    assert.ok(output.cell <= input.cell);
    assert.ok(output.y > input.y + input.rows * input.cell, "what is counted stands below what counts it");
    near(output.rows, 1 + BAR_ROWS);
    assert.ok(output.y + output.rows * output.cell <= height + 1);
    assert.ok(output.numbered);
  }
});
