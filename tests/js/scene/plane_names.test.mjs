import assert from "node:assert/strict";
import { test } from "node:test";

import { planeNames } from "../../../convviz/player/web/scene/plane_names.mjs";
import { axis } from "../scenes.mjs";

const inner = [axis("row", 3), axis("column", 3)];
const grid = (role, title, axes, more = {}) => ({ role, title, hues: [], axes: [...axes, ...inner], ...more });
const named = (one, form = "full") => Object.fromEntries(Object.entries(planeNames(one)).map(([role, names]) => [role, names.map((name) => name[form])]));

test("channels, maps, filters, kernels and slices are numbered from 1", () => {
  assert.deepEqual(named(grid("input", "input", [axis("channel", 2, "block")])), { block: ["channel 1", "channel 2"] });
  assert.deepEqual(named(grid("output", "output", [axis("channel", 2, "block")])), { block: ["map 1", "map 2"] });
  const filters = grid("kernel", "filters", [axis("filter", 2, "plane"), axis("channel", 3, "block")]);
  assert.deepEqual(named(filters), { plane: ["filter 1", "filter 2"], block: ["channel 1", "channel 2", "channel 3"] });
  const kernels = grid("kernel", "kernels", [axis("filter", 2, "plane"), axis("channel", 1, "block")]);
  assert.deepEqual(named(kernels), { plane: ["kernel 1", "kernel 2"] });
  assert.deepEqual(named(grid("input", "input", [axis("channel", 1, "block"), axis("depth", 2, "plane")])), { plane: ["slice 1", "slice 2"] });
});

test("the shortest form is the number", () => {
  assert.deepEqual(named(grid("input", "input", [axis("channel", 2, "block")]), "short"), { block: ["1", "2"] });
});

test("a lone plane has no name, and slices of padding have none", () => {
  assert.deepEqual(named(grid("input", "input", [axis("channel", 1, "block")])), {});
  const padded = axis("depth", 4, "plane", { held: 2, kind: "prrp", source: [-1, 0, 1, -1] });
  assert.deepEqual(named(grid("input", "input", [padded])), { plane: ["", "slice 1", "slice 2", ""] });
});

test("the channels of a colour picture are called R, G and B where they are read, in any form", () => {
  const colours = { colours: "rgb", hues: [[0, 1, 2]] };
  for (const form of ["full", "short"]) {
    assert.deepEqual(named(grid("input", "input", [axis("channel", 3, "block")], colours), form), { block: ["R", "G", "B"] });
  }
  assert.deepEqual(named(grid("output", "maps", [axis("channel", 3, "block")], colours)), { block: ["map 1", "map 2", "map 3"] });
});

test("filters of groups read different channels, which then have no name beside them all", () => {
  const grouped = grid("kernel", "filters", [axis("filter", 2, "plane"), axis("channel", 2, "block")], { hues: [[0, 2], [0, 1]] });
  assert.deepEqual(named(grouped), { plane: ["filter 1", "filter 2"] });
  const whole = { ...grouped, hues: [[0, 0], [0, 1]] };
  assert.deepEqual(named(whole).block, ["channel 1", "channel 2"]);
});
