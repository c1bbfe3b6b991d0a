// A player stands still while the page around it follows a control.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { PauseWhileLoading } from "../../../convviz/player/web/controls/pause_while_loading.mjs";

const root = {};
const click = (...path) => Object.assign(new Event("click"), { composedPath: () => path });

beforeEach(() => {
  globalThis.document = new EventTarget();
  mock.timers.enable({ apis: ["setTimeout"] });
});

afterEach(() => {
  delete globalThis.document;
  mock.timers.reset();
});

test("a click beside the player makes it wait for what may come of it", () => {
  const went = mock.fn();
  const pause = new PauseWhileLoading(root, went);
  document.dispatchEvent(click({}));
  assert.equal(pause.isPaused, true);
  mock.timers.tick(399);
  assert.deepEqual([pause.isPaused, went.mock.callCount()], [true, 0]);
  mock.timers.tick(1);
  assert.deepEqual([pause.isPaused, went.mock.callCount()], [false, 1]);
});

test("a click on the player itself does not", () => {
  const pause = new PauseWhileLoading(root, () => {});
  document.dispatchEvent(click({}, root));
  assert.equal(pause.isPaused, false);
});

test("a new scene isPaused until the page around it is there, however late it came", () => {
  const pause = new PauseWhileLoading(root, () => {});
  document.dispatchEvent(click({}));
  mock.timers.tick(390);
  pause.sceneArrived();
  mock.timers.tick(249);
  assert.equal(pause.isPaused, true);
  mock.timers.tick(1);
  assert.equal(pause.isPaused, false);
});

test("a scene that nobody here has asked for plays at once", () => {
  const pause = new PauseWhileLoading(root, () => {});
  pause.sceneArrived();
  assert.equal(pause.isPaused, false);
});

test("who is gone hears nothing", () => {
  const went = mock.fn();
  const pause = new PauseWhileLoading(root, went);
  document.dispatchEvent(click({}));
  pause.remove();
  document.dispatchEvent(click({}));
  mock.timers.tick(1_000);
  assert.equal(went.mock.callCount(), 0);
});
