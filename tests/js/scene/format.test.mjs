import assert from "node:assert/strict";
import { test } from "node:test";

import { count, isExact, number, place } from "../../../convviz/player/web/scene/format.mjs";
import { axis } from "../scenes.mjs";

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

test("a number counts as exact only where all of it is shown", () => {
  for (const value of [0, 5, -3, 0.5, -0.25, 0.0004, 999999]) assert.ok(isExact(value), String(value));
  for (const value of [16 / 3, -0.123, 0.000412, 12345678]) assert.ok(!isExact(value), String(value));
  assert.ok(isExact(0.125, 3));
  assert.ok(!isExact(0.125, 2));
});

test("the last bit of a sum of decimals is no reason to call it inexact", () => {
  assert.ok(isExact(0.1 + 0.2));
  assert.ok(isExact(12e5), "1.2e6 says it all");
});

test("counts have their thousands separated", () => {
  assert.deepEqual([0, 999, 1000, 86400, 1234567].map(count), ["0", "999", "1,000", "86,400", "1,234,567"]);
});

test("a cell is named as code would index it", () => {
  assert.equal(place([axis("row", 3), axis("column", 4)], 6), "[1, 2]");
  assert.equal(place([axis("channel", 2, "block"), axis("row", 3), axis("column", 4)], 18), "[1, 1, 2]");
});

test("axes of one entry are left out of a name, rows and columns never", () => {
  assert.equal(place([axis("channel", 1, "block"), axis("row", 1), axis("column", 4)], 3), "[0, 3]");
});

test("border cells count on before 0 and after the last index", () => {
  const bordered = axis("column", 5, "column", { held: 3, source: [-1, 0, 1, 2, -1], kind: "prrrp" });
  assert.deepEqual([0, 1, 3, 4].map((cell) => place([bordered], cell)), ["[−1]", "[0]", "[2]", "[3]"]);
});

test("the places of a stretched axis count the zeros put in, and those of a cut one what is cut off", () => {
  const stretched = { ...axis("column", 7), source: [-1, -1, 0, -1, 1, -1, -1], kind: "pprzrpp" };
  assert.deepEqual([1, 2, 3, 4].map((cell) => place([stretched], cell)), ["[−1]", "[0]", "[1]", "[2]"]);
  const cut = { ...axis("column", 3), source: [0, 1, 2], kind: "crc" };
  assert.deepEqual([0, 1, 2].map((cell) => place([cut], cell)), ["[0]", "[1]", "[2]"]);
});
