// Numbers changed by hand are taken back one change at a time, and made again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { EditHistory, changed, differences, historyCommand } from "../../../convviz/player/web/controls/edit_history.mjs";

const GRIDS = [{ id: "input", values: [1, 2, 3] }, { id: "kernel", values: [5, 6] }, { id: "output" }];
const edit = (grid, ...cells) => [{ grid, cells }];

/** Edits made one after the other on grids, as the player does. */
function typing(...edits) {
  const history = new EditHistory();
  let grids = GRIDS;
  const make = (changes) => (grids = changed(grids, changes));
  for (const changes of edits) {
    history.note(changes, grids);
    make(changes);
  }
  const go = (command) => {
    const changes = history[command](grids);
    if (changes) make(changes);
    return Boolean(changes);
  };
  return { history, go, make, values: () => grids.slice(0, 2).map(({ values }) => values) };
}

test("as many changes are taken back as were made, across grids, and made again", () => {
  const { go, values } = typing(edit("input", [0, 7]), edit("kernel", [1, -1]), edit("input", [0, 8], [2, 9]));
  const states = [[[8, 2, 9], [5, -1]], [[7, 2, 3], [5, -1]], [[7, 2, 3], [5, 6]], [[1, 2, 3], [5, 6]]];
  for (const state of states.slice(1)) {
    assert.ok(go("undo"));
    assert.deepEqual(values(), state);
  }
  assert.ok(!go("undo"));
  for (const state of states.slice(0, 3).reverse()) {
    assert.ok(go("redo"));
    assert.deepEqual(values(), state);
  }
  assert.ok(!go("redo"));
});

test("after a new change there is nothing to make again", () => {
  const { history, go, make, values } = typing(edit("input", [0, 7]), edit("input", [1, 8]));
  go("undo");
  history.note(edit("input", [2, 9]), [{ id: "input", values: [7, 2, 3] }]);
  make(edit("input", [2, 9]));
  assert.ok(!go("redo"));
  assert.ok(go("undo") && go("undo"));
  assert.deepEqual(values()[0], [1, 2, 3]);
});

test("a cell typed over with its own number is no change", () => {
  const { go, values } = typing(edit("input", [0, 7]), edit("input", [1, 2]));
  go("undo");
  assert.deepEqual(values()[0], [1, 2, 3]);
});

test("numbers that came from elsewhere are not overwritten with old ones", () => {
  const { go, make, values } = typing(edit("input", [0, 7]));
  make(edit("input", [0, 4])); // another named case
  assert.ok(!go("undo"));
  assert.deepEqual(values()[0], [4, 2, 3]);
  const other = typing(edit("input", [0, 7])).history;
  assert.equal(other.undo([{ id: "input", values: [7, 2, 3, 4] }]), null);
});

test("what a page rounds is still the same number", () => {
  const { history } = typing(edit("input", [0, 0.12345678]));
  assert.deepEqual(history.undo([{ id: "input", values: [0.123457, 2, 3] }]), edit("input", [0, 1]));
});

test("a reset is the differences of all grids, and one step back", () => {
  const { history, go, make, values } = typing(edit("input", [0, 7]), edit("kernel", [1, -1]));
  const now = [{ id: "input", values: [7, 2, 3] }, { id: "kernel", values: [5, -1] }, { id: "output" }];
  const changes = differences(now, GRIDS);
  assert.deepEqual(changes, [...edit("input", [0, 1]), ...edit("kernel", [1, 6])]);
  history.note(changes, now);
  make(changes);
  assert.ok(go("undo"));
  assert.deepEqual(values(), [[7, 2, 3], [5, -1]]);
  assert.ok(history.has("kernel") && !history.has("output"));
});

test("the keys are those of text editors, on every system", () => {
  const key = (key, ...modifiers) => historyCommand({ key, ...Object.fromEntries(modifiers.map((name) => [`${name}Key`, true])), ctrlKey: modifiers.includes("ctrl"), metaKey: modifiers.includes("meta") });
  assert.equal(key("z", "ctrl"), "undo");
  assert.equal(key("z", "meta"), "undo");
  assert.equal(key("Z", "ctrl", "shift"), "redo");
  assert.equal(key("Z", "meta", "shift"), "redo");
  assert.equal(key("y", "ctrl"), "redo");
  for (const other of [key("z"), key("z", "ctrl", "alt"), key("y", "meta"), key("x", "ctrl")]) assert.equal(other, undefined);
});
