import assert from "node:assert/strict";
import { test } from "node:test";

import { Planes } from "../../../convviz/player/web/picture/planes.mjs";
import { axis } from "../scenes.mjs";

const VIEWS = { flat: {}, "two across": { across: 2 }, "three across": { across: 3 }, stacked: { stack: true } };
const SHAPES = {
  "1-D": [axis("column", 7)],
  "1-D with channels": [axis("channel", 3, "block"), axis("column", 7)],
  "2-D": [axis("row", 3), axis("column", 5)],
  "2-D with channels": [axis("channel", 5, "block"), axis("row", 3), axis("column", 4)],
  "kernels in a row": [axis("kernel", 5, "plane"), axis("row", 3), axis("column", 2)],
  filters: [axis("filter", 4, "plane"), axis("channel", 2, "block"), axis("row", 3), axis("column", 2)],
  "3-D": [axis("channel", 2, "block"), axis("depth", 3, "plane"), axis("row", 4), axis("column", 5)],
  "a single cell": [axis("row", 1), axis("column", 1)],
};

/** Whether (u, v) lies in the cell, from its corners alone: inside all four sides. */
function inside({ cells, matrix: [a, b, c, d] }, cell, u, v) {
  const corner = (s, t) => [cells.x[cell] + a * s + c * t, cells.y[cell] + b * s + d * t];
  const corners = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
  return corners.every(([x, y], i) => {
    const [x2, y2] = corners[(i + 1) % 4];
    return (x2 - x) * (v - y) - (y2 - y) * (u - x) > 0;
  });
}

for (const [name, axes] of Object.entries(SHAPES)) {
  for (const [view, how] of Object.entries(VIEWS)) {
    test(`${name}, ${view}: under the pointer lies the one cell drawn there, and in gaps none`, () => {
      const planes = new Planes(axes, how);
      const all = [...planes.cells.x.keys()];
      const met = new Set();
      for (let u = -1.0331; u < planes.columns + 1; u += 0.0971) {
        for (let v = -1.0531; v < planes.rows + 1; v += 0.0713) {
          const drawn = all.filter((cell) => inside(planes, cell, u, v));
          assert.ok(drawn.length < 2, `cells ${drawn} lie on each other at ${u}, ${v}`);
          assert.equal(planes.cellAt(u, v), drawn[0] ?? -1, `at ${u}, ${v}`);
          if (drawn.length) met.add(drawn[0]);
        }
      }
      assert.equal(met.size, all.length, "every cell can be pointed at, so none is hidden");
    });

    test(`${name}, ${view}: the extent is that of the cells`, () => {
      const { cells, columns, rows, matrix: [, , c, d] } = new Planes(axes, how);
      const all = [...cells.x.keys()];
      const close = (one, other) => assert.ok(Math.abs(one - other) < 1e-5, `${one} is not ${other}`);
      close(Math.min(...all.map((cell) => cells.x[cell] + c)), 0);
      close(Math.min(...cells.y), 0);
      close(Math.max(...all.map((cell) => cells.x[cell] + 1)), columns);
      close(Math.max(...all.map((cell) => cells.y[cell] + d)), rows);
    });
  }
}

test("a stack piles up what is innermost: the channels of each filter, the slices of each channel", () => {
  const at = (axes, cell) => {
    const { x, y } = new Planes(axes, { stack: true }).cells;
    return [x[cell] > x[0], y[cell] > y[0]];
  };
  assert.deepEqual(at(SHAPES.filters, 6), [false, true], "channel 1 of filter 0 lies below channel 0");
  assert.deepEqual(at(SHAPES.filters, 12), [true, false], "filter 1 stands beside filter 0");
  assert.deepEqual(at(SHAPES["3-D"], 20), [false, true], "slice 1 lies below slice 0");
  assert.deepEqual(at(SHAPES["3-D"], 60), [true, false], "channel 1 stands beside channel 0");
});

test("planes wrap into lines of so many, one filter's kernels, too, and kernels in a row, but never several filters", () => {
  const lines = (axes, across) => new Set(new Planes(axes, { across }).cells.y.filter((_, cell) => cell % 12 === 0)).size;
  assert.deepEqual([1, 2, 3, 8].map((across) => lines(SHAPES["2-D with channels"], across)), [5, 3, 2, 1]);
  const inARow = [axis("kernel", 5, "plane"), axis("row", 4), axis("column", 3)];
  assert.deepEqual([1, 2, 3, 8].map((across) => lines(inARow, across)), [1, 3, 2, 1]);
  assert.equal(new Planes(SHAPES.filters, { across: 2 }).rows, new Planes(SHAPES.filters).rows);
});

test("of a paged grid only the page of the step is under the pointer", () => {
  const planes = new Planes([axis("filter", 3, "page"), axis("row", 2), axis("column", 2)]);
  assert.equal(planes.cellAt(1.5, 0.5, 2), 9);
  assert.equal(planes.columns, 2);
  assert.deepEqual([...planes.cells.plane], [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
});
