import assert from "node:assert/strict";
import { test } from "node:test";

import { knownAfter } from "../../../convviz/player/web/panels/equation_panel.mjs";

test("what stands among partial sums is known with them, so that no sign waits for a number", () => {
  const fraction = [{ text: "1/9" }, { text: "·(" }];
  const sums = [{ text: "12", after: 8 }, { text: "5", after: 17 }];
  const ended = [{ text: ")" }, { text: "3", role: "bias" }, { text: "5", result: true }];
  assert.deepEqual(knownAfter([...fraction, ...sums, ...ended]), [8, 8, 8, 17, 17, 17, 17]);
});

test("a row without partial sums is known from the start", () => {
  assert.deepEqual(knownAfter([{ text: "1" }, { text: "2" }]), [undefined, undefined]);
});
