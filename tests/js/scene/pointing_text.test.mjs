// What is said of a cell that is pointed at.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Decoder } from "../../../convviz/player/web/scene/decode.mjs";
import { Products, meetings } from "../../../convviz/player/web/scene/products.mjs";
import { axis, sliding, stamping } from "../scenes.mjs";

const LONGEST = 90; // characters: a line on the board of a lesson, and in class

/** What is said of a cell of a scene with one link. */
function teller(scene) {
  const decoder = new Decoder(scene);
  const [nest] = decoder.links.values();
  const products = new Products(nest);
  return (id, cell) => {
    const found = meetings(products, decoder.grids.get(id), cell);
    const text = found.sentence ?? found.about;
    assert.ok(text.length <= LONGEST, text);
    return text;
  };
}

const run = (size, first = 0) => Array.from({ length: size }, (_, i) => first + i);

/** A row of numbers of each channel under filters of two taps; `reads` says which channels each filter reads. */
function filtered(channels, reads, { bias, name = "channel" } = {}) {
  const [filters, deep] = [reads.length, reads[0].length];
  return {
    title: "",
    alt: "",
    grids: [
      { id: "input", role: "input", title: "input", axes: [axis("channel", channels, "block"), axis("column", 3)], values: run(3 * channels, 1) },
      { id: "kernel", role: "kernel", title: "filters", axes: [axis("filter", filters, "plane"), axis("channel", deep, "block"), axis("column", 2)], values: run(2 * deep * filters, 1) },
      ...(bias ? [{ id: "bias", role: "bias", title: "bias", axes: [axis(name, filters, "block")], values: run(filters, 1) }] : []),
      { id: "output", role: "output", title: "output", axes: [axis(name, filters, "block"), axis("column", 2)], ...(bias ? { initial: ["bias", 0] } : {}) },
    ],
    links: [
      {
        id: "conv",
        loops: [{ name: "filter", size: filters }, { name: "column", size: 2 }],
        taps: [{ name: "tap channel", size: deep }, { name: "tap", size: 2 }],
        read: { grid: "input", index: [{ filter: reads.map(([first]) => first), "tap channel": run(deep) }, { column: [0, 1], tap: [0, 1] }] },
        weight: { grid: "kernel", index: [{ filter: run(filters) }, { "tap channel": run(deep) }, { tap: [0, 1] }] },
        write: { grid: "output", index: [{ filter: run(filters) }, { column: [0, 1] }] },
      },
    ],
    tracks: [{ title: "", links: ["conv"] }],
  };
}

test("one plane: in how many outputs a number is, and whether each weight is met", () => {
  const tell = teller(sliding());
  assert.equal(tell("input", 0), "This 1 is used in 1 output.");
  assert.equal(tell("input", 1), "This 2 is used in 2 outputs, once for each weight of the kernel.");
  const wide = teller(sliding({ values: [1, 2, 3, 4], weights: [1, 1, 1] }));
  assert.equal(wide("input", 1), "This 2 is used in 2 outputs, each time with another weight.");
});

test("several maps: how the uses divide among them", () => {
  const all = (filters) => teller(filtered(2, run(filters).map(() => [0, 1])));
  assert.equal(all(2)("input", 1), "This 2 is used 4 times: 2 in each of maps 1 and 2.");
  assert.equal(all(2)("input", 0), "This 1 is used 2 times: once in each of maps 1 and 2.");
  assert.equal(all(4)("input", 1), "This 2 is used 8 times: 2 in each of maps 1 to 4.");
  assert.equal(all(6)("input", 1), "This 2 is used 12 times: 2 in each of 6 maps.");
});

test("a filter that reads one channel: all uses are in its own maps", () => {
  const tell = teller(filtered(3, [[0], [1], [1], [2]]));
  assert.equal(tell("input", 1), "This 2 is used 2 times, all in map 1.");
  assert.equal(tell("input", 4), "This 5 is used 4 times: 2 in each of maps 2 and 3.");
  assert.equal(tell("input", 6), "This 7 is used once, in map 4.");
  assert.equal(tell("output", 7), "This 128 is the sum of 2 products, all from channel 3.");
});

test("along the depth planes are slices, and shares may differ", () => {
  const scene = filtered(2, [[0, 1], [0, 1]], { name: "depth" });
  scene.links[0].write.index[0] = { filter: [0, 0] }; // two filters write one slice, one after the other
  scene.links[0].write.index[1] = { column: [0, 1] };
  assert.equal(teller(scene)("input", 1), "This 2 is used 4 times, all in slice 1.");
  scene.links[0].write.index = [{ filter: [0, 1], column: [0, 1] }, {}]; // a cell goes to slice 1, 2, 2 and beyond
  assert.equal(teller(scene)("input", 1), "This 2 is used 4 times: 1 in slice 1, 2 in slice 2.");
});

test("what is written is a sum of products, and of the bias where there is one", () => {
  assert.equal(teller(sliding())("output", 0), "This −1 is the sum of 2 products.");
  assert.equal(teller(sliding({ scale: [1, 2] }))("output", 0), "This −0.5 is 1/2 of the sum of 2 products.");
  const tell = teller(filtered(2, [[0, 1]], { bias: true }));
  assert.equal(tell("output", 0), "This 38 is the bias plus 4 products: 2 from each of channels 1 and 2.");
});

test("padding is no number of the input, unless it copies one", () => {
  const scene = sliding({ values: [1, 2, 3] });
  scene.grids[0].axes = [{ ...axis("column", 6), held: 3, source: [-1, 0, 1, 2, 0, -1], kind: "prrrpp" }];
  Object.assign(scene.links[0], {
    loops: [{ name: "column", size: 4 }],
    read: { grid: "input", index: [{ column: [0, 1, 2, 3], tap: [0, 1] }] },
    write: { grid: "output", index: [{}, { column: [0, 1, 2, 3] }] },
  });
  scene.grids[2].axes[1] = axis("column", 4);
  const tell = teller(scene);
  assert.equal(tell("input", 0), "This is padding: a 0 that is no number of the input; used once.");
  assert.equal(tell("input", 4), "This is padding: a copy of a 1, used 3 times in all.");
  assert.equal(tell("input", 5), "This is padding: a 0 that no window reaches.");
});

test("zeros put in and cells cut off are called so", () => {
  const scene = sliding({ values: [1, 2, 3] });
  scene.grids[0].axes = [{ ...axis("column", 5), held: 3, source: [0, -1, 1, 2, -1], kind: "rzrrc" }];
  const tell = teller(scene);
  assert.equal(tell("input", 1), "This is a 0 put in between two numbers; used 2 times.");
  assert.equal(tell("input", 4), "This cell is cut off: never used.");
});

test("a stamp multiplies by all weights, and what several stamps reach says by how many cells it is fed", () => {
  const tell = teller(stamping());
  assert.equal(tell("input", 1), "This 100 is multiplied by 3 weights.");
  assert.equal(tell("input", 0), "This 10 is multiplied by 3 weights; 1 of the products is cropped.");
  assert.equal(tell("output", 1), "This 130 is made of 2 products, from 2 input cells.");
  assert.equal(tell("output", 3), "This 300 is a single product.");
  assert.equal(tell("kernel", 2), "This weight, 3, is used 2 times: once in every stamp.");
});

test("while some stamps are still to come, it is said what the cell ends as", () => {
  const decoder = new Decoder(stamping());
  const products = new Products(decoder.links.get("stamp"));
  const told = (shown) => meetings(products, decoder.grids.get("output"), 1, shown).sentence;
  assert.equal(told(30), "This cell ends as 130, made of 2 products, from 2 input cells.");
  assert.equal(told(130), "This 130 is made of 2 products, from 2 input cells.");
});

test("between the weights of a dilated kernel there is nothing", () => {
  const scene = sliding();
  scene.grids[1].axes = [{ ...axis("column", 3), held: 2, source: [0, -1, 1], kind: "rzr" }];
  assert.equal(teller(scene)("kernel", 1), "This cell lies between two weights: nothing is multiplied here.");
  const matrix = sliding({ weights: [0, 5] });
  matrix.grids[1].gaps = [0];
  assert.equal(teller(matrix)("kernel", 0), "There is no weight here: nothing is multiplied.");
});
