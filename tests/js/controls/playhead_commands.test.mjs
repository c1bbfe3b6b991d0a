import assert from "node:assert/strict";
import { test } from "node:test";

import { jump, start } from "../../../convviz/player/web/scene/clock.mjs";
import { applyCommand } from "../../../convviz/player/web/controls/playhead_commands.mjs";

const paused = jump(start(9, true), 4);

for (const [command, step] of [["forward", 5], ["back", 3], ["first", 0], ["last", 8], [{ step: 7 }, 7], [{ step: 99 }, 8]]) {
  test(`${JSON.stringify(command)} goes to step ${step} and stops there`, () => {
    for (const head of [paused, { ...paused, playing: true, phase: 0.3 }]) {
      const after = applyCommand(head, command);
      assert.deepEqual([after.step, after.phase, after.playing], [step, 1, false]);
    }
  });
}

test("speed and loop change nothing else", () => {
  assert.deepEqual(applyCommand(paused, "faster"), { ...paused, speed: 2 });
  assert.deepEqual(applyCommand(paused, "slower"), { ...paused, speed: 0.5 });
  assert.deepEqual(applyCommand(paused, { speed: 16 }), { ...paused, speed: 16 });
  assert.deepEqual(applyCommand(paused, "loop"), { ...paused, loop: false });
});

test("play and pause take turns", () => {
  assert.equal(applyCommand(paused, "toggle").playing, true);
  assert.equal(applyCommand(applyCommand(paused, "toggle"), "toggle").playing, false);
});

test("products are counted by the step they are in", () => {
  const asked = [];
  const productsOf = (step) => asked.push(step) && 9;
  assert.deepEqual(applyCommand(paused, "product forward", productsOf).step, 5);
  assert.deepEqual(applyCommand(paused, "product back", productsOf).step, 4);
  assert.deepEqual([...new Set(asked)].sort(), [4, 5]);
});

test("what is not about time is left to the player", () => {
  for (const command of ["present", "save", "next", "view", "help", "leave", "kernel"]) assert.equal(applyCommand(paused, command), null);
});
