// Paths through a stack, and where its rows lie.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Decoder } from "../../../convviz/player/web/scene/decode.mjs";
import { cone, paths } from "../../../convviz/player/web/scene/path_counts.mjs";
import { tower } from "../../../convviz/player/web/picture/tower.mjs";

const run = (size) => Array.from({ length: size }, (_, i) => i);

/** Layers of three taps of these rates, without padding, on as many cells as one unit sees. */
function stack(...rates) {
  const field = rates.reduce((cells, rate) => cells + 2 * rate, 1);
  const sizes = rates.reduce((all, rate) => [...all, all.at(-1) - 2 * rate], [field]);
  const starts = rates.reduce((all, rate) => [...all, all.at(-1) + rate], [0]);
  const grids = sizes.map((size, n) => ({
    id: `${n}`,
    role: n ? "output" : "input",
    title: n ? `layer ${n}` : "input",
    axes: [{ name: n ? "unit" : "cell", role: "column", size, held: size, first: starts[n] }],
    values: run(size),
  }));
  const links = rates.map((rate, n) => ({
    id: `map${n}`,
    loops: [{ name: "unit", size: sizes[n + 1] }],
    taps: [{ name: "tap", size: 3 }],
    read: { grid: `${n}`, index: [{ unit: run(sizes[n + 1]), tap: [0, rate, 2 * rate] }] },
    write: { grid: `${n + 1}`, index: [{ unit: run(sizes[n + 1]) }] },
    operation: "map",
  }));
  return new Decoder({ title: "", alt: "", grids: grids.reverse(), links, tracks: [], form: "tower" });
}

const from = (decoder, id, cell) => {
  const found = paths(decoder.maps, decoder.grids.get(id), cell);
  return (other) => [...found.get(decoder.grids.get(other))];
};

test("three plain layers have 1 3 6 7 6 3 1 paths", () => {
  const found = from(stack(1, 1, 1), "3", 0);
  assert.deepEqual(found("1"), [1, 2, 3, 2, 1]);
  assert.deepEqual(found("0"), [1, 3, 6, 7, 6, 3, 1]);
});

test("one rate for all leaves holes, and from a cell paths lead up as well as down", () => {
  const decoder = stack(2, 2, 2);
  assert.equal(from(decoder, "3", 0)("0").filter(Boolean).length, 7);
  const middle = from(decoder, "1", 4);
  assert.deepEqual(middle("3"), [3]);
  assert.deepEqual(middle("1"), [0, 0, 0, 0, 1, 0, 0, 0, 0]);
  assert.equal(middle("0").filter(Boolean).length, 3);
});

test("a cell says what it sees and what it reaches", () => {
  const { maps, grids } = stack(2, 2);
  const told = (id, cell) => cone(maps, grids.get(id), cell).sentence;
  assert.equal(told("2", 0), "This unit sees 5 of input cells 1 to 9, by 9 paths.");
  assert.equal(told("1", 1), "This unit sees 3 of input cells 2 to 6, by 3 paths; nothing above reads it.");
  assert.equal(told("0", 4), "This cell reaches 3 units of layer 1 and 1 of layer 2.");
});

test("paths that end on padding are counted", () => {
  const scene = {
    title: "",
    alt: "",
    grids: [
      { id: "1", role: "output", title: "layer 1", axes: [{ name: "unit", role: "column", size: 2, held: 2 }], values: [1, 0] },
      { id: "0", role: "input", title: "input", axes: [{ name: "cell", role: "column", size: 4, held: 4, source: run(4), kind: "prrp" }], values: run(4) },
    ],
    links: [
      {
        id: "map1",
        loops: [{ name: "unit", size: 2 }],
        taps: [{ name: "tap", size: 3 }],
        read: { grid: "0", index: [{ unit: [0, 1], tap: [0, 1, 2] }] },
        write: { grid: "1", index: [{ unit: [0, 1] }] },
        operation: "map",
      },
    ],
    tracks: [],
    form: "tower",
  };
  const { maps, grids } = new Decoder(scene);
  const told = cone(maps, grids.get("1"), 0).sentence;
  assert.equal(told, "This unit sees input cells 1 and 2, by 2 paths (1 more ends on padding).");
});

for (const width of [320, 700, 1500]) {
  test(`every cell of a tower is found where it is drawn, in ${width} pixels`, () => {
    const grids = [...stack(1, 2, 4).grids.values()];
    const { slots, height } = tower(grids, width, 300, 44);
    for (const grid of grids) {
      const { x, y, cell, planes } = slots.get(grid.id);
      for (let i = 0; i < grid.size; i++) {
        assert.equal(planes.cellAt(planes.cells.x[i] + 0.5, 0.5), i);
        assert.ok(x + planes.cells.x[i] * cell >= -1 && x + (planes.cells.x[i] + 1) * cell <= width + 1);
      }
      assert.equal(planes.cellAt(planes.cells.x[0] - 0.5, 0.5), -1);
      assert.ok(y >= 0 && y + cell <= height);
    }
  });
}

test("a unit of a tower stands over the middle of what it sees", () => {
  const grids = [...stack(1, 2, 4).grids.values()];
  const { slots } = tower(grids, 700, 300, 44);
  const middle = (id, cell) => slots.get(id).planes.cells.x[cell];
  assert.equal(middle("3", 0), middle("0", 7));
});

test("rows of a tower do not lie on each other, however little height there is", () => {
  const grids = [...stack(1, 1, 2, 4, 8, 16).grids.values()];
  const { slots } = tower(grids, 340, 100, 44);
  const tops = [...slots.values()].map(({ y, cell }) => [y, y + cell]);
  for (let i = 1; i < tops.length; i++) assert.ok(tops[i][0] > tops[i - 1][1]);
});
