import assert from "node:assert/strict";
import { test } from "node:test";

import { count, number } from "../../../convviz/player/web/scene/format.mjs";

test("numbers are written as on a blackboard", () => {
  const written = [
    [17, "17"],
    [0, "0"],
    [-0, "0"],
    [-3, "−3"],
    [-0.5, "−0.5"],
    [16 / 3, "5.33"],
    [2.0000000001, "2"],
    [0.1 + 0.2, "0.3"],
    [999999, "999999"],
    [12345678, "1.2e7"],
    [-12345678, "−1.2e7"],
    [0.0004, "4e−4"],
    [-0.0004, "−4e−4"],
  ];
  for (const [value, text] of written) assert.equal(number(value), text);
});

test("a number shows as many decimals as asked for", () => {
  assert.equal(number(1 / 3, 4), "0.3333");
  assert.equal(number(1.5, 0), "2");
});

test("a cell that holds nothing yet shows nothing", () => {
  assert.equal(number(NaN), "");
  assert.equal(number(Infinity), "");
});

test("counts have their thousands separated", () => {
  assert.deepEqual([0, 999, 1000, 86400, 1234567].map(count), ["0", "999", "1,000", "86,400", "1,234,567"]);
});
