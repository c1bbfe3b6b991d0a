import assert from "node:assert/strict";
import { test } from "node:test";

import { isField, keepsKey } from "../../../convviz/player/web/controls/focused_element.mjs";

const PLAYED = [" ", "ArrowLeft", "ArrowRight", "Home", "End", ",", ".", "+", "-", "f", "s", "?", "Escape"];
const element = (name, more = {}) => ({ name, type: "", role: "", editable: false, inDialog: false, ...more });
const kept = (focus) => PLAYED.filter((key) => keepsKey(focus, key));

test("with nothing in focus every key is the player's", () => {
  for (const name of ["body", "main", "section", "div", "p"]) assert.deepEqual(kept(element(name)), [], name);
});

test("who types keeps every key", () => {
  const fields = [
    ...["text", "number", "search", "email", "url", "password", "date"].map((type) => element("input", { type })),
    element("textarea"),
    element("div", { editable: true }),
    element("div", { role: "textbox" }),
    element("div", { role: "spinbutton" }),
    element("input", { type: "text", role: "combobox" }),
  ];
  for (const focus of fields) {
    assert.deepEqual(kept(focus), PLAYED, JSON.stringify(focus));
    assert.ok(isField(focus));
  }
});

test("a list keeps what moves in it and the letters that find an entry", () => {
  const all = PLAYED.filter((key) => key !== "Escape");
  for (const focus of [element("select"), element("ul", { role: "listbox" }), element("li", { role: "option" }), element("a", { role: "menuitem" }), element("div", { role: "grid" })]) {
    assert.deepEqual(kept(focus), all, JSON.stringify(focus));
    assert.ok(!isField(focus));
  }
});

test("choices keep arrows, Home, End and Space, and leave the letters", () => {
  for (const focus of [element("input", { type: "radio" }), element("button", { type: "button", role: "radio" }), element("button", { role: "tab" })]) {
    assert.deepEqual(kept(focus), [" ", "ArrowLeft", "ArrowRight", "Home", "End"], JSON.stringify(focus));
    assert.ok(keepsKey(focus, "PageDown"));
  }
});

test("a slider keeps what moves it, and Space plays on it", () => {
  for (const focus of [element("input", { type: "range" }), element("div", { role: "slider" })]) {
    assert.deepEqual(kept(focus), ["ArrowLeft", "ArrowRight", "Home", "End"]);
    assert.ok(keepsKey(focus, "PageUp"));
  }
});

test("what is pressed keeps Space and Enter", () => {
  const pressed = [
    element("button", { type: "submit" }),
    element("a"),
    element("summary"),
    element("input", { type: "checkbox" }),
    element("input", { type: "checkbox", role: "switch" }),
    element("div", { role: "button" }),
  ];
  for (const focus of pressed) {
    assert.deepEqual(kept(focus), [" "], JSON.stringify(focus));
    assert.ok(keepsKey(focus, "Enter"));
  }
});

test("in a dialog every key is the dialog's", () => {
  for (const name of ["div", "button", "p"]) assert.deepEqual(kept(element(name, { inDialog: true })), PLAYED);
});
