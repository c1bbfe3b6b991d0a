import assert from "node:assert/strict";
import { test } from "node:test";

import { kinds } from "../../convviz/player/web/cells.mjs";
import { axis } from "./scenes.mjs";

const letters = (...axes) => kinds(axes).map(({ kind }) => kind).join("");

test("a cell is as strange as the stranger of its row and column", () => {
  const stretched = (name) => ({ ...axis(name, 5), kind: "przrp" });
  assert.equal(letters(stretched("row"), stretched("column")), "ppppp" + "przrp" + "pzzzp" + "przrp" + "ppppp");
  const cut = { ...axis("column", 3), kind: "crc" };
  assert.equal(letters({ ...axis("row", 2), kind: "zp" }, cut), "czc" + "cpc");
  assert.equal(letters(axis("row", 1), axis("column", 2)), "rr");
});
