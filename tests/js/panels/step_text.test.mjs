import assert from "node:assert/strict";
import { test } from "node:test";

import { Decoder } from "../../../convviz/player/web/scene/decode.mjs";
import { equation, sentence, subject } from "../../../convviz/player/web/panels/step_text.mjs";
import { axis, shuffled, sliding, stamping } from "../scenes.mjs";

const step = (scene, k) => new Decoder(scene).step(0, k);

/** The equation as one would read it. */
function read(drawn) {
  const written = (token) => (token.term === undefined ? token.text : `${token.value}·${token.factor}`);
  const gives = (token) => (token.gives ? ` → ${token.cropped ? "cropped" : token.gives.text}` : "");
  const rows = equation(drawn);
  return rows.map((row) => row.map((token) => [token.sign, written(token)].filter(Boolean).join(" ") + gives(token)).join(" "));
}

test("an equation shows every product and the result", () => {
  assert.deepEqual(read(step(sliding(), 2)), ["3·1 + 4·(−1) = −1"]);
});

test("the fraction of the kernel stands in front of a bracket", () => {
  assert.deepEqual(read(step(sliding({ scale: [1, 2], weights: [1, 1] }), 0)), ["1/2 ·( 1·1 + 2·1 ) = 1.5"]);
});

test("the bias is added last", () => {
  assert.deepEqual(read(step(sliding({ bias: 10 }), 0)), ["1·1 + 2·(−1) + 10 = 9"]);
  assert.deepEqual(read(step(sliding({ bias: -10 }), 0)), ["1·1 + 2·(−1) + (−10) = −11"]);
});

test("a negative number after another sign stands in brackets, the first of all does not", () => {
  assert.deepEqual(read(step(sliding({ values: [-3, -1], weights: [-2, 4] }), 0)), ["−3·(−2) + (−1)·4 = 2"]);
  assert.deepEqual(read(step(sliding({ values: [-3, -1], weights: [1, 1], scale: [1, 2] }), 0)), ["1/2 ·( −3·1 + (−1)·1 ) = −2"]);
  const stamps = stamping();
  stamps.grids[0].values = [-10, 100];
  stamps.grids[1].values = [1, -2, 3];
  assert.deepEqual(read(step(stamps, 0)), ["−10·1 → cropped −10·(−2) → 20 −10·3 → −30"]);
});

test("a rounded result is not called equal", () => {
  assert.deepEqual(read(step(sliding({ scale: [1, 3], weights: [1, 1] }), 1)), ["1/3 ·( 2·1 + 3·1 ) ≈ 1.67"]);
});

test("each number has the decimals of its own grid, those it has in its cell", () => {
  const scene = sliding({ values: [1, 2.5, 4], weights: [0.45, -2], bias: 3 });
  const drawn = step(scene, 0);
  assert.deepEqual(read(drawn), ["1.0·0.45 + 2.5·(−2.00) + 3 = −1.55"]);
  assert.equal(sentence(drawn, 0, 2), "Step 1 of 2, output 1: 1.0 times 0.45 plus 2.5 times −2.00, plus bias 3 equals −1.55.");
  const stamps = stamping();
  stamps.grids[1].values = [0.5, 2, 3];
  stamps.grids[0].values = [1, 3];
  assert.deepEqual(read(step(stamps, 1)), ["3·0.5 → 1.5 3·2.0 → 6.0 3·3.0 → 9.0"]);
});

test("a picture with fewer decimals has them in the arithmetic, too, which then is about right", () => {
  const decoder = new Decoder(sliding({ values: [1.25, 2.25, 4], weights: [0.5, 0.5] }));
  const equationOf = () => read(decoder.step(0, 0));
  assert.deepEqual(equationOf(), ["1.25·0.5 + 2.25·0.5 = 1.75"]);
  decoder.grids.get("input").decimals = 1;
  assert.deepEqual(equationOf(), ["1.3·0.5 + 2.3·0.5 ≈ 1.75"]);
  assert.match(sentence(decoder.step(0, 0), 0, 2), /1\.3 times 0\.5 plus 2\.3 times 0\.5 is about 1\.75\.$/);
  decoder.grids.get("input").decimals = 2;
  decoder.grids.get("output").decimals = 1;
  assert.deepEqual(equationOf(), ["1.25·0.5 + 2.25·0.5 ≈ 1.8"]);
});

test("rounded partial sums are not called equal to their products, nor to a sum that they do not make", () => {
  const scene = sliding({ values: [0.5, 0.5, 0.5, 0.5], weights: [0.5, 0.25, 0.5, 0.25] });
  scene.links[0].taps = [{ name: "channel", size: 2 }, { name: "tap", size: 2 }];
  scene.links[0].grouped = "channel";
  scene.links[0].read.index = [{ column: [0], channel: [0, 2], tap: [0, 1] }];
  scene.links[0].weight.index = [{ channel: [0, 2], tap: [0, 1] }];
  const decoder = new Decoder(scene);
  const sums = (decimals) => {
    decoder.grids.get("output").decimals = decimals;
    return read(decoder.step(0, 0)).at(-1);
  };
  assert.equal(sums(2), "≈ 0.38 + 0.38 ≈ 0.75");
  assert.equal(sums(3), "= 0.375 + 0.375 = 0.750");
  assert.equal(sums(0), "≈ 0 + 0 ≈ 1");
});

test("each token has the colour of its role, and the result is marked", () => {
  const tokens = equation(step(sliding({ bias: 10 }), 0))[0];
  assert.deepEqual(tokens.map((token) => token.role), [undefined, undefined, "bias", "output"]);
  assert.deepEqual(tokens.map((token) => token.term), [0, 1, undefined, undefined]);
  assert.deepEqual(tokens.map((token) => Boolean(token.result)), [false, false, false, true]);
});

test("products with padding are marked", () => {
  const scene = sliding();
  Object.assign(scene.grids[0].axes[0], { held: 4, source: [-1, 0, 1, 2, 3], kind: "prrrr" });
  scene.grids[0].values = [1, 2, 3, 4];
  assert.deepEqual(equation(step(scene, 0))[0].filter((t) => t.term !== undefined).map((t) => t.border), [true, false]);
});

test("a long sum breaks as the kernel does", () => {
  const scene = sliding({ values: Array(30).fill(1), weights: Array(18).fill(1) });
  scene.grids[1].axes = [axis("row", 3), axis("column", 6)];
  scene.links[0].taps = [{ name: "tap row", size: 3 }, { name: "tap", size: 6 }];
  scene.links[0].read.index = [{ column: [...Array(13).keys()], "tap row": [0, 6, 12], tap: [0, 1, 2, 3, 4, 5] }];
  scene.links[0].weight.index = [{ "tap row": [0, 1, 2] }, { tap: [0, 1, 2, 3, 4, 5] }];
  const rows = equation(step(scene, 0));
  assert.deepEqual(rows.map((row) => row.filter((token) => token.term !== undefined).length), [6, 6, 6]);
  assert.deepEqual(rows.map((row) => row.some((token) => token.result)), [false, false, true]);
});

test("a stamp shows what each product adds, and which are cropped", () => {
  assert.deepEqual(read(step(stamping(), 0)), ["10·1 → cropped 10·2 → 20 10·3 → 30"]);
});

test("a step that only moves numbers has no arithmetic", () => {
  assert.deepEqual(read(step(shuffled(), 0)), ["shuffled map 1"]);
});

test("a lone number that moves says where from and where to", () => {
  const scene = shuffled();
  scene.links[0].taps[0].size = 1;
  assert.deepEqual(read(step(scene, 1)), ["input channel 3, column 1 → shuffled map 2, column 1 = 5"]);
  assert.equal(sentence(step(scene, 1), 1, 8), "Step 2 of 8, shuffled map 2, column 1: copied from input channel 3, column 1.");
});

test("a step is about the cell written, a stamp about the cell read", () => {
  assert.equal(subject(step(sliding(), 2)), "output 3");
  assert.equal(subject(step(stamping(), 1)), "input 2");
});

test("a screen reader hears the whole step", () => {
  assert.equal(
    sentence(step(sliding({ scale: [1, 2], bias: 3 }), 1), 1, 4),
    "Step 2 of 4, output 2: 2 times 1 plus 3 times −1, times 1 over 2, plus bias 3 equals 2.5.",
  );
  assert.equal(
    sentence(step(stamping(), 1), 1, 2),
    "Step 2 of 2, input 2: adds 3 products, 100 times 1, 100 times 2, 100 times 3.",
  );
  assert.equal(sentence(step(shuffled(), 0), 0, 8), "Step 1 of 8, shuffled map 1: copied.");
});

test("weights are read out with the decimals of their own grid", () => {
  const scene = sliding({ weights: [0.125, 1] });
  scene.grids[1].digits = 3;
  assert.match(sentence(step(scene, 0), 0, 4), /1 times 0\.125 plus/);
});

test("of a sum too long to be commandForEvent, only the number of products and the sum are read out", () => {
  const long = (terms, options) => sliding({ values: Array(terms + 1).fill(2), weights: Array(terms).fill(1), ...options });
  assert.match(sentence(step(long(30), 0), 0, 2), /2 times 1 plus 2 times 1 .* equals 60\.$/);
  assert.equal(sentence(step(long(31), 0), 0, 2), "Step 1 of 2, output 1: the sum of 31 products equals 62.");
  assert.equal(
    sentence(step(long(31, { scale: [1, 31], bias: 3 }), 0), 0, 2),
    "Step 1 of 2, output 1: the sum of 31 products, times 1 over 31, plus bias 3 equals 5.",
  );
  const stamps = stamping();
  stamps.grids[1] = { ...stamps.grids[1], axes: [axis("column", 31)], values: Array(31).fill(1) };
  const taps = [...Array(31).keys()];
  Object.assign(stamps.links[0], { taps: [{ name: "tap", size: 31 }], weight: { grid: "kernel", index: [{ tap: taps }] } });
  stamps.links[0].write.index = [{ column: [0, 1], tap: taps }];
  assert.equal(sentence(step(stamps, 0), 0, 2), "Step 1 of 2, input 1: adds 31 products.");
});
