import assert from "node:assert/strict";
import { test } from "node:test";

import { usualPictureHeight } from "../../convviz/player/web/player_elements.mjs";

test("a picture takes a share of a tall window, and of a projector no more than it can use", () => {
  assert.equal(usualPictureHeight(1000, 0.44, 100), 440);
  assert.equal(usualPictureHeight(3000, 0.44, 100), 680);
});

test("on a laptop it leaves room for the transport below a lesson's heading", () => {
  for (const height of [720, 768]) {
    const room = usualPictureHeight(height, 0.44, 293);
    assert.ok(293 + room + 130 <= height || room === 260, `${height}: ${room}`);
  }
});

test("it stays large enough to be read, also where that means to scroll", () => {
  assert.equal(usualPictureHeight(600, 0.44, 290), 260);
});

test("far down a page it has all of the window once it is scrolled to", () => {
  assert.equal(usualPictureHeight(900, 0.44, 700), 900 * 0.44);
});
