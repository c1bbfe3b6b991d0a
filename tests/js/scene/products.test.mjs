import assert from "node:assert/strict";
import { test } from "node:test";

import { Decoder } from "../../../convviz/player/web/scene/decode.mjs";
import { Products, meetings } from "../../../convviz/player/web/scene/products.mjs";
import { axis, sliding, stamping } from "../scenes.mjs";

function meet(scene, link) {
  const decoder = new Decoder(scene);
  const products = new Products(decoder.links.get(link));
  return { products, at: (id, cell) => meetings(products, decoder.grids.get(id), cell), grid: (id) => decoder.grids.get(id) };
}

test("an output leads to the step that writes it", () => {
  const { at } = meet(sliding(), "conv");
  assert.deepEqual([0, 1, 2, 3].map((cell) => at("output", cell).step), [0, 1, 2, 3]);
  assert.equal(at("output", 2).about, "This −1 is the sum of 2 products.");
});

test("an input leads to every output it feeds, each with the weight it meets", () => {
  const { at } = meet(sliding({ weights: [7, -1] }), "conv");
  const { spots, sentence } = at("input", 2);
  assert.deepEqual(spots[0].cells, [2]);
  assert.deepEqual(spots[1].cells, [1, 2]);
  assert.deepEqual(spots[1].texts.map(String), ["×(−1)", "×7"]);
  assert.equal(sentence, "This 3 is used in 2 outputs, once for each weight of the kernel.");
});

test("an input at the edge feeds fewer outputs than one inside", () => {
  const { products } = meet(sliding(), "conv");
  assert.deepEqual([...products.counts("read")], [1, 2, 2, 2, 1]);
});

test("a weight leads to every product that uses it", () => {
  const { at } = meet(sliding({ weights: [1, -1] }), "conv");
  const { spots, sentence } = at("kernel", 1);
  const [self, read, written] = spots;
  assert.deepEqual(self.cells, [1]);
  assert.deepEqual(read.cells, [1, 2, 3, 4]);
  assert.deepEqual(written.cells, [0, 1, 2, 3]);
  assert.deepEqual(written.texts.map(String), ["−2", "−3", "−4", "−5"]);
  assert.equal(sentence, "This weight, −1, is used 4 times: once at every position of the window.");
});

test("products are counted with the fraction in front of the kernel", () => {
  const { at } = meet(sliding({ scale: [1, 2] }), "conv");
  assert.deepEqual(at("kernel", 0).spots[2].texts.map(String), ["0.5", "1.0", "1.5", "2.0"]);
});

test("of a transposed convolution an input leads to its stamp, an output to every input that reaches it", () => {
  const { at } = meet(stamping(), "stamp");
  assert.equal(at("input", 1).step, 1);
  const { spots, sentence } = at("output", 1);
  assert.deepEqual(spots[1].cells, [0, 1]);
  assert.deepEqual(spots[1].texts.map(String), ["×3", "×1"]);
  assert.equal(sentence, "This 130 is made of 2 products, from 2 input cells.");
});

test("a weight of a transposed convolution leaves out what is cropped", () => {
  const { at } = meet(stamping(), "stamp");
  const [, read, written] = at("kernel", 0).spots;
  assert.deepEqual(read.cells, [0, 1]);
  assert.deepEqual(written.cells, [1]);
});

test("a number copied into the border feeds outputs from there too; a zero of the border feeds its own", () => {
  const scene = sliding({ values: [1, 2, 3] });
  scene.grids[0].axes = [{ ...axis("column", 5), held: 3, source: [1, 0, 1, 2, -1], kind: "prrrp" }];
  Object.assign(scene.links[0], {
    loops: [{ name: "column", size: 4 }],
    read: { grid: "input", index: [{ column: [0, 1, 2, 3], tap: [0, 1] }] },
    write: { grid: "output", index: [{}, { column: [0, 1, 2, 3] }] },
  });
  scene.grids[2].axes[1] = axis("column", 4);
  const { at, products } = meet(scene, "conv");
  assert.deepEqual(at("input", 2).spots[1].cells, [0, 1, 2]); // through its copy at the left, and twice by itself
  assert.deepEqual(at("input", 4).spots[1].cells, [3]);
  assert.deepEqual([...products.counts("read")], [2, 3, 2]);
});

test("where two cells meet more than once, every weight is named", () => {
  const scene = sliding({ values: [1, 2, 3], weights: [-2, 4] });
  scene.grids[0].axes = [{ ...axis("column", 4), held: 3, source: [0, 0, 1, 2], kind: "prrr" }];
  Object.assign(scene.links[0], { loops: [{ name: "column", size: 3 }] });
  scene.links[0].read.index = [{ column: [0, 1, 2], tap: [0, 1] }];
  const { at } = meet(scene, "conv");
  assert.deepEqual(at("input", 1).spots[1].texts.map(String), ["×(−2)+4", "×(−2)"]);
});

test("a cell no window reaches says so", () => {
  const scene = sliding();
  scene.links[0].loops = [{ name: "column", size: 2 }];
  const { at } = meet(scene, "conv");
  assert.equal(at("input", 4).sentence, "No window reaches this 5.");
});

test("a bias meets no one", () => {
  const { at } = meet(sliding({ bias: 3 }), "conv");
  assert.equal(at("bias", 0), null);
});
