import assert from "node:assert/strict";
import { test } from "node:test";

import { border } from "../../convviz/player/web/border.mjs";
import { places } from "../../convviz/player/web/layout.mjs";
import { axis } from "./scenes.mjs";

/** The border of cells of planes of 3 × 4, with sides of 10. */
function round(cells, planes = 1) {
  const axes = [axis("channel", planes, "block"), axis("row", 3), axis("column", 4)];
  return border({ axes, size: planes * 12 }, places(axes), cells, 10);
}

const strokes = (path) => path.split("M").slice(1).sort();

test("one cell has four sides", () => {
  assert.deepEqual(strokes(round([5])), ["10 10h10", "10 10v10", "10 20h10", "20 10v10"]);
});

test("a rectangle has four sides, however many cells it has", () => {
  assert.deepEqual(strokes(round([0, 1, 2, 4, 5, 6])), ["0 0h30", "0 0v20", "0 20h30", "30 0v20"]);
  assert.equal(strokes(round([...Array(12).keys()])).length, 4);
});

test("cells apart keep their own sides, and cells at opposite edges are no neighbours", () => {
  assert.equal(strokes(round([0, 2])).length, 8);
  assert.equal(strokes(round([3, 4])).length, 8);
});

test("planes below each other are no neighbours", () => {
  assert.equal(strokes(round([8, 12], 2)).length, 8);
});

test("no cells, no line", () => {
  assert.equal(round([]), "");
});
