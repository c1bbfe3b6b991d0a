import assert from "node:assert/strict";
import { test } from "node:test";

import { leader, tracksAt } from "../../../convviz/player/web/scene/clock.mjs";
import { Decoder } from "../../../convviz/player/web/scene/decode.mjs";
import { WINDOW, currentLine } from "../../../convviz/player/web/scene/current_line.mjs";
import { runOf } from "../../../convviz/player/web/scene/track_costs.mjs";
import { raced, sliding } from "../scenes.mjs";

const decoder = new Decoder(raced());
const runs = [0, 1].map((track) => runOf(decoder, track));

test("a race runs in the multiplications of the full case", () => {
  assert.deepEqual(runs.map(({ steps, total }) => [steps, total]), [[4, 80], [9, 20]]);
  assert.equal(leader("multiplications", runs), runs[0]);
});

test("both tracks have spent the same until the cheaper one is finished, after a quarter", () => {
  for (let step = 0; step < 4; step++) {
    const [one, other] = tracksAt("multiplications", runs, step, 1);
    assert.deepEqual([one.step, one.phase], [step, 1]);
    assert.equal(other.step, 8);
    assert.equal(other.phase, 1, "20 of the 80 are all it has to spend");
  }
  const [one, other] = tracksAt("multiplications", runs, 0, 0.5);
  assert.deepEqual([runs[0].costAt(one.step + one.phase), Math.round(runs[1].costAt(other.step + other.phase) * 1e6) / 1e6], [10, 10]);
  assert.equal(decoder.locate(1, other.step).nest.id, "1.first");
});

test("each track ends in its own output", () => {
  assert.deepEqual([...decoder.grids.get("0.output").final], [-1, -1, -1, -1]);
  assert.deepEqual([...decoder.grids.get("1.output").final], [0, 0, 0, 0]);
});

const read = (track, step, term) => {
  const { lines, values } = currentLine(decoder, track, step, term);
  return [lines, [...values.values()]];
};

test("the code of a track goes on with its links", () => {
  assert.deepEqual(read(1, 0, WINDOW), [[0], ["column = 0"]]);
  assert.deepEqual(read(1, 4, 1), [[2], ["column = 4", "tap = 1"]]);
  assert.deepEqual(read(1, 5, WINDOW), [[3], ["column = 0"]]);
  assert.deepEqual(read(1, 7, 2), [[5], ["column = 2", "tap = 0 … 1"]]);
  assert.deepEqual(read(0, 3, 0), [[2], ["column = 3", "tap = 0"]]);
});

test("a track without code has none to read", () => {
  assert.equal(currentLine(new Decoder(sliding()), 0, 0, 0), null);
});
