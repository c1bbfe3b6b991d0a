import assert from "node:assert/strict";
import { test } from "node:test";

import { HEADING_HEIGHT, arrange } from "../../../convviz/player/web/picture/layout.mjs";
import { axis } from "../scenes.mjs";

const WIDTHS = [280, 328, 400, 520, 640, 760, 900, 1100, 1300, 1600, 1900];
const HEIGHT = 480;

function grid(id, role, axes, more = {}) {
  return { id, role, title: id, note: "", scale: [1, 1], display: "cells", hues: [], axes, ...more };
}

const square = (size) => [axis("channel", 1, "block"), axis("row", size), axis("column", size)];

/** Input, kernel and output of one convolution. */
function scene(input, kernel, output, more = {}) {
  return [
    grid("input", "input", input, { note: "7 × 7, zero padding 1", ...more }),
    grid("kernel", "kernel", kernel, { note: "3 × 3", ...more.kernel }),
    ...(more.bias ? [grid("bias", "bias", [axis("channel", 4, "block"), axis("column", 1)])] : []),
    grid("output", "output", output, { ...more, note: "5 × 5" }),
  ];
}

const volume = (depth, size) => [axis("channel", 1, "block"), axis("depth", depth, "plane"), axis("row", size), axis("column", size)];
const channels = (count, size) => [axis("channel", count, "block"), axis("row", size), axis("column", size)];
const filters = (count, depth, size) => [axis("filter", count, "plane"), axis("channel", depth, "block"), axis("row", size), axis("column", size)];

const SCENES = {
  "the worked example": scene(square(5), square(3), square(3)),
  "one number": scene(square(1), square(1), square(1)),
  "16 a side with numbers": scene(square(18), square(3), square(16)),
  "a fraction and a long note": scene(square(7), square(3), square(5), {
    note: "7 × 7, reflect padding: rows 1 + 2, columns 0 + 3",
    kernel: { scale: [1, 9] },
  }),
  "pixels, 64 a side": scene(square(66), square(3), square(64), { display: "pixels", kernel: { display: "cells" } }),
  "a flat line": scene([axis("channel", 1, "block"), axis("column", 16)], [axis("column", 3)], [axis("channel", 1, "block"), axis("column", 14)]),
  "tall and narrow": scene(
    [axis("row", 16), axis("column", 1)],
    [axis("row", 3), axis("column", 1)],
    [axis("row", 14), axis("column", 1)],
  ),
  "a volume": scene(volume(4, 5), volume(2, 3), volume(3, 3)),
  "four filters, two channels and a bias": scene(channels(2, 5), filters(4, 2, 3), channels(4, 3), { bias: true }),
  "eight filters of eight channels": scene(channels(8, 6), filters(8, 8, 3), channels(8, 4)),
  "a large kernel": scene(square(16), square(7), square(10)),
};

/** Smallest cell a visitor should meet at a width: below it digits cannot be read. */
const READABLE = { "the worked example": 22, "one number": 22, "a flat line": 15, "a fraction and a long note": 20 };

function boxes(tracks, width, projector = false) {
  const { slots, height } = arrange(tracks, width, HEIGHT, projector);
  const found = [...slots].map(([id, slot]) => ({
    id,
    left: slot.x - slot.lead,
    right: slot.x + Math.max(slot.width, slot.columns * slot.cell),
    top: slot.y - slot.head - slot.labelHeight,
    bottom: slot.y + slot.rows * slot.cell + slot.foot,
  }));
  return { found, height, slots };
}

const overlap = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;

for (const [name, grids] of Object.entries(SCENES)) {
  test(`${name}: at every width all grids are on the page and none covers another`, () => {
    for (const width of WIDTHS) {
      const { found, height } = boxes([grids], width, width > 1300);
      assert.deepEqual(found.map(({ id }) => id), grids.map(({ id }) => id));
      for (const box of found) {
        assert.ok(box.left >= -1 && box.right <= width + 1, `${width}: ${JSON.stringify(box)} sticks out`);
        assert.ok(box.top >= -1 && box.bottom <= height + 1, `${width}: ${JSON.stringify(box)} is cut at ${height}`);
      }
      for (const [i, one] of found.entries()) {
        for (const other of found.slice(i + 1)) assert.ok(!overlap(one, other), `${width}: ${one.id} covers ${other.id}`);
      }
    }
  });
}

for (const [name, least] of Object.entries(READABLE)) {
  test(`${name}: digits can be read at every width`, () => {
    for (const width of WIDTHS) {
      for (const slot of arrange([SCENES[name]], width, HEIGHT).slots.values()) {
        assert.ok(slot.cell >= least, `${width}: cells of ${slot.cell}`);
        assert.ok(slot.numbered, `${width}: no numbers`);
      }
    }
  });
}

test("16 a side keeps its numbers on a laptop", () => {
  for (const width of [900, 1100, 1300]) {
    for (const [id, slot] of arrange([SCENES["16 a side with numbers"]], width, 500).slots) assert.ok(slot.numbered, `${width}: ${id}`);
  }
});

test("a phone breaks the line, a laptop does not", () => {
  const tops = (width) => new Set(boxes([SCENES["16 a side with numbers"]], width).found.map(({ top }) => top + 0));
  const { slots } = arrange([SCENES["the worked example"]], 900, HEIGHT);
  const middle = ({ y, rows, cell }) => Math.round(y + (rows * cell) / 2);
  assert.ok(Math.abs(middle(slots.get("input")) - middle(slots.get("output"))) <= 1, "side by side on a laptop");
  assert.ok(tops(328).size > 1);
  const phone = arrange([SCENES["16 a side with numbers"]], 328, HEIGHT).slots;
  assert.ok(phone.get("output").y > phone.get("input").y + 18 * phone.get("input").cell);
});

test("cells of numbers have one size within a scene, so that sizes can be compared", () => {
  for (const width of WIDTHS) {
    const cells = [...arrange([SCENES["four filters, two channels and a bias"]], width, HEIGHT).slots.values()].map(({ cell }) => cell);
    assert.equal(new Set(cells).size, 1);
  }
});

test("pictures have one scale, so that a smaller output looks smaller", () => {
  const { slots } = arrange([SCENES["pixels, 64 a side"]], 1100, HEIGHT);
  assert.equal(slots.get("input").cell, slots.get("output").cell);
  assert.ok(slots.get("kernel").cell > slots.get("input").cell);
  assert.deepEqual([...slots.values()].map(({ numbered }) => numbered), [false, true, false]);
});

test("a projector gets larger cells", () => {
  const cell = (projector) => arrange([SCENES["the worked example"]], 1860, 600, projector).slots.get("input").cell;
  assert.ok(cell(true) > cell(false));
});

/** The worked example twice, and the boxes of each track. */
function twice(width) {
  const second = SCENES["the worked example"].map((one) => ({ ...one, id: `${one.id} 2` }));
  const { found } = boxes([SCENES["the worked example"], second], width);
  return { plan: arrange([SCENES["the worked example"], second], width, HEIGHT), first: found.slice(0, 3), second: found.slice(3) };
}

test("two tracks stand below each other or side by side, each under its heading, and never on each other", () => {
  const seen = new Set();
  for (const width of WIDTHS) {
    const { plan, first, second } = twice(width);
    seen.add(plan.abreast);
    for (const one of first) for (const other of second) assert.ok(!overlap(one, other), `${width}: ${one.id} covers ${other.id}`);
    for (const [track, items] of [first, second].entries()) {
      const { left, top, width: room } = plan.headings[track];
      for (const box of items) {
        assert.ok(box.top >= top + HEADING_HEIGHT - 1, `${width}: ${box.id} covers the heading`);
        assert.ok(box.left >= left - 1 && box.right <= left + room + 1, `${width}: ${box.id} leaves its track`);
      }
    }
    if (plan.abreast) assert.equal(plan.headings[0].top, plan.headings[1].top);
    else assert.ok(Math.max(...first.map(({ bottom }) => bottom)) <= plan.headings[1].top);
  }
  assert.deepEqual(seen, new Set([false, true]), "a phone has them below each other, a wide page side by side");
});

test("a lone track has no heading", () => {
  assert.deepEqual(arrange([SCENES["the worked example"]], 900, HEIGHT).headings, []);
});

const viewed = (view, width = 1100) => arrange([SCENES["four filters, two channels and a bias"]], width, HEIGHT, false, view);

test("planes are stacked or spread as asked", () => {
  assert.ok(viewed("stack").stack);
  assert.ok(!viewed("flat").stack);
  assert.ok(!arrange([SCENES["the worked example"]], 1100, HEIGHT, false, "stack").stack, "one plane is no stack");
});

test("a track without volumes lies flat beside one that is stacked", () => {
  const matrices = SCENES["the worked example"].map((one) => ({ ...one, id: `${one.id} 2` }));
  const { slots, stack } = arrange([SCENES["four filters, two channels and a bias"], matrices], 1100, HEIGHT, false, "stack");
  assert.ok(stack && slots.get("output").planes.stack);
  assert.deepEqual(matrices.map(({ id }) => slots.get(id).planes.stack), [false, false, false]);
});

test("a long matrix is not made so small beside its kernel that its numbers are lost", () => {
  const [input, kernel, output] = SCENES["the worked example"];
  const long = (grid, rows) => ({ ...grid, axes: [axis("row", rows), axis("column", 20)] });
  const track = [{ ...kernel, axes: [axis("row", 2), axis("column", 3)] }, long(input, 3), long(output, 2)];
  const { slots } = arrange([track], 850, HEIGHT);
  assert.ok(slots.values().every(({ numbered }) => numbered));
});

test("a fraction has its room in front of a kernel without an operator, too", () => {
  const lead = (options) => {
    const [input, kernel, output] = SCENES["the worked example"];
    return arrange([[input, { ...kernel, ...options }, output]], 900, HEIGHT).slots.get("kernel").signWidth;
  };
  assert.equal(lead({ sign: " " }), 0);
  assert.ok(lead({ sign: " ", scale: [1, 9] }) > 0);
  assert.ok(lead({ scale: [1, 9] }) > lead({ sign: " ", scale: [1, 9] }));
});

test("where nothing is asked, the view is one in which numbers can be read, if there is one", () => {
  for (const grids of [SCENES["four filters, two channels and a bias"], scene(channels(3, 5), filters(1, 3, 3), channels(1, 3))]) {
    for (const width of WIDTHS) {
      const numbered = (view) => arrange([grids], width, HEIGHT, false, view).slots.values().every((slot) => slot.numbered);
      if (numbered("flat") || numbered("stack")) assert.ok(numbered(""), `${width}`);
    }
  }
});

test("spread channels fill the width rather than one tall column", () => {
  const { slots } = arrange([scene(channels(8, 6), filters(1, 8, 3), channels(1, 4))], 1300, HEIGHT, false, "flat");
  assert.ok(slots.get("input").columns > slots.get("input").rows / 2);
});

const column = (size) => [axis("row", size), axis("column", 1)];
const VIEWS = [
  scene(square(2), square(3), square(5)),
  scene(square(7), square(3), square(5)),
  [
    grid("kernel", "kernel", [axis("row", 25), axis("column", 4)], { note: "25 × 4" }),
    grid("input", "input", column(4), { note: "4 × 1", sign: "·" }),
    grid("output", "output", column(25), { note: "25 × 1" }),
  ],
].map((grids, track) => grids.map((each) => ({ ...each, id: `${track}.${each.id}` })));

test("tracks of different kinds have a scale each, so that the largest does not shrink the others", () => {
  const side = (own, id, height = HEIGHT) => arrange(VIEWS, 800, height, false, "", own).slots.get(id).cell;
  assert.ok(side(true, "0.output") > 2 * side(false, "0.output"));
  assert.ok(side(true, "0.output") > side(true, "2.output"));
  assert.equal(side(true, "2.output"), side(true, "2.kernel"), "beside a large matrix all is as large");
});

test("they stand abreast where there is width, on a phone below each other, and never on top of each other", () => {
  for (const width of WIDTHS) {
    const plan = arrange(VIEWS, width, HEIGHT, width > 1300, "", true);
    if (width !== 760) assert.equal(plan.abreast, width > 760, `${width}`);
    const found = [...plan.slots].map(([id, slot]) => ({
      id,
      left: slot.x,
      right: slot.x + slot.columns * slot.cell,
      top: slot.y - slot.labelHeight,
      bottom: slot.y + slot.rows * slot.cell,
    }));
    for (const [i, box] of found.entries()) {
      assert.ok(box.left >= -1 && box.right <= width + 1, `${width}: ${box.id} sticks out`);
      assert.ok(box.bottom <= plan.height + 1, `${width}: ${box.id} is cut`);
      for (const other of found.slice(i + 1)) assert.ok(!overlap(box, other), `${width}: ${box.id} covers ${other.id}`);
    }
  }
});

test("tracks stand below each other where labels are too wide for half the width, however low that would be", () => {
  const track = (n) => scene(channels(3, 7), filters(8, 3, 3), channels(8, 5)).map((one) => ({ ...one, id: `${n}.${one.id}`, note: "8 of 3 × 3 × 3 channels; 8 of 128 drawn" }));
  for (const width of [300, 328, 360]) {
    const plan = arrange([track(0), track(1)], width, 320, false, "flat");
    assert.equal(plan.abreast, false);
    assert.ok([...plan.slots.values()].every(({ cell }) => cell > 1), `${width}`);
  }
});

/** The worked example on a phone: its three grids as boxes with their labels. */
function inCorner(width, height, grids = SCENES["the worked example"]) {
  const { slots, ...plan } = arrange([grids], width, height);
  const [input, kernel, output] = ["input", "kernel", "output"].map((id) => slots.get(id));
  const top = (slot) => slot.y - slot.labelHeight;
  const bottom = (slot) => slot.y + slot.rows * slot.cell;
  const right = (slot) => slot.x + Math.max(slot.width, slot.columns * slot.cell);
  return { plan, slots: [...slots.values()], input, kernel, output, top, bottom, right };
}

const PHONES = [280, 296, 328, 360, 390, 419];

test("on a phone the input stands at the left, kernel and output below each other at its right", () => {
  for (const width of PHONES) {
    const { plan, slots, input, kernel, output, top, bottom, right } = inCorner(width, 310);
    assert.ok(right(input) <= kernel.x && right(input) <= output.x, `${width}: beside the input`);
    assert.equal(kernel.x, output.x);
    assert.ok(bottom(kernel) <= top(output), `${width}: the output below the kernel`);
    assert.equal(top(input), top(kernel));
    for (const slot of slots) {
      assert.ok(slot.x >= 0 && right(slot) <= width, `${width}: on the picture`);
      assert.ok(top(slot) >= 0 && bottom(slot) <= plan.height && plan.height <= 310, `${width}: not cut`);
      assert.deepEqual([slot.cell, slot.numbered, slot.sign, slot.signWidth], [input.cell, true, "", 0], "no operators in between");
    }
  }
});

test("there cells are as large as fit", () => {
  for (const width of PHONES) {
    for (const height of [280, 310, 360]) {
      const { plan, slots, input, kernel, output, right } = inCorner(width, height);
      assert.equal(new Set(slots.map(({ cell }) => cell)).size, 1);
      const one = input.cell < 24 ? 0.5 : 1; // pixel more
      const below = [kernel, output].reduce((rows, slot) => rows + slot.rows, 0);
      const tooTall = plan.height + one * Math.max(input.rows, below) > height;
      const used = right(input) - input.x + Math.max(right(kernel) - kernel.x, right(output) - output.x);
      const tooWide = used + one * (input.columns + Math.max(kernel.columns, output.columns)) + 16 > width;
      assert.ok(tooTall || tooWide, `${width} × ${height}: cells of ${input.cell}`);
    }
  }
});

test("cells of a phone are larger so than below each other", () => {
  const [input, kernel, output] = SCENES["the worked example"];
  const four = [input, kernel, grid("bias", "bias", [axis("channel", 1, "block"), axis("column", 1)]), output];
  const cell = (grids) => arrange([grids], 328, 310).slots.get("input").cell;
  assert.ok(cell([input, kernel, output]) > cell(four));
});

test("no other picture is laid out so: wider ones, four grids, volumes, pictures of pixels", () => {
  const beside = (grids, width) => {
    const { input, kernel, output, right, top, bottom } = inCorner(width, 310, grids);
    return right(input) <= kernel.x && kernel.x === output.x && bottom(kernel) <= top(output) && !kernel.signWidth;
  };
  assert.ok(beside(SCENES["the worked example"], 419));
  assert.ok(!beside(SCENES["the worked example"], 420));
  for (const name of ["a volume", "four filters, two channels and a bias", "pixels, 64 a side"]) assert.ok(!beside(SCENES[name], 328), name);
});
