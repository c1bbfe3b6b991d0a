// The paths between the rows of a tower, as thin lines: those the play has laid so far, or those of the cell pointed at.

import { OUTSIDE } from "../scene/decode.mjs";
import { svg } from "../dom.mjs";

export class PathLines {
  constructor(decoder, plan, pane) {
    [this.decoder, this.plan] = [decoder, plan];
    this.laid = svg("path", { class: "thread" });
    this.now = svg("path", { class: "thread now" });
    this.wires = svg("path", { class: "thread wire" });
    const { form = "tower" } = decoder.scene;
    pane.append(svg("g", { class: `threads ${form}` }, this.wires, this.laid, this.now));
    this.played = this.#played();
    if (form === "wiring") this.wires.setAttribute("d", decoder.maps.map((nest) => this.#all(nest)).join(""));
  }

  /** The paths after step `step` of the track; those of the step itself stand out. */
  play(step) {
    if (this.step === step) return;
    this.step = step;
    this.laid.setAttribute("d", this.played.slice(0, step).join(""));
    this.now.setAttribute("d", this.played[step] ?? "");
  }

  /** The paths of a cell, counted as in paths.mjs: all of its cone, and all of what it reaches. */
  light(counts, grid) {
    this.step = undefined;
    this.now.setAttribute("d", "");
    const own = this.decoder.maps.findIndex(({ write }) => write.grid === grid);
    const lines = this.decoder.maps.map((nest, height) => this.#cone(nest, counts.get((height <= own ? nest.write : nest.read).grid), height <= own));
    this.laid.setAttribute("d", lines.join(""));
  }

  #cone({ cells, write, read }, counts, down) {
    let path = "";
    const from = down ? cells.write : cells.read;
    const line = this.#between(write.grid, read.grid);
    for (let n = 0; n < from.length; n++) {
      if (from[n] === OUTSIDE || !counts[from[n]] || (down && isPadding(write.grid, from[n]))) continue;
      path += line(cells.write[n], cells.read[n]);
    }
    return path;
  }

  #all({ cells, write, read }) {
    const line = this.#between(write.grid, read.grid);
    return Array.from(cells.read, (cell, n) => line(cells.write[n], cell)).join("");
  }

  /** A function that draws the line from a unit of one row to a cell of the row below it. */
  #between(upper, lower) {
    const [above, below] = [this.plan.slots.get(upper.id), this.plan.slots.get(lower.id)];
    const middle = ({ x, cell: side, planes }, place) => Math.round(10 * (x + (planes.cells.x[place] + 0.5) * side)) / 10;
    const [top, bottom] = [above.y + above.cell, below.y];
    return (unit, cell) =>
      unit === OUTSIDE || cell === OUTSIDE ? "" : `M${middle(above, unit)} ${top}L${middle(below, cell)} ${bottom}`;
  }

  /** One text a step of the track. */
  #played() {
    const steps = [];
    for (const id of this.decoder.scene.tracks[0].links) {
      const { steps: count, terms, cells, read, write } = this.decoder.links.get(id);
      const line = this.#between(read.grid, write.grid);
      for (let k = 0; k < count; k++) {
        let path = "";
        for (let n = k * terms; n < (k + 1) * terms; n++) path += line(cells.read[n], cells.write[n]);
        steps.push(path);
      }
    }
    return steps;
  }
}

const isPadding = (grid, cell) => (grid.axes[0].kind?.[cell] ?? "r") !== "r";
