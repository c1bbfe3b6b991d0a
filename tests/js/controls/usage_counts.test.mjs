// How often each number is used.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Decoder } from "../../../convviz/player/web/scene/decode.mjs";
import { usage } from "../../../convviz/player/web/controls/usage_counts.mjs";
import { raced, sliding, stamping } from "../scenes.mjs";

const counted = (scene) => Object.fromEntries([...usage(new Decoder(scene))].map(([{ id }, { counts, what }]) => [id, { counts: [...counts], what }]));

test("of a window: the input by its place, each weight once at every position", () => {
  assert.deepEqual(counted(sliding()), {
    input: { counts: [1, 2, 2, 2, 1], what: "times used" },
    kernel: { counts: [4, 4], what: "times used" },
  });
});

test("of stamps the output tells more: how many products are added up", () => {
  const { input, kernel, output } = counted(stamping());
  assert.deepEqual([input.counts, kernel.counts], [[3, 3], [2, 2, 2]]);
  assert.deepEqual(output, { counts: [1, 2, 1, 1], what: "products added" });
});

test("of tracks each of its own, and what one link writes the next uses", () => {
  const all = counted(raced());
  assert.deepEqual(Object.keys(all), ["0.input", "0.kernel", "1.input", "1.first", "1.maps", "1.second"]);
  assert.deepEqual(all["1.maps"].counts, [1, 2, 2, 2, 1]);
});

test("what only carries paths or moves is not counted", () => {
  const scene = sliding();
  delete scene.links[0].weight;
  assert.deepEqual(counted(scene), {});
});
