import assert from "node:assert/strict";
import { test } from "node:test";

import { mayBecomeNumber, readMatrix, readNumber } from "../../../convviz/player/web/controls/number_input.mjs";

for (const [text, value] of [["7", 7], [" -2.5 ", -2.5], ["−3", -3], ["+4", 4], [".5", 0.5], ["0", 0], ["999999", 999999]]) {
  test(`${JSON.stringify(text)} is a number`, () => assert.deepEqual(readNumber(text), { value }));
}

for (const text of ["", "x", "1e400", "2,5", "NaN", "Infinity", "0x10", "1 2", "9".repeat(400), "--1", "1.2.3"]) {
  test(`${JSON.stringify(text.slice(0, 12))} is refused in a sentence`, () => {
    const { value, problem } = readNumber(text);
    assert.equal(value, undefined);
    assert.match(problem, /type /);
    assert.ok(problem.length < 140);
  });
}

test("while it is typed a number may be unfinished, but nothing else gets in", () => {
  for (const text of ["", "-", "\u2212", "+", "2.", ".", "-.5", "12"]) assert.ok(mayBecomeNumber(text), text);
  for (const text of ["a", "1e", "1 ", "2,5", "--", "1-", "1.2.", "1+2"]) assert.ok(!mayBecomeNumber(text), text);
});

for (const [name, text] of [
  ["a spreadsheet", "1\t2\n-3\t4.5\n"],
  ["Windows", "1\t2\r\n-3\t4.5"],
  ["a CSV file", "1,2\n-3,4.5"],
  ["semicolons", "1;2\n-3;4.5"],
  ["NumPy", "[[ 1.  2. ]\n [-3.  4.5]]"],
]) {
  test(`a matrix from ${name}`, () => assert.deepEqual(readMatrix(text), { rows: [[1, 2], [-3, 4.5]] }));
}

test("NumPy on one line ends rows with brackets", () => {
  assert.deepEqual(readMatrix("[[1., 2.5], [-3., 4.]]"), { rows: [[1, 2.5], [-3, 4]] });
});

test("an empty cell between others is refused, not skipped", () => {
  assert.match(readMatrix("1\t\t3\n4\t5\t6").problem, /row 1, column 2: An empty cell/);
});

test("decimal commas are refused, not read as two numbers", () => {
  assert.match(readMatrix("1,5\t2,5").problem, /row 1, column 1: “1,5” is not a number/);
});

test("ragged rows are refused, with both lengths", () => {
  assert.match(readMatrix("1\t2\t3\n4\t5").problem, /row 1 has 3 numbers, row 2 has 2/);
});

test("a letter among numbers is refused, with its place", () => {
  assert.match(readMatrix("1\t2\n3\tb").problem, /row 2, column 2: “b” is not a number/);
});

test("an empty clipboard is said to be empty", () => {
  assert.match(readMatrix("\n \n").problem, /no numbers/);
});
