import assert from "node:assert/strict";
import { test } from "node:test";

import { Decoder } from "../../../convviz/player/web/scene/decode.mjs";
import { WHOLE, agree, decimal, decimalsOf, inCell, read } from "../../../convviz/player/web/scene/decimals.mjs";
import { axis, sliding, stamping } from "../scenes.mjs";

test("a number has exactly the decimals of its grid", () => {
  const written = (decimals) => [0.45, -2, 0, 1 / 3, -0.004].map((value) => decimal(value, { decimals, digits: 3 }));
  assert.deepEqual(written(2), ["0.45", "−2.00", "0.00", "0.33", "0.00"]);
  assert.deepEqual(written(0), ["0", "−2", "0", "0", "0"]);
  assert.deepEqual([12345678, -0.0004, NaN].map((value) => decimal(value, { decimals: 1, digits: 2 })), ["1.2e7", "−4e−4", ""]);
});

test("a grid has the fewest decimals that show its numbers as exactly as its digits do", () => {
  const found = [[[1, 2, -3], 0], [[0.5, 2], 1], [[0.45, -2], 2], [[1 / 3], 2], [[0.1 + 0.2], 1], [[2.0000000001], 0], [[0.0004, 12345678.5, 1], 0], [[NaN, 1.25], 2]];
  for (const [values, decimals] of found) assert.equal(decimalsOf(values, 2), decimals, String(values));
  assert.equal(decimalsOf([0.125], 3), 3);
});

test("the decoder knows the decimals of every grid, also of those that are written", () => {
  const { grids } = new Decoder(sliding({ weights: [0.25, 2], values: [1, 2, 3, 4, 5] }));
  assert.deepEqual([...grids.values()].map(({ id, decimals }) => [id, decimals]), [["input", 0], ["kernel", 2], ["output", 2]]);
});

test("a result has the decimals of what it is made of, where that is told", () => {
  const halves = { values: [1, 1, 1, 1], weights: [0.5, 0.5, 0.25, 0.75] };
  const summed = sliding(halves);
  assert.equal(new Decoder(summed).grids.get("output").decimals, 0);
  summed.links[0].taps = [{ name: "channel", size: 2 }, { name: "tap", size: 2 }];
  summed.links[0].read.index = [{ column: [0], channel: [0, 2], tap: [0, 1] }];
  summed.links[0].weight.index = [{ channel: [0, 1], tap: [0, 2] }];
  summed.links[0].grouped = "channel";
  assert.equal(new Decoder(summed).grids.get("output").decimals, 2, "0.5 + 0.25 and 0.5 + 0.75");
  const stamps = stamping();
  stamps.grids[0].values = [0.5, 0.5];
  stamps.grids[1].values = [1, 0, 1];
  stamps.links[0].write.index = [{ column: [0, 0], tap: [0, 1, 2] }];
  assert.equal(new Decoder(stamps).grids.get("output").decimals, 1, "a half, before the other half is added");
});

test("padding and the gaps of a matrix hold no number of the grid: a plain 0", () => {
  const scene = sliding({ values: [0, 2.5, 3] });
  scene.grids[0].axes = [axis("column", 5, "column", { held: 3, source: [-1, 0, 1, 2, -1], kind: "prrrp" })];
  scene.links[0].loops[0].size = 4;
  const { grids } = new Decoder(scene);
  const input = grids.get("input");
  assert.deepEqual([0, 1, 2].map((cell) => inCell(input, cell, [0, 0, 2.5][cell])), ["0", "0.0", "2.5"]);
  assert.equal(inCell({ ...input, gaps: [1] }, 1, 0), "0");
  assert.equal(inCell(input, -1, 0), "0");
  assert.equal(decimal(3, WHOLE), "3");
});

test("what was written can be read", () => {
  assert.deepEqual(["(−2.50)", "1.2e7", "4e−4", "0"].map(read), [-2.5, 1.2e7, 4e-4, 0]);
  assert.ok(agree(0.1 + 0.2, 0.3) && !agree(5.33, 16 / 3));
});
