import assert from "node:assert/strict";
import { test } from "node:test";

import { arrange } from "../../../convviz/player/web/picture/layout.mjs";
import { Margins, SMALLEST_RULED, TYPE } from "../../../convviz/player/web/picture/margins.mjs";
import { Planes } from "../../../convviz/player/web/picture/planes.mjs";
import { axis } from "../scenes.mjs";

const grid = (id, role, axes, more = {}) => ({ id, role, title: id, note: "", scale: [1, 1], display: "cells", hues: [], axes, ...more });
const square = (size, outer = [], more = {}) => [...outer, axis("row", size, "row", more), axis("column", size, "column", more)];
const channels = (count) => [axis("channel", count, "block")];
const padding = (size) => ({ held: size - 2, kind: `p${"r".repeat(size - 2)}p`, source: Array.from({ length: size }, (_, i) => (i && i < size - 1 ? i - 1 : -1)) });

const layer = (input, kernel, output, more = {}) => [grid("input", "input", input, more), grid("filters", "kernel", kernel), grid("output", "output", output, more)];

const SCENES = {
  "the worked example": layer(square(5), square(3), square(3)),
  padded: layer(square(7, [], padding(7)), square(3), square(5)),
  "three channels": layer(square(5, channels(3)), square(3, channels(3)), square(3)),
  filters: layer(square(5, channels(2)), square(3, [axis("filter", 4, "plane"), axis("channel", 2, "block")]), square(3, channels(4))),
  slices: layer(square(4, [axis("channel", 2, "block"), axis("depth", 3, "plane")]), square(2, [axis("depth", 2, "plane")]), square(3, [axis("depth", 2, "plane")])),
  "1×1": layer(square(3, channels(3)), square(1, [axis("filter", 2, "plane"), axis("channel", 3, "block")]), square(3, channels(2))),
  pixels: layer(square(40, channels(3)), square(3, channels(3)), square(38), { display: "pixels" }),
  bars: [grid("input", "input", [axis("column", 6)]), grid("kernel", "kernel", [axis("column", 3)]), grid("output", "output", [axis("column", 13)], { display: "bars" })],
};
const ROOMS = [[306, 520], [640, 400], [828, 280], [1170, 414], [1800, 700]];
const CHARACTER = 0.53; // a little more than the usual letter is wide

/** Boxes of all texts of a plan, named, on the page. */
function* written(plan) {
  for (const [id, { x, y, texts, type }] of plan.slots) {
    for (const { text, kind, x: at, y: base, anchor, upwards } of texts()) {
      if (!text) continue;
      const [length, height] = [text.length * CHARACTER * type[kind], type[kind] * 0.72];
      const start = { start: 0, middle: -length / 2, end: -length }[anchor];
      const box = upwards
        ? { left: at - height, right: at, top: base + start, bottom: base + start + length }
        : { left: at + start, right: at + start + length, top: base - height, bottom: base };
      yield { what: `${text} of ${id}`, kind, left: x + box.left, right: x + box.right, top: y + box.top, bottom: y + box.bottom };
    }
  }
}

function* cells(plan) {
  for (const [id, { x, y, cell, planes }] of plan.slots) {
    for (const [n, left] of planes.cells.x.entries()) {
      const [shift] = planes.offset(0, 0.5); // the middle of a cell of a sheet
      const at = x + (left + shift) * cell;
      const top = y + planes.cells.y[n] * cell;
      yield { what: `cell ${n} of ${id}`, left: at, right: at + cell, top, bottom: top + cell * planes.tilt };
    }
  }
}

function* labels(plan) {
  for (const [id, { x, y, head, labelHeight, width }] of plan.slots) yield { what: `label of ${id}`, left: x, right: x + width, top: y - head - labelHeight, bottom: y - head };
}

const overlap = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;

for (const [name, grids] of Object.entries(SCENES)) {
  for (const view of ["flat", "stack"]) {
    test(`${name}, ${view}: names and rulers lie on no cell, no label and not on each other, and inside the picture`, () => {
      for (const [width, height] of ROOMS) {
        const plan = arrange([grids], width, height, width > 1300, view);
        const texts = [...written(plan)];
        const others = [...cells(plan), ...labels(plan)];
        for (const [i, text] of texts.entries()) {
          const at = `${width}: ${text.what}`;
          assert.ok(text.left >= -1 && text.right <= width + 1 && text.top >= -1 && text.bottom <= plan.height + 1, `${at} is outside`);
          for (const other of [...others, ...texts.slice(i + 1)]) assert.ok(!overlap(text, other), `${at} lies on ${other.what}`);
        }
      }
    });
  }
}

test("rows and columns are counted once for a line of planes, from 1 and without padding", () => {
  const texts = (name) => arrange([SCENES[name]], 1170, 414, false, "flat").slots.get("input").texts().filter(({ kind }) => kind === "ruler").map(({ text }) => text);
  const [upTo3, upTo5] = [3, 5].map((last) => Array.from({ length: last }, (_, i) => `${i + 1}`));
  assert.deepEqual(texts("the worked example"), [...upTo5, ...upTo5]);
  assert.deepEqual(texts("padded").filter(Boolean), [...upTo5, ...upTo5]);
  const places = texts("1×1");
  assert.deepEqual(places, [...upTo3, ...upTo3, ...upTo3, ...upTo3], "columns of each of three planes, rows of the first");
});

test("kernels, pictures, sheets and small cells have no rulers", () => {
  const ruled = (name, width, height, view) => [...arrange([SCENES[name]], width, height, false, view).slots].filter(([, { texts }]) => texts().some(({ kind }) => kind === "ruler")).map(([id]) => id);
  assert.deepEqual(ruled("the worked example", 828, 280, "flat"), ["input", "output"]);
  assert.deepEqual(ruled("pixels", 828, 280, "flat"), []);
  assert.deepEqual(ruled("three channels", 1170, 414, "stack"), []);
  for (const [width, height] of ROOMS) {
    const { slots } = arrange([SCENES["the worked example"]], width, height);
    for (const { cell, texts } of slots.values()) if (texts().length) assert.ok(cell >= SMALLEST_RULED);
  }
});

test("the numbers of bars stand below them", () => {
  const { slots } = arrange([SCENES.bars], 828, 280);
  const { texts, cell, planes, foot } = slots.get("output");
  assert.equal(texts().length, 13);
  for (const { y } of texts()) assert.ok(y > planes.rows * cell && y < planes.rows * cell + foot);
});

test("a name gets shorter with its plane, and is left out where its number has no room either", () => {
  const planes = new Planes(square(3, channels(12)));
  const margins = new Margins(grid("input", "input", square(3, channels(12))), planes, { names: true });
  const at = (side) => margins.texts(side).map(({ text }) => text).slice(-1)[0];
  assert.deepEqual([at(30), at(15), at(3)], ["channel 12", "12", undefined]);
  assert.deepEqual([margins.head(30), margins.head(3)], [TYPE.usual.nameHeight, 0]);
});

test("names stand over the columns and at the left of the lines of planes that lie both ways", () => {
  const { slots } = arrange([SCENES.filters], 1170, 414, false, "flat");
  const names = slots.get("filters").texts().map(({ text, upwards }) => [text, Boolean(upwards)]);
  assert.deepEqual(names.slice(0, 4).map(([text]) => text.replace("filter ", "")), ["1", "2", "3", "4"]);
  assert.deepEqual(names.slice(4), [["channel 1", true], ["channel 2", true]]);
});

test("the channels of a colour picture have their letters in every room", () => {
  const photo = layer(square(40, channels(3)), square(3, channels(3)), square(38), { display: "pixels", colours: "rgb", hues: [[0, 1, 2]] });
  for (const [width, height] of ROOMS) {
    const names = arrange([photo], width, height, false, "flat", false, true).slots.get("input").texts().map(({ text }) => text);
    assert.deepEqual(names, ["R", "G", "B"], `${width}`);
  }
});

test("in more height no number is lost to names or rulers", () => {
  for (const name of ["three channels", "filters", "1×1"]) {
    const most = { count: 0, height: 0 };
    for (let height = 120; height <= 520; height += 8) {
      const count = [...arrange([SCENES[name]], 828, height, false, "flat", false, true).slots.values()].filter(({ numbered }) => numbered).length;
      assert.ok(count >= most.count, `${name}: ${count} grids with numbers at ${height}, ${most.count} at ${most.height}`);
      Object.assign(most, { count, height });
    }
    assert.equal(most.count, 3);
  }
});
