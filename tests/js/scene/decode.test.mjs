import assert from "node:assert/strict";
import { test } from "node:test";

import { Decoder, OUTSIDE, Reveal } from "../../../convviz/player/web/scene/decode.mjs";
import { shuffled, sliding, stamping } from "../scenes.mjs";

const finals = (decoder, id) => [...decoder.grids.get(id).final];
const products = (drawn) => drawn.terms.map(({ value, factor }) => [value, factor]);

function shownAfter(scene, steps, track = 0) {
  const decoder = new Decoder(scene);
  const reveal = new Reveal(decoder, track);
  reveal.seek(steps);
  return Object.fromEntries([...reveal.shown].map(([grid, values]) => [grid.id, [...values]]));
}

test("a step reads its window, meets the weights and sums to the cell it writes", () => {
  const decoder = new Decoder(sliding());
  const drawn = decoder.step(0, 2);
  assert.deepEqual(products(drawn), [[3, 1], [4, -1]]);
  assert.deepEqual(drawn.terms.map((term) => [term.read, term.weight, term.write]), [[2, 0, 2], [3, 1, 2]]);
  assert.equal(drawn.sum, -1);
  assert.deepEqual(finals(decoder, "output"), [-1, -1, -1, -1]);
});

test("a fraction in front of the kernel multiplies the sum, not the weights on show", () => {
  const decoder = new Decoder(sliding({ weights: [1, 1], scale: [1, 2] }));
  assert.deepEqual(products(decoder.step(0, 0)), [[1, 1], [2, 1]]);
  assert.equal(decoder.step(0, 0).sum, 1.5);
  assert.deepEqual(finals(decoder, "output"), [1.5, 2.5, 3.5, 4.5]);
});

test("a bias is what the cell held before, and no term", () => {
  const decoder = new Decoder(sliding({ bias: 10 }));
  const drawn = decoder.step(0, 0);
  assert.equal(drawn.start, 10);
  assert.equal(drawn.terms.length, 2);
  assert.equal(drawn.sum, 9);
  assert.deepEqual(finals(decoder, "output"), [9, 9, 9, 9]);
});

test("a cell that is set twice holds the second sum", () => {
  const scene = sliding({ bias: 10 });
  scene.links[0].write.index[1].column = [0, 0, 1, 1];
  const decoder = new Decoder(scene);
  assert.deepEqual(finals(decoder, "output"), [9, 9, 10, 10]);
  assert.equal(decoder.step(0, 1).sum, 9);
});

test("stamps add up where they overlap, and what leaves the grid is cropped", () => {
  const decoder = new Decoder(stamping());
  assert.deepEqual(decoder.step(0, 0).terms.map((term) => term.write), [OUTSIDE, 0, 1]);
  assert.deepEqual(finals(decoder, "output"), [20, 130, 200, 300]);
});

test("what a link writes can be read by the next one", () => {
  const decoder = new Decoder(shuffled());
  assert.deepEqual(finals(decoder, "shuffled"), [1, 2, 5, 6, 3, 4, 7, 8]);
  assert.deepEqual(products(decoder.step(0, 4)), [[1, 1], [5, 10]]);
  assert.deepEqual(finals(decoder, "output"), [51, 62, 73, 84]);
});

test("steps and multiplications are counted along a track", () => {
  const decoder = new Decoder(shuffled());
  assert.equal(decoder.count(0), 8);
  assert.deepEqual([0, 4, 5, 8, Infinity].map((steps) => decoder.multiplications(0, steps)), [0, 0, 2, 8, 8]);
});

test("a cut-down case counts the multiplications of the full one", () => {
  const scene = sliding();
  scene.links[0].full = 4000;
  const decoder = new Decoder(scene);
  assert.deepEqual([1, 2, 4].map((steps) => decoder.multiplications(0, steps)), [1000, 2000, 4000]);
});

test("there is no step after the last", () => {
  assert.throws(() => new Decoder(sliding()).step(0, 4), RangeError);
});

test("a weight outside its grid counts as zero", () => {
  const scene = sliding();
  scene.links[0].weight.index[0].tap = [0, 5];
  assert.deepEqual(products(new Decoder(scene).step(0, 0)), [[1, 1], [2, 0]]);
});

test("the output is revealed cell by cell", () => {
  assert.deepEqual(shownAfter(sliding(), 0).output, [NaN, NaN, NaN, NaN]);
  assert.deepEqual(shownAfter(sliding(), 2).output, [-1, -1, NaN, NaN]);
  assert.deepEqual(shownAfter(sliding(), 4).output, [-1, -1, -1, -1]);
});

test("a stamped output grows as the stamps fall", () => {
  assert.deepEqual(shownAfter(stamping(), 1).output, [20, 30, NaN, NaN]);
  assert.deepEqual(shownAfter(stamping(), 2).output, [20, 130, 200, 300]);
});

test("cells no stamp reaches show their start only when all is done", () => {
  const scene = stamping();
  scene.links[0].write.index[0].column = [-1, 2];
  scene.grids[2].axes[0].size = scene.grids[2].axes[0].held = 6;
  assert.deepEqual(shownAfter(scene, 1).output, [20, 30, NaN, NaN, NaN, NaN]);
  assert.deepEqual(shownAfter(scene, 2).output, [20, 30, 100, 200, 300, 0]);
});

test("a moved block appears with its step, before the sums that read it", () => {
  assert.deepEqual(shownAfter(shuffled(), 2).shuffled, [1, 2, 5, 6, NaN, NaN, NaN, NaN]);
  const after = shownAfter(shuffled(), 5);
  assert.deepEqual(after.shuffled, [1, 2, 5, 6, 3, 4, 7, 8]);
  assert.deepEqual(after.output, [51, NaN, NaN, NaN]);
});

test("wherever the playhead comes from, a step shows the same", () => {
  for (const scene of [sliding({ bias: 2 }), stamping(), shuffled()]) {
    const decoder = new Decoder(scene);
    const wandering = new Reveal(decoder, 0);
    for (const steps of [3, 1, 2, 0, decoder.count(0), 1, decoder.count(0) - 1, 2]) {
      const k = Math.min(steps, decoder.count(0));
      wandering.seek(k);
      const shown = Object.fromEntries([...wandering.shown].map(([grid, values]) => [grid.id, [...values]]));
      assert.deepEqual(shown, shownAfter(scene, k));
    }
  }
});

test("fields left out of a scene have the defaults of the contract", () => {
  const grid = new Decoder(sliding()).grids.get("input");
  const { digits, scale, display, hues, note } = grid;
  assert.deepEqual({ digits, scale, display, hues, note }, { digits: 2, scale: [1, 1], display: "cells", hues: [], note: "" });
  assert.equal(new Decoder(sliding()).links.get("conv").operation, "set");
});

test("of several links in a track each begins where the one before ends", () => {
  const decoder = new Decoder(shuffled());
  assert.deepEqual(decoder.begins("move"), { track: 0, first: 0 });
  assert.deepEqual(decoder.begins("sum"), { track: 0, first: 4 });
  assert.throws(() => decoder.begins("none"), /no track has the link none/);
});
