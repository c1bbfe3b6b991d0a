// The line under a picture; exports write the same, in tests/scene/test_counters.py.

import assert from "node:assert/strict";
import { test } from "node:test";

import { countersLine } from "../../../convviz/player/web/scene/counters.mjs";

test("it says what a layer has, what was multiplied so far and what that is in FLOPs", () => {
  assert.equal(
    countersLine({ weights: 9, biases: 1, spent: 45, total: 81 }),
    "weights 9 (+ bias 1) · multiplications 45 / 81 · FLOPs = 2 × 81 = 162",
  );
});

test("a layer without bias speaks of none, one with several of biases", () => {
  const line = (biases) => countersLine({ weights: 216, biases, spent: 0, total: 5400 }).split(" · ")[0];
  assert.deepEqual([line(0), line(1), line(8)], ["weights 216", "weights 216 (+ bias 1)", "weights 216 (+ biases 8)"]);
  assert.equal(countersLine({ weights: 9, spent: 0, total: 81 }).split(" · ")[0], "weights 9");
});

test("FLOPs are those of the whole layer from the first step on, two for each multiplication", () => {
  for (const spent of [0, 1, 5400]) assert.match(countersLine({ weights: 1, spent, total: 5400 }), / · FLOPs = 2 × 5,400 = 10,800$/);
});

test("large numbers are grouped in thousands", () => {
  assert.equal(
    countersLine({ weights: 36_864, biases: 1024, spent: 1_234_567, total: 115_605_504 }),
    "weights 36,864 (+ biases 1,024) · multiplications 1,234,567 / 115,605,504 · FLOPs = 2 × 115,605,504 = 231,211,008",
  );
});
