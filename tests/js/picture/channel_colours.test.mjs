import assert from "node:assert/strict";
import { test } from "node:test";

import { CHANNELS, hueOf, shadeOf } from "../../../convviz/player/web/picture/channel_colours.mjs";
import { axis } from "../scenes.mjs";

const photo = (role) => ({ role, hues: [[0, 1, 2]], colours: "rgb", axes: [axis("channel", 3, "block"), axis("row", 2), axis("column", 2)] });

test("the channels of a colour picture come after the colours of other channels", () => {
  assert.deepEqual([0, 4, 11].map((cell) => hueOf(photo("input"), cell)), [CHANNELS, CHANNELS + 1, CHANNELS + 2]);
  const others = { ...photo("input"), colours: undefined, hues: [[0, CHANNELS + 1, 2]] };
  assert.deepEqual([0, 4, 11].map((cell) => hueOf(others, cell)), [0, 1, 2]);
});

test("only the input of a colour picture has coloured pixels", () => {
  const brightest = (shade) => shade.indexOf(Math.max(...shade));
  assert.deepEqual([0, 4, 11].map((cell) => brightest(shadeOf(photo("input"), cell))), [0, 1, 2]);
  assert.deepEqual(shadeOf(photo("output"), 4), [255, 255, 255]);
  assert.deepEqual(shadeOf({ ...photo("input"), colours: undefined }, 4), [255, 255, 255]);
});
