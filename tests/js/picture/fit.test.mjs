import assert from "node:assert/strict";
import { test } from "node:test";

import { Amount, decimalsFor, fit, letters, plus, shorter, times } from "../../../convviz/player/web/picture/fit.mjs";

const CELL = { room: 51.5, best: 23.5, least: 11.2 }; // of 56 pixels
const SMALL = { room: 15.6, best: 9, least: 9 }; // of 17
const style = (decimals, digits = 2) => ({ decimals, digits });
const amounts = (values, decimals) => values.map((value) => new Amount([value], style(decimals)));

/** The texts of a grid in cells, and the size all have. */
function inCells(values, decimals, place = CELL) {
  const made = amounts(values, decimalsFor(amounts(values, decimals), place));
  const { size, write } = fit(made, place);
  return { size, texts: made.map((amount) => write(amount).text) };
}

test("what fits is written in full and as large as can be", () => {
  assert.deepEqual(inCells([0, 17, -3], 0), { size: CELL.best, texts: ["0", "17", "−3"] });
  assert.deepEqual(inCells([0.25, 5.333, -2], 2).texts, ["0.25", "5.33", "−2.00"]);
});

test("type shrinks before decimals go", () => {
  const { size, texts } = inCells([-12.34, 5.25, 0.5], 2);
  assert.deepEqual(texts, ["−12.34", "5.25", "0.50"]);
  assert.ok(size < CELL.best && size >= CELL.least);
});

test("decimals go for all numbers of a grid alike, and without one that needs the room none do", () => {
  assert.deepEqual(inCells([-112.34, 0.5, 12, 3, 4], 2, { ...CELL, room: 40 }).texts, ["−112.3", "0.5", "12.0", "3.0", "4.0"]);
  assert.deepEqual(inCells([12.34, 0.5, 12, 3, 4], 2, { ...CELL, room: 40 }).texts, ["12.34", "0.50", "12.00", "3.00", "4.00"]);
  assert.deepEqual(inCells([-1.5, 7.25, 9, 3], 2, SMALL).texts, ["−2", "7", "9", "3"]);
});

test("but not so many that numbers become 0: those have smaller type of their own", () => {
  assert.equal(decimalsFor(amounts([0.45, -2, 0.45], 2), SMALL), 1);
  const { size, write } = fit(amounts([0.5, -2], 1), SMALL);
  const wide = write(amounts([-2], 1)[0]);
  assert.deepEqual([wide.text, size], ["−2.0", SMALL.least]);
  assert.ok(wide.size < size && letters(wide.text) * wide.size <= SMALL.room + 1e-9);
  assert.equal(decimalsFor(amounts([0.11, 0.11], 2), { ...SMALL, room: 1 }), 1);
});

test("only what is too long without decimals becomes compact, alone", () => {
  const { size, texts } = inCells([123456, 7, -1234567, 4321], 0, { ...CELL, room: 33 });
  assert.equal(size, CELL.least);
  assert.deepEqual(texts, ["123k", "7", "−1e6", "4321"]);
});

test("the forms of a number, from full to shortest", () => {
  const forms = (value, decimals) => [0, 1, 2, 3].map((form) => shorter(value, style(decimals), form));
  assert.deepEqual(forms(-1234.56, 2), ["−1234.56", "−1.2k", "−1k", "−1e3"]);
  assert.deepEqual(forms(99999.9, 1), ["99999.9", "100k", "100k", "1e5"]);
  assert.deepEqual(forms(12345678, 1), ["1.2e7", "1.2e7", "1.2e7", "1e7"]);
  assert.deepEqual(forms(12.5, 0), ["13", "13", "13", "13"]);
});

test("a number that fits in no form has a size of its own, and the others keep theirs", () => {
  const { size, write } = fit(amounts([-123, 4], 0), { room: 12.8, best: 6.3, least: 6.3 });
  assert.equal(size, 6.3);
  const long = write(new Amount([-123], style(0)));
  assert.equal(long.text, "−123");
  assert.ok(long.size < 6.3 && letters(long.text) * long.size <= 12.8 + 1e-9);
  assert.equal(write(new Amount([4], style(0))).size, 6.3);
});

test("an empty cell stays empty", () => {
  assert.deepEqual(inCells([NaN], 0).texts, [""]);
});

test("a weight stands behind its sign, a product shows its own", () => {
  assert.deepEqual([2, -2, 0].map((value) => String(times(value, style(0)))), ["×2", "×(−2)", "×0"]);
  assert.deepEqual([2, -0.5].map((value) => String(times(value, style(2)))), ["×2.00", "×(−0.50)"]);
  assert.deepEqual([2, -2, 0].map((value) => String(plus(value, style(0)))), ["+2", "−2", "+0"]);
  assert.deepEqual([times(-12345, style(0)).at(2), plus(12345, style(0)).at(1)], ["×(−12k)", "+12.3k"]);
});
