import assert from "node:assert/strict";
import { test } from "node:test";

import { Amount, fit, letters, plus, shorter, times } from "../../../convviz/player/web/picture/fit.mjs";

const CELL = { room: 51.5, best: 23.5, least: 14.6 }; // of 56 pixels
const amounts = (values, digits = 2) => values.map((value) => new Amount([value], digits));

/** The texts of a grid in cells, and the size all have. */
function inCells(values, digits = 2, place = CELL) {
  const { size, write } = fit(amounts(values, digits), place);
  return { size, texts: amounts(values, digits).map((amount) => write(amount).text) };
}

test("what fits is written in full and as large as can be", () => {
  assert.deepEqual(inCells([0, 17, -3]), { size: CELL.best, texts: ["0", "17", "−3"] });
  assert.deepEqual(inCells([0.25, 5.333]).texts, ["0.25", "5.33"]);
});

test("decimals go first, for all numbers of the grid alike", () => {
  const { size, texts } = inCells([-12.34, 5.25, 0.5]);
  assert.deepEqual(texts, ["−12.3", "5.3", "0.5"]);
  assert.ok(size > CELL.least);
});

test("a number too small for fewer decimals keeps its own", () => {
  assert.deepEqual(inCells([-112.34, 0.04]).texts, ["−112.3", "0.04"]);
  assert.equal(shorter(0.04, 2, 1), "0.04");
});

test("then type shrinks, but not below what can be read; what is still too long becomes compact, alone", () => {
  const { size, texts } = inCells([123456, 7, -1234567, 4321], 0);
  assert.equal(size, CELL.least);
  assert.deepEqual(texts, ["123.5k", "7", "−1.2e6", "4321"]);
});

test("the levels of a number, from full to shortest", () => {
  const levels = (value, digits) => Array.from({ length: digits + 4 }, (_, level) => shorter(value, digits, level));
  assert.deepEqual(levels(-1234.56, 2), ["−1234.56", "−1234.6", "−1235", "−1.2k", "−1k", "−1e3"]);
  assert.deepEqual(levels(99999.9, 1), ["99999.9", "100000", "100k", "100k", "1e5"]);
  assert.deepEqual(levels(12345678, 1), ["1.2e7", "1.2e7", "1.2e7", "1.2e7", "1e7"]);
  assert.deepEqual(levels(0.0625, 4), ["0.0625", "0.063", "0.06", "0.1", "0.1", "0.1", "0.1", "0.1"]);
  assert.deepEqual(levels(12.5, 0), ["13", "13", "13", "13"]);
});

test("a number that fits in no form has a size of its own, and the others keep theirs", () => {
  const { size, write } = fit(amounts([-123, 4], 0), { room: 13.8, best: 6.3, least: 6.3 });
  assert.equal(size, 6.3);
  const long = write(new Amount([-123], 0));
  assert.equal(long.text, "−123");
  assert.ok(long.size < 6.3 && letters(long.text) * long.size <= 13.8 + 1e-9);
  assert.equal(write(new Amount([4], 0)).size, 6.3);
});

test("an empty cell stays empty", () => {
  assert.deepEqual(inCells([NaN]).texts, [""]);
});

test("a weight stands behind its sign, a product shows its own", () => {
  assert.deepEqual([2, -2, 0].map((value) => String(times(value, 2))), ["×2", "×(−2)", "×0"]);
  assert.deepEqual([2, -2, 0].map((value) => String(plus(value, 2))), ["+2", "−2", "+0"]);
  assert.deepEqual([times(-12345, 0).at(3), plus(12345, 0).at(2)], ["×(−12k)", "+12.3k"]);
});
