import assert from "node:assert/strict";
import { test } from "node:test";

import { border } from "../../../convviz/player/web/picture/outline.mjs";
import { Planes } from "../../../convviz/player/web/picture/planes.mjs";
import { axis } from "../scenes.mjs";

/** The border of cells of planes of 3 × 4, with sides of 10. */
function round(cells, planes = 1) {
  const axes = [axis("channel", planes, "block"), axis("row", 3), axis("column", 4)];
  return border({ axes, size: planes * 12 }, new Planes(axes), cells, 10);
}

const strokes = (path) => path.split("M").slice(1).sort();

test("one cell has four sides", () => {
  assert.deepEqual(strokes(round([5])), ["10 10l0 10", "10 10l10 0", "10 20l10 0", "20 10l0 10"]);
});

test("a rectangle has four sides, however many cells it has", () => {
  assert.deepEqual(strokes(round([0, 1, 2, 4, 5, 6])), ["0 0l0 20", "0 0l30 0", "0 20l30 0", "30 0l0 20"]);
  assert.equal(strokes(round([...Array(12).keys()])).length, 4);
});

test("cells apart keep their own sides, and cells at opposite edges are no neighbours", () => {
  assert.equal(strokes(round([0, 2])).length, 8);
  assert.equal(strokes(round([3, 4])).length, 8);
});

test("planes below each other are no neighbours", () => {
  assert.equal(strokes(round([8, 12], 2)).length, 8);
});

test("on a sheet the line leans as the sheet does", () => {
  const axes = [axis("row", 2), axis("column", 2)];
  const planes = new Planes(axes, { stack: true });
  const [leans, drops] = planes.offset(0, 2);
  const path = border({ axes, size: 4 }, planes, [0, 2], 1);
  const left = strokes(path).map((stroke) => stroke.split("l").map((pair) => pair.split(" ").map(Number)));
  const [x, y] = [planes.cells.x[0], planes.cells.y[0]];
  const found = left.some(([from, way]) => Math.hypot(from[0] - x, from[1] - y, way[0] - leans, way[1] - drops) < 1e-6);
  assert.ok(found, path);
});

test("no cells, no line", () => {
  assert.equal(round([]), "");
});
