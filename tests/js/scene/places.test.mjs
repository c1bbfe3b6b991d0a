import assert from "node:assert/strict";
import { test } from "node:test";

import { indexed, isLine, listed, named, place } from "../../../convviz/player/web/scene/places.mjs";
import { axis } from "../scenes.mjs";

const grid = (title, axes, role = "input") => ({ title, role, axes });
const [row, column] = [axis("row", 3), axis("column", 4)];

test("a cell is found by its row and column, counted from 1", () => {
  assert.equal(named(grid("input", [row, column]), 6), "input row 2, column 3");
  assert.equal(place(grid("input", [row, column]), 6), "row 2, column 3");
  assert.equal(named(grid("output", [axis("channel", 1, "block"), axis("row", 1), axis("column", 1)], "output"), 0), "output row 1, column 1");
});

test("further axes are called by their names, a channel that is written a map, a step in depth a slice", () => {
  const channels = axis("channel", 2, "block");
  assert.equal(named(grid("input", [channels, row, column]), 18), "input channel 2, row 2, column 3");
  assert.equal(named(grid("output", [channels, row, column], "output"), 18), "output map 2, row 2, column 3");
  assert.equal(named(grid("input", [axis("channel", 1, "block"), axis("depth", 2, "plane"), row, column]), 18), "input slice 2, row 2, column 3");
});

test("a single axis is a single number, and a bias has one for every map", () => {
  assert.equal(named(grid("output", [axis("channel", 1, "block"), column], "output"), 2), "output 3");
  assert.ok(isLine(grid("output", [axis("channel", 1, "block"), column])));
  assert.ok(!isLine(grid("output", [axis("channel", 2, "block"), column])) && !isLine(grid("x", [row, axis("column", 1)])));
  assert.equal(named(grid("times painted", [column], "output"), 2), "times painted, cell 3");
  assert.equal(named(grid("bias", [axis("channel", 3, "block"), axis("column", 1)], "bias"), 1), "bias 2");
  assert.equal(named(grid("output", [axis("channel", 2, "block"), column], "output"), 5), "output map 2, column 2");
  assert.equal(named(grid("x", [row, axis("column", 1)]), 2), "x row 3, column 1");
});

test("a title that names several of something is not said twice", () => {
  const planes = (name) => [axis(name, 2, "plane"), axis("channel", 2, "block"), row, column];
  assert.equal(named(grid("filters", planes("filter"), "kernel"), 24), "filter 2, channel 1, row 1, column 1");
  assert.equal(named(grid("kernels", planes("filter"), "kernel"), 24), "kernel 2, channel 1, row 1, column 1");
  assert.equal(named(grid("maps", planes("channel").slice(1), "output"), 12), "map 2, row 1, column 1");
  assert.equal(named(grid("maps", [axis("channel", 1, "block"), row, column], "output"), 0), "map row 1, column 1");
  assert.equal(named(grid("maps 1", planes("channel").slice(1), "output"), 12), "maps 1, map 2, row 1, column 1");
});

test("padding is called so, and counted on before 1 and after the last", () => {
  const bordered = axis("column", 5, "column", { held: 3, source: [-1, 0, 1, 2, -1], kind: "prrrp" });
  const line = grid("input", [bordered]);
  assert.deepEqual([0, 1, 3, 4].map((cell) => named(line, cell)), ["input padding at 0", "input 1", "input 3", "input padding at 4"]);
  const plane = grid("input", [{ ...bordered, name: "row", role: "row" }, bordered]);
  assert.equal(named(plane, 3), "input padding at row 0, column 3");
  const wide = axis("column", 5, "column", { held: 2, source: [-1, -1, 0, 1, -1], kind: "pprrp" });
  assert.equal(named(grid("input", [wide]), 0), "input padding at −1");
});

test("a cell with a name is called by it", () => {
  const channels = { ...axis("channel", 3, "column"), names: ["1", "4", "7"] };
  assert.equal(named(grid("shuffled", [channels], "output"), 1), "shuffled 4");
  assert.equal(named(grid("maps", [channels], "output"), 1), "map 4");
  assert.equal(listed(grid("maps", [channels], "output"), [0, 1, 2]), "maps 1, 4 and 7");
});

test("several cells are listed, padding among them marked", () => {
  const padded = { ...axis("unit", 5, "column"), source: [0, 1, 2, 3, 4], kind: "prrrp" };
  const layer = grid("layer 1", [padded], "output");
  assert.equal(listed(layer, [1, 3]), "layer 1, units 1 and 3");
  assert.equal(listed(layer, [0, 1, 2]), "layer 1, units 0 (padding), 1 and 2");
  assert.equal(listed(layer, [2]), "layer 1, unit 2");
  assert.equal(listed(grid("input", [column]), [0, 1]), "input 1 and 2");
  assert.equal(listed(grid("input", [row, column]), [0, 5]), "input at row 1, column 1; row 2, column 2");
});

test("of cells moved at once, what they have in common is named", () => {
  const channels = [axis("channel", 3, "block"), row, column];
  assert.equal(named(grid("shuffled", channels, "output"), 12, 23), "shuffled map 2");
  assert.equal(named(grid("shuffled", [axis("channel", 1, "block"), row, column], "output"), 0, 11), "shuffled");
});

test("code, links and files count from 0", () => {
  assert.equal(indexed([axis("row", 3), axis("column", 4)], 6), "[1, 2]");
  assert.equal(indexed([axis("channel", 2, "block"), axis("row", 3), axis("column", 4)], 18), "[1, 1, 2]");
});

test("axes of one entry are left out of a name, rows and columns never", () => {
  assert.equal(indexed([axis("channel", 1, "block"), axis("row", 1), axis("column", 4)], 3), "[0, 3]");
});

test("border cells count on before 0 and after the last index", () => {
  const bordered = axis("column", 5, "column", { held: 3, source: [-1, 0, 1, 2, -1], kind: "prrrp" });
  assert.deepEqual([0, 1, 3, 4].map((cell) => indexed([bordered], cell)), ["[−1]", "[0]", "[2]", "[3]"]);
});

test("the places of a stretched axis count the zeros put in, and those of a cut one what is cut off", () => {
  const stretched = { ...axis("column", 7), source: [-1, -1, 0, -1, 1, -1, -1], kind: "pprzrpp" };
  assert.deepEqual([1, 2, 3, 4].map((cell) => indexed([stretched], cell)), ["[−1]", "[0]", "[1]", "[2]"]);
  const cut = { ...axis("column", 3), source: [0, 1, 2], kind: "crc" };
  assert.deepEqual([0, 1, 2].map((cell) => indexed([cut], cell)), ["[0]", "[1]", "[2]"]);
});
