// Pointing at cells, with the pointer or the keyboard: what meets what lights up, a click pins it or jumps to its
// step, and numbers that may be changed are changed in place.

import { kindOf } from "../scene/cell_kind.mjs";
import { OUTSIDE } from "../scene/decode.mjs";
import { html, say } from "../dom.mjs";
import { number } from "../scene/format.mjs";
import { ONLY_NUMBERS, mayBecomeNumber, readMatrix, readNumber } from "./number_input.mjs";
import { historyCommand } from "./edit_history.mjs";
import { Refusal } from "./refusal.mjs";
import { cone } from "../scene/path_counts.mjs";
import { isVolume } from "../picture/planes.mjs";
import { Products, meetings } from "../scene/products.mjs";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const WALKS = { ...ARROWS, PageUp: [0, 0, -1], PageDown: [0, 0, 1] };

export class Explorer {
  /** @param host what the player lends: picture() and decoder(), look({ track, step, about } | { spots, met,
   *   sentence, heard } | null), jump({ track, step }), edit(grid, [[held cell, value]]), goBack("undo" | "redo"), tip(lines, place) for words near a cell, home() to take the focus. */
  constructor(stage, host) {
    this.host = host;
    this.stage = stage;
    this.layers = html("div", { class: "layers" });
    this.input = html("input", { class: "editor", type: "text", inputmode: "decimal", hidden: true, autocomplete: "off" });
    this.refusal = new Refusal();
    this.root = html("div", { class: "explore" }, this.layers, this.input, this.refusal.root);
    this.cursors = new Map();
    stage.addEventListener("pointermove", (event) => this.#hover(event));
    stage.addEventListener("pointerleave", () => this.#leave());
    stage.addEventListener("click", (event) => this.#click(event));
    this.input.addEventListener("keydown", (event) => this.#editKey(event));
    this.input.addEventListener("beforeinput", (event) => this.#filter(event));
    this.input.addEventListener("input", () => this.#refuse(""));
    this.input.addEventListener("paste", (event) => this.#paste(event));
    this.input.addEventListener("blur", () => this.#blur());
  }

  /** A new scene or a new picture of it: what is pinned stays pinned while its cell is there. */
  renew() {
    this.products = null;
    const { target } = this;
    const grid = target && this.host.decoder().grids.get(target.grid.id);
    this.target = grid && target.cell < grid.size ? { grid, cell: target.cell } : null;
    this.#buildLayers();
    if (this.target) this.#show();
    else this.release();
    this.#placeEditor();
  }

  /** Have ready what the first cell pointed at needs: the products, in the order of each grid. */
  prepare() {
    const decoder = this.host.decoder();
    if (!decoder || decoder.maps.length || this.products) return;
    for (const grid of decoder.grids.values()) this.#meetings(grid, 0);
  }

  /** Nothing is pointed at any more. */
  release() {
    this.target = null;
    this.pinned = false;
    this.#close();
    this.host.tip([]);
    this.host.look(null);
  }

  #hover(event) {
    const [x, y] = this.#point(event);
    const found = this.host.picture()?.at(x, y) ?? null;
    if (this.pinned || event.pointerType === "touch") return this.#tip(found);
    if (!found) return this.target && this.release();
    if (found.cell !== this.target?.cell || found.grid !== this.target.grid) this.#aim(found);
    return undefined;
  }

  #leave() {
    if (this.pinned) this.#tip(this.target);
    else if (this.target) this.release();
    else this.host.tip([]);
  }

  /** Say of a cell where it is, what stands in it and what it is made of, beside what is lit. */
  #tip(target) {
    if (!target || !this.input.hidden) return this.host.tip([]);
    const picture = this.host.picture();
    const about = this.#meetings(target.grid, target.cell)?.about;
    const lines = [picture.tell(target, this.pinned), about].filter(Boolean);
    return this.host.tip(lines, (size, room) => picture.tipPlace(target, size, room));
  }

  #click(event) {
    const found = this.host.picture()?.at(...this.#point(event));
    if (!found) return this.release();
    const again = this.pinned && found.cell === this.target?.cell && found.grid === this.target.grid;
    if (again && !this.#editable(found)) return this.release();
    this.#act(found);
  }

  #point(event) {
    const box = this.stage.getBoundingClientRect();
    const scale = box.width / this.stage.offsetWidth; // on a full screen it is drawn larger than it is
    return [(event.clientX - box.left) / scale, (event.clientY - box.top) / scale];
  }

  #aim(target) {
    this.target = target;
    this.cursors.set(target.grid.id, target.cell);
    this.#show();
  }

  #show() {
    const { grid, cell } = this.target;
    const look = this.#meetings(grid, cell);
    const heard = look?.sentence && `${this.host.picture().describe(this.target, this.pinned)}. ${look.sentence}`;
    this.host.look(look && { ...look, heard });
    this.#tip(this.target);
  }

  #meetings(grid, cell) {
    const { maps } = this.host.decoder();
    if (maps.length) return cone(maps, grid, cell);
    this.products ??= [...this.host.decoder().links.values()].map((nest) => new Products(nest));
    for (const products of this.products) {
      const found = meetings(products, grid, cell, this.host.picture()?.shown(grid, cell));
      if (!found) continue;
      if (found.step === undefined) return found;
      const { track, first } = this.host.decoder().begins(products.nest.id);
      return { track, step: first + found.step, about: found.about };
    }
    return null;
  }

  /** A cell with a step of its own is jumped to; any other is pinned, and opened where it may be changed. */
  #act(target) {
    const found = this.#meetings(target.grid, target.cell);
    if (found?.step !== undefined && !this.#editable(target)) {
      this.release();
      return this.host.jump(found);
    }
    this.pinned = true;
    this.#aim(target);
    if (this.#editable(target)) this.#open();
    return undefined;
  }

  // Keyboard: every grid is one stop of the Tab key; arrows walk through its cells.

  #buildLayers() {
    const picture = this.host.picture();
    const layers = [...picture.plan.slots].map(([id, slot]) => {
      const grid = this.host.decoder().grids.get(id);
      const style = `left:${slot.x}px;top:${slot.y}px;width:${slot.columns * slot.cell}px;height:${slot.rows * slot.cell}px`;
      const edit = !grid.written && !this.host.decoder().maps.length ? ", Enter changes a number" : "";
      const planes = isVolume(grid.axes) ? ", Page Up and Page Down through the planes" : "";
      const label = `${grid.title}, ${grid.note}: arrow keys walk through the cells${planes}${edit}`;
      const layer = html("div", { class: "layer", tabindex: 0, role: "application", "aria-label": label, style });
      layer.addEventListener("focus", () => layer.matches(":focus-visible") && this.#aim(this.#cursor(grid)));
      layer.addEventListener("blur", () => !this.pinned && this.target && this.release());
      layer.addEventListener("keydown", (event) => this.#walk(event, grid));
      return [id, layer];
    });
    const focused = [...(this.layerOf?.entries() ?? [])].find(([, layer]) => layer.matches(":focus"))?.[0];
    this.layerOf = new Map(layers);
    this.layers.replaceChildren(...this.layerOf.values());
    if (focused) this.layerOf.get(focused)?.focus();
  }

  #cursor(grid) {
    const remembered = this.cursors.get(grid.id);
    return { grid, cell: remembered < grid.size ? remembered : Math.max(0, grid.held.indexOf(0)) };
  }

  #walk(event, grid) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = this.#cursor(grid);
    if (WALKS[event.key]) {
      this.pinned = false;
      this.#aim(neighbour(target, ...WALKS[event.key]) ?? target);
    } else if (event.key === "Enter") this.#act(target);
    else if (event.key === "Escape") {
      this.release();
      this.host.home();
    } else if (/^[\d-]$/.test(event.key) && this.#editable(target)) {
      this.#act(target);
      this.input.value = "";
      return; // the key itself goes on into the field
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Changing a number in place.

  #editable({ grid, cell }) {
    if (grid.written || this.host.decoder().maps.length || grid.gaps.includes(cell)) return false;
    return kindOf(grid, cell) === "r" && grid.held[cell] !== OUTSIDE;
  }

  #open() {
    const { grid, cell } = this.target;
    this.input.hidden = false;
    this.#placeEditor();
    this.opened = number(grid.final[grid.held[cell]], 6);
    this.input.value = this.opened;
    this.input.setAttribute("aria-label", this.host.picture().describe(this.target));
    this.input.setAttribute("aria-invalid", "false");
    this.input.focus();
    this.input.select();
  }

  #placeEditor() {
    if (this.input.hidden || !this.target) return;
    const { x, y, side } = this.host.picture().middle(this.target);
    const size = Math.max(side, 34);
    const style = { left: x - size / 2, top: y - size / 2, width: size, height: size };
    this.box = style;
    for (const [name, value] of Object.entries(style)) this.input.style[name] = `${value}px`;
  }

  #close() {
    if (this.input.hidden) return;
    this.input.hidden = true;
    this.#refuse("");
  }

  /** Say at the cell why its text is not taken; "" takes that back. */
  #refuse(problem) {
    if (problem) this.refusal.say(problem, this.box, this.root, this.root.closest(".presenting .picture, .board"));
    else this.refusal.clear();
  }

  /** What is no part of a number does not get into the field. */
  #filter(event) {
    const { data, inputType } = event;
    const { selectionStart, selectionEnd, value } = this.input;
    const dropped = inputType === "insertFromDrop";
    if ((data === null || inputType === "insertFromPaste") && !dropped) return; // deleted; or pasted, which is read apart
    const next = value.slice(0, selectionStart) + data + value.slice(selectionEnd);
    if (!dropped && mayBecomeNumber(next)) return;
    event.preventDefault();
    this.#refuse(ONLY_NUMBERS);
  }

  /** Take over what was typed; false where it is refused and the field stays open. */
  #commit() {
    const { grid, cell } = this.target;
    const held = grid.held[cell];
    const { value, problem } = readNumber(this.input.value);
    this.#refuse(problem ?? "");
    this.input.setAttribute("aria-invalid", String(Boolean(problem)));
    if (problem) {
      this.input.select(); // what is typed next takes the place of the old text
      return false;
    }
    if (value !== Number(number(grid.final[held], 6).replace("\u2212", "-"))) this.host.edit(grid.id, [[held, value]]);
    return true;
  }

  #editKey(event) {
    event.stopPropagation(); // the player's own keys rest while a number is typed
    if (event.key === "Escape") return this.#finish();
    const command = historyCommand(event);
    if (command) return this.#goBack(event, command);
    const move = this.#moveFor(event);
    if (!move) return undefined;
    const next = neighbour(this.target, ...move);
    if (event.key === "Tab" && !next) return this.#commit() && this.release(); // and on to the next control
    event.preventDefault();
    if (!this.#commit()) return undefined;
    if (!next || !this.#editable(next)) return this.#finish();
    this.#aim({ grid: this.host.decoder().grids.get(next.grid.id), cell: next.cell });
    return this.#open();
  }

  /** What is being typed the field itself takes back; what stands there from before, the player. */
  #goBack(event, command) {
    if (this.input.value !== this.opened || !this.host.goBack(command)) return;
    event.preventDefault();
    this.#open();
  }

  /** Where a key leads: arrows within a text that is not all selected move the caret instead. */
  #moveFor({ key, shiftKey }) {
    if (key === "Enter") return [shiftKey ? -1 : 1, 0];
    if (key === "Tab") return [0, shiftKey ? -1 : 1];
    if (key === "ArrowUp" || key === "ArrowDown") return ARROWS[key];
    const { selectionStart, selectionEnd, value } = this.input;
    const whole = selectionStart === 0 && selectionEnd === value.length;
    return whole ? ARROWS[key] : undefined;
  }

  /** Close the field and give the focus back to the grid it belongs to. */
  #finish() {
    const id = this.target?.grid.id;
    this.release();
    this.layerOf.get(id)?.focus();
  }

  #blur() {
    if (this.input.hidden || !this.target) return;
    const { problem } = readNumber(this.input.value);
    if (!problem) this.#commit();
    this.#close();
    if (!problem) return;
    this.#refuse(`${problem} It keeps its ${number(this.target.grid.final[this.target.grid.held[this.target.cell]], 6)}.`);
    this.refusal.fade();
  }

  #paste(event) {
    const text = event.clipboardData.getData("text");
    const single = !/[\t\n;]|,.*,|, |\S\s+\S/.test(text.trim());
    const refused = single && readNumber(text).problem;
    if (single && !refused) return this.#refuse(""); // the field takes it
    event.preventDefault();
    if (refused) return this.#refuse(refused);
    const { rows, problem } = readMatrix(text);
    const changes = rows && this.#spread(rows);
    this.#refuse(problem ?? changes?.problem ?? "");
    if (!changes?.cells) return undefined;
    const { grid } = this.target;
    this.host.edit(grid.id, changes.cells);
    this.#aim({ grid: this.host.decoder().grids.get(grid.id), cell: this.target.cell });
    return this.#open();
  }

  /** Pasted rows laid down from the open cell on: { cells: [[held, value]] } or { problem }. */
  #spread(rows) {
    const { grid } = this.target;
    const cells = [];
    for (let r = 0, start = this.target; r < rows.length; r++) {
      let target = start;
      for (const [c, value] of rows[r].entries()) {
        if (!target || !this.#editable(target)) return { problem: tooLarge(rows, r, c) };
        cells.push([grid.held[target.cell], value]);
        target = neighbour(target, 0, 1);
      }
      start = start && neighbour(start, 1, 0);
    }
    return { cells };
  }
}

function tooLarge(rows, r, c) {
  const room = c ? `${c} columns` : `${r} rows`;
  return `The pasted ${rows.length} × ${rows[0].length} numbers do not fit: from this cell on there are only ${room}. Paste at the top left, or make the grid larger first.`;
}

/** The cell `rows` down and `columns` right in the same plane, or as many planes on, or null at the edge. */
function neighbour({ grid, cell }, rows, columns, planes = 0) {
  const size = (role) => grid.axes.find((axis) => axis.role === role)?.size ?? 1;
  const [width, height] = [size("column"), size("row")];
  const [row, column] = [(Math.floor(cell / width) % height) + rows, (cell % width) + columns];
  if (row < 0 || row >= height || column < 0 || column >= width) return null;
  const next = cell + (planes * height + rows) * width + columns;
  return next < 0 || next >= grid.size ? null : { grid, cell: next };
}
