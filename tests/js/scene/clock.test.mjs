import assert from "node:assert/strict";
import { test } from "node:test";

import {
  HOLD_MS, SPEEDS, STEP_MS, advance, carried, change, glide, isDue, jump, leader, leadingAt, multiplied, speedsFor, start,
  toProduct, toggle, tracksAt,
} from "../../../convviz/player/web/scene/clock.mjs";

const playing = (steps) => ({ ...start(steps, true), speed: 1 });

/** A track of equally dear steps. */
function track(steps, each) {
  const total = steps * each;
  return { steps, total, costAt: (position) => position * each, stepAt: (spent) => Math.min(steps, spent / each) };
}

const standing = ({ step, phase, finished }) => ({ step, phase: Number(phase.toFixed(6)), finished });

test("a step takes its time, and twice the speed takes half", () => {
  const after = advance(playing(9), STEP_MS / 4);
  assert.deepEqual([after.step, after.phase], [0, 0.25]);
  assert.equal(advance(playing(9), STEP_MS * 2.5).step, 2);
  assert.equal(advance({ ...playing(9), speed: 2 }, STEP_MS * 2.5).step, 5);
});

test("a paused playhead does not move", () => {
  const head = { ...playing(9), playing: false };
  assert.equal(advance(head, 1e6), head);
});

test("the finished picture is held before the loop starts again", () => {
  const end = advance(advance(playing(3), 3 * STEP_MS - 1), 2);
  assert.deepEqual([end.step, end.phase, end.playing], [2, 1, true]);
  const waiting = advance(advance(playing(3), 3 * STEP_MS - 1), HOLD_MS - 1);
  assert.deepEqual([waiting.step, waiting.phase], [2, 1]);
  const again = advance(waiting, 10);
  assert.deepEqual([again.step, again.phase, again.playing, again.held], [0, 0, true, 0]);
});

test("every second pass is held as long as the first", () => {
  let head = playing(2);
  const starts = [];
  for (let ms = 0; ms < 20000; ms += 10) {
    const next = advance(head, 10);
    if (next.step < head.step) starts.push(ms);
    head = next;
  }
  const passes = starts.slice(1).map((ms, i) => ms - starts[i]);
  assert.ok(passes.length >= 2);
  for (const pass of passes) assert.ok(Math.abs(pass - (2 * STEP_MS + HOLD_MS)) <= 20, String(pass));
});

test("without loop it stops on the complete last step", () => {
  let head = { ...playing(3), loop: false };
  for (let i = 0; i < 100; i++) head = advance(head, 100);
  assert.deepEqual([head.step, head.phase, head.playing], [2, 1, false]);
});

test("a jump shows the step complete and stops there, and stays within the scene", () => {
  for (const [to, step] of [[4, 4], [-1, 0], [99, 8]]) {
    const head = jump(playing(9), to);
    assert.deepEqual([head.step, head.phase, head.playing], [step, 1, false]);
  }
});

test("pause stays where it is, and play goes on from there", () => {
  const paused = toggle(advance(playing(9), STEP_MS * 3.5));
  assert.deepEqual([paused.step, paused.phase, paused.playing], [3, 0.5, false]);
  const on = toggle(paused);
  assert.deepEqual([on.step, on.phase, on.playing], [3, 0.5, true]);
});

test("from a complete step play goes on with the next one", () => {
  const on = toggle(jump(playing(9), 3));
  assert.deepEqual([on.step, on.phase, on.playing], [4, 0, true]);
});

const NINE = () => 9;
const standsAt = ({ step, phase, playing: plays }, terms = 9) => [step, multiplied(phase, terms, 1).done, phase === 1, plays];

test("product by product: nine in a step, the last completes it, then the first of the next", () => {
  let head = toProduct(jump(playing(2), 0), 1, NINE);
  for (let product = 1; product <= 9; product++) {
    assert.deepEqual(standsAt(head), [1, product, product === 9, false]);
    if (product < 9) assert.equal(multiplied(head.phase, 9, 1).active, product - 1);
    head = toProduct(head, 1, NINE);
  }
  assert.deepEqual(standsAt(head), [1, 9, true, false], "after the last of all there is none");
  for (let product = 8; product >= 1; product--) {
    head = toProduct(head, -1, NINE);
    assert.deepEqual(standsAt(head), [1, product, false, false]);
  }
  head = toProduct(head, -1, NINE);
  assert.deepEqual(standsAt(head), [0, 9, true, false]);
  for (let times = 0; times < 12; times++) head = toProduct(head, -1, NINE);
  assert.deepEqual(standsAt(head), [0, 1, false, false], "before the first of all there is none");
});

test("from the middle of the play it goes to a product beside, and stops", () => {
  const at = (phase) => ({ ...playing(9), step: 4, phase });
  assert.deepEqual(standsAt(toProduct(at(0), 1, NINE)), [4, 1, false, false], "the window has just arrived");
  assert.deepEqual(standsAt(toProduct(at(0), -1, NINE)), [3, 9, true, false]);
  assert.equal(multiplied(0.5, 9, 1).done, 5);
  assert.deepEqual(standsAt(toProduct(at(0.5), 1, NINE)), [4, 6, false, false]);
  assert.deepEqual(standsAt(toProduct(at(0.5), -1, NINE)), [4, 4, false, false]);
  assert.deepEqual(standsAt(toProduct(at(0.95), 1, NINE)), [4, 9, true, false], "all are there, the sum comes");
  assert.deepEqual(toProduct({ ...at(0.5), speed: 16 }, 1, NINE).speed, 16);
});

test("steps of one product go by like steps, and each has as many as it has", () => {
  const productsOf = (step) => [1, 3][step];
  const second = toProduct(jump(playing(2), 0), 1, productsOf);
  assert.deepEqual(standsAt(second, 3), [1, 1, false, false]);
  assert.deepEqual(standsAt(toProduct(second, -1, productsOf), 1), [0, 1, true, false]);
  for (const terms of [2, 27, 512]) {
    let head = toProduct(jump(playing(2), 0), 1, () => terms);
    for (let product = 1; product < terms; product++) {
      assert.equal(multiplied(head.phase, terms, 1).done, product);
      head = toProduct(head, 1, () => terms);
    }
    assert.equal(head.phase, 1);
  }
});

test("play after the last step starts over", () => {
  const on = toggle(jump(playing(9), 8));
  assert.deepEqual([on.step, on.phase], [0, 0]);
  assert.equal(toggle(jump(playing(1), 0)).step, 0);
});

test("speeds are chosen from a list that ends where the scene needs no more", () => {
  assert.equal(change(playing(9), 1).speed, 2);
  assert.equal(change(playing(9), -1).speed, 0.5);
  for (const steps of [9, 900, 13_824]) {
    const speeds = speedsFor(steps);
    assert.equal(change({ ...playing(steps), speed: speeds.at(-1) }, 1).speed, speeds.at(-1));
    assert.equal(change({ ...playing(steps), speed: speeds[0] }, -1).speed, SPEEDS[0]);
    assert.ok(speeds.includes(start(steps, true).speed));
  }
  assert.equal(speedsFor(9).at(-1), 64);
  assert.equal(speedsFor(900).at(-1), 256);
});

test("a first play ends within 15 s, a short one at speed 1", () => {
  assert.equal(start(9, true).speed, 1);
  for (const steps of [10, 25, 36, 100, 196, 900, 4096, 13_824]) {
    const { speed } = start(steps, true);
    assert.ok((steps * STEP_MS) / speed <= 15_000, `${steps} steps at ${speed}`);
    assert.ok(speed === 1 || (steps * STEP_MS) / (speed / 2) > 15_000, `${steps} steps need no ${speed}`);
  }
  assert.equal(start(1e6, true).speed, SPEEDS.at(-1));
});

test("another scene goes on at the same share of the way, and the end stays the end", () => {
  const at = (step, steps) => jump(playing(steps), step);
  assert.equal(carried(at(8, 9), 25).step, 24);
  assert.equal(carried(at(0, 9), 25).step, 0);
  assert.equal(carried(at(4, 9), 25).step, 12);
  assert.equal(carried(at(7, 9), 3).step, 1, "not quite the end is not the end");
  assert.equal(carried(at(0, 1), 9).step, 8, "a lone step is an end");
  assert.equal(carried(at(5, 9), 1).step, 0);
  const { step, phase, playing: on } = carried({ ...playing(9), step: 4, phase: 0.3 }, 5);
  assert.deepEqual([step, phase, on], [2, 0.3, true]);
});

test("who asked for less motion gets a complete step that stands still", () => {
  const head = start(9, false);
  assert.deepEqual([head.step, head.phase, head.playing], [0, 1, false]);
});

test("the window arrives, then the products come in one by one, then all stand", () => {
  assert.deepEqual(multiplied(0, 9, 1), { done: 0, active: -1 });
  const seen = new Set();
  for (let phase = 0; phase <= 1; phase += 0.001) {
    const { done, active } = multiplied(phase, 9, 1);
    assert.ok(done >= 0 && done <= 9);
    if (active >= 0) assert.equal(done, active + 1);
    seen.add(active);
  }
  assert.deepEqual([...seen].sort((a, b) => a - b), [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual(multiplied(1, 9, 1), { done: 9, active: -1 });
});

test("at high speed no single product is rung: nobody could follow", () => {
  for (let phase = 0; phase < 1; phase += 0.01) assert.equal(multiplied(phase, 9, 8).active, -1);
  assert.equal(multiplied(1, 9, 8).done, 9);
});

test("a window glides to its place and stays there", () => {
  assert.equal(glide({ phase: 0 }), 0);
  assert.ok(glide({ phase: 0.05 }) > 0 && glide({ phase: 0.05 }) < 1);
  for (const phase of [0.2, 0.5, 1]) assert.equal(glide({ phase }), 1);
});

test("on the clock of steps all tracks take the same step, and the shorter one waits at its end", () => {
  const tracks = [track(4, 9), track(2, 1)];
  assert.deepEqual(tracksAt("steps", tracks, 1, 0.5).map(standing), [
    { step: 1, phase: 0.5, finished: false },
    { step: 1, phase: 0.5, finished: false },
  ]);
  assert.deepEqual(tracksAt("steps", tracks, 2, 0.5).map(standing), [
    { step: 2, phase: 0.5, finished: false },
    { step: 1, phase: 1, finished: true },
  ]);
});

test("where another track comes to a step, the leading one is found", () => {
  const tracks = [track(4, 9), track(2, 1)];
  assert.deepEqual([0, 1].map((step) => leadingAt("steps", tracks, 1, step)), [0, 1]);
  assert.deepEqual([0, 1].map((step) => leadingAt("progress", tracks, 1, step)), [0, 2]);
  for (const clock of ["steps", "progress", "multiplications"]) {
    for (const step of [0, 1, 2, 3]) assert.equal(leadingAt(clock, tracks, 0, step), step, "its own steps");
  }
});

test("on the clock of progress all tracks end together", () => {
  const tracks = [track(4, 9), track(2, 1)];
  assert.deepEqual(tracksAt("progress", tracks, 1, 0.5).map(standing), [
    { step: 1, phase: 0.5, finished: false },
    { step: 0, phase: 0.75, finished: false },
  ]);
  assert.deepEqual(tracksAt("progress", tracks, 3, 1).map(standing), [
    { step: 3, phase: 1, finished: true },
    { step: 1, phase: 1, finished: true },
  ]);
});

test("on the clock of progress a track is at a whole step wherever the numbers say so", () => {
  for (let steps = 1; steps <= 60; steps++) {
    const tracks = [track(steps * 7, 1), track(steps, 1)];
    for (let step = 0; step < steps; step++) {
      const [, other] = tracksAt("progress", tracks, 7 * (step + 1) - 1, 1);
      assert.deepEqual([other.step, other.phase], [step, 1], `${step} of ${steps}`);
    }
  }
});

test("in a race the cheaper track is finished first", () => {
  const [dear, cheap] = [track(4, 9), track(8, 1)];
  const at = (step, phase) => tracksAt("multiplications", [dear, cheap], step, phase);
  assert.deepEqual(at(0, 0.5).map(standing), [
    { step: 0, phase: 0.5, finished: false },
    { step: 4, phase: 0.5, finished: false },
  ]);
  assert.deepEqual(at(0, 1).map(standing), [
    { step: 0, phase: 1, finished: false },
    { step: 7, phase: 1, finished: true },
  ]);
  assert.equal(at(2, 0.5)[1].finished, true);
  assert.equal(at(2, 0.5)[0].finished, false);
});

test("the leader stands exactly where the transport says, at every step of every clock", () => {
  for (const clock of ["steps", "progress", "multiplications"]) {
    for (let steps = 1; steps <= 200; steps++) {
      const tracks = [track(steps, 9), track(Math.ceil(steps / 3), 1)];
      for (let step = 0; step < steps; step++) {
        const [lead] = tracksAt(clock, tracks, step, 1);
        assert.deepEqual([lead.step, lead.phase], [step, 1], `${clock}: step ${step} of ${steps}`);
      }
    }
  }
});

test("the transport counts the longest track, in a race the dearest", () => {
  const [long, dear] = [track(8, 1), track(4, 9)];
  assert.equal(leader("steps", [long, dear]), long);
  assert.equal(leader("progress", [dear, long]), long);
  assert.equal(leader("multiplications", [long, dear]), dear);
});

test("words that nobody can read come a few times a second, and at the end and in a pause at once", () => {
  const fast = { ...playing(9), step: 3, speed: 64 };
  assert.equal(isDue(fast, 30), false);
  assert.equal(isDue(fast, 101), true);
  assert.equal(isDue({ ...fast, playing: false }, 0), true);
  assert.equal(isDue({ ...fast, step: 8, phase: 1 }, 0), true);
  assert.equal(isDue({ ...fast, step: 8, phase: 0.5 }, 0), false);
  for (const speed of SPEEDS.filter((each) => STEP_MS / each >= 60)) assert.equal(isDue({ ...fast, speed }, 0), true, speed);
});
