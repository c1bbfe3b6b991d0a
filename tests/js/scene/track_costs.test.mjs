import assert from "node:assert/strict";
import { test } from "node:test";

import { Decoder } from "../../../convviz/player/web/scene/decode.mjs";
import { runOf } from "../../../convviz/player/web/scene/track_costs.mjs";
import { shuffled, sliding } from "../scenes.mjs";

test("a track costs what its steps cost, also within a step", () => {
  const run = runOf(new Decoder(sliding()), 0);
  assert.deepEqual([run.steps, run.total], [4, 8]);
  assert.deepEqual([0, 0.5, 1, 4].map(run.costAt), [0, 1, 2, 8]);
  assert.ok(Math.abs(run.stepAt(3) - 1.5) < 1e-6);
  assert.equal(run.stepAt(8), 4);
  assert.equal(run.stepAt(99), 4);
});

test("steps that only move numbers cost nothing and are passed at once", () => {
  const run = runOf(new Decoder(shuffled()), 0);
  assert.deepEqual([run.steps, run.total, run.costAt(4)], [8, 8, 0]);
  assert.ok(Math.abs(run.stepAt(0) - 4) < 1e-6);
});
