import assert from "node:assert/strict";
import { test } from "node:test";

import { setDecimals } from "../../../convviz/player/web/picture/decimals_on_show.mjs";
import { Decoder } from "../../../convviz/player/web/scene/decode.mjs";
import { sliding, stamping } from "../scenes.mjs";

const slot = (cell, numbered = true) => ({ cell, numbered, planes: { stack: false, lift: 0 } });
const shown = (decoder, slots) => {
  setDecimals(decoder, new Map(Object.entries(slots)));
  return Object.fromEntries([...decoder.grids.values()].map(({ id, decimals }) => [id, decimals]));
};

test("with room enough each grid has the decimals it needs, whatever it had in another picture", () => {
  const decoder = new Decoder(sliding({ values: [1, 2, 3, 4, 5], weights: [1.25, -2] }));
  const all = { input: 0, kernel: 2, output: 2 };
  assert.deepEqual(shown(decoder, { input: slot(58), kernel: slot(58), output: slot(58) }), all);
  assert.deepEqual(shown(decoder, { input: slot(58), kernel: slot(18), output: slot(58) }), { ...all, kernel: 0 });
  assert.deepEqual(shown(decoder, { input: slot(58), kernel: slot(58), output: slot(58) }), all);
});

test("a weight has as many in the cells it meets as in its own: as many as fit into both", () => {
  const decoder = new Decoder(sliding({ weights: [1.25, -2.5] }));
  assert.equal(shown(decoder, { input: slot(32), kernel: slot(58), output: slot(58) }).kernel, 1);
  assert.equal(shown(decoder, { input: slot(29), kernel: slot(58), output: slot(58) }).kernel, 2, "no strips in cells so small");
});

test("products that are added to cells fit into these, too", () => {
  const stamps = stamping();
  stamps.grids[1].values = [1.25, 2, 3];
  const decoder = new Decoder(stamps);
  assert.equal(shown(decoder, { input: slot(58), kernel: slot(58), output: slot(58) }).output, 1, "12.5");
  stamps.grids[0].values = [10, 12345];
  const large = new Decoder(stamps);
  assert.equal(shown(large, { input: slot(58), kernel: slot(58), output: slot(40) }).output, 0);
});

test("cells without numbers ask for nothing", () => {
  const decoder = new Decoder(sliding({ weights: [0.25, 2] }));
  assert.equal(shown(decoder, { input: slot(9, false), kernel: slot(9, false), output: slot(9, false) }).kernel, 2);
});
