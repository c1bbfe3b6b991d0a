import assert from "node:assert/strict";
import { test } from "node:test";

import { kinds } from "../../../convviz/player/web/picture/cells.mjs";
import { Decoder } from "../../../convviz/player/web/scene/decode.mjs";
import { drawGrid } from "../../../convviz/player/web/picture/grids.mjs";
import { arrange } from "../../../convviz/player/web/picture/layout.mjs";
import { axis, sliding } from "../scenes.mjs";

const letters = (...axes) => kinds(axes).map(({ kind }) => kind).join("");

test("a cell is as strange as the stranger of its row and column", () => {
  const stretched = (name) => ({ ...axis(name, 5), kind: "przrp" });
  assert.equal(letters(stretched("row"), stretched("column")), "ppppp" + "przrp" + "pzzzp" + "przrp" + "ppppp");
  const cut = { ...axis("column", 3), kind: "crc" };
  assert.equal(letters({ ...axis("row", 2), kind: "zp" }, cut), "czc" + "cpc");
  assert.equal(letters(axis("row", 1), axis("column", 2)), "rr");
});

/** As much of an element as a picture needs. */
class Element {
  constructor(name) {
    this.name = name;
    this.children = [];
    this.style = {};
    this.classes = new Set();
    this.classList = {
      toggle: (name, on) => (on ? this.classes.add(name) : this.classes.delete(name)),
      replace: (one, other) => this.classes.delete(one) && this.classes.add(other),
    };
  }

  setAttribute(name, value) {
    if (name === "class") for (const each of value.split(" ")) this.classes.add(each);
  }

  append(...children) {
    this.children.push(...children);
  }

  after() {}

  cloneNode() {
    return new Element(this.name);
  }

  getContext() {
    return new Proxy({}, { get: () => () => {} });
  }

  /** Every element in it of a class. */
  all(name) {
    return [...(this.classes.has(name) ? [this] : []), ...this.children.flatMap((child) => child.all?.(name) ?? [])];
  }
}

/** A kernel of two weights for each of nine channels, one on show at a time, in the colour of its channel. */
function paged(display) {
  const scene = sliding();
  const axes = [axis("filter", 9, "page"), axis("channel", 1, "block"), axis("column", 2)];
  const hues = [[0, 1, 2, 3, 4, 5, 6, 7, 8]];
  scene.grids[1] = { ...scene.grids[1], axes, hues, display, values: Array.from({ length: 18 }, (_, i) => i + 1) };
  scene.links[0].weight.index = [{}, {}, { tap: [0, 1] }];
  const decoder = new Decoder(scene);
  return decoder.grids.get("kernel");
}

for (const [display, part] of [["cells", "cell"], ["pixels", undefined]]) {
  test(`the page that is turned to has its own colours, as ${display}`, () => {
    const create = (name) => new Element(name);
    globalThis.document = { createElement: create, createElementNS: (_, name) => create(name) };
    const grid = paged(display);
    const slot = arrange([[grid]], 600, 300).slots.get("kernel");
    const layers = { pane: new Element("svg"), pictures: new Element("div") };
    const view = drawGrid(grid, slot, layers);
    const coloured = (hue) => layers.pane.all(`channel${hue}`).length;
    view.show(grid.final, 0);
    assert.equal(coloured(0), part ? 2 : 1);
    view.show(grid.final, 3);
    assert.deepEqual([coloured(0), coloured(3)], [0, part ? 2 : 1]);
    view.show(grid.final, 8);
    assert.deepEqual([coloured(0), coloured(3)], [part ? 2 : 1, 0], "there are eight colours");
    delete globalThis.document;
  });
}
