import assert from "node:assert/strict";
import { test } from "node:test";

import { withStep } from "../../../convviz/player/web/controls/step_in_address.mjs";

test("the step is counted from 1 and takes the place of another", () => {
  assert.equal(withStep("", 0), "?step=1");
  assert.equal(withStep("?step=3", 8), "?step=9");
  assert.equal(withStep("?case=keep&step=3&v=2", 4), "?case=keep&v=2&step=5");
});

test("without one none is left", () => {
  assert.equal(withStep("?step=3", null), "");
  assert.equal(withStep("?step=3&case=keep", null), "?case=keep");
  assert.equal(withStep("", null), "");
});

test("all else stays as it is spelled", () => {
  assert.equal(withStep("?x=1,-2&own=a%20b&y=&steps=7", 1), "?x=1,-2&own=a%20b&y=&steps=7&step=2");
});
