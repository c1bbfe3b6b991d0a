import assert from "node:assert/strict";
import { test } from "node:test";

import { changedOutputs } from "../../../convviz/player/web/scene/changed_outputs.mjs";
import { Decoder } from "../../../convviz/player/web/scene/decode.mjs";
import { sliding } from "../scenes.mjs";

const changed = (before, after) =>
  changedOutputs(new Decoder(before), new Decoder(after)).map(({ grid, cells, before: was }) => [grid.id, cells, was]);

test("an input number changes the outputs of its windows, with what they were", () => {
  assert.deepEqual(changed(sliding(), sliding({ values: [1, 2, 9, 4, 5] })), [["output", [1, 2], [-1, -1]]]);
});

test("a weight changes all, and a number that comes out the same is not changed", () => {
  assert.deepEqual(changed(sliding(), sliding({ weights: [1, 1] })), [["output", [0, 1, 2, 3], [-1, -1, -1, -1]]]);
  assert.deepEqual(changed(sliding(), sliding({ weights: [1, 0], values: [-1, 0, 3, -1, 5] })), [["output", [1, 2], [-1, -1]]]);
  assert.deepEqual(changed(sliding(), sliding()), []);
});

test("an output of another size is another output, and a picture says nothing number by number", () => {
  assert.deepEqual(changed(sliding(), sliding({ values: [9, 9, 9, 9] })), []);
  const pictured = sliding({ values: [1, 2, 9, 4, 5] });
  pictured.grids.at(-1).display = "pixels";
  assert.deepEqual(changed(sliding(), pictured), []);
});
