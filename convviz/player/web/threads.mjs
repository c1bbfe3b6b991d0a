// The paths between the rows of a tower, as thin lines: those the play has laid so far, or those of the cell pointed at.

import { OUTSIDE } from "./decode.mjs";
import { svg } from "./dom.mjs";

export class Threads {
  constructor(decoder, plan, figure) {
    [this.decoder, this.plan] = [decoder, plan];
    this.laid = svg("path", { class: "thread" });
    this.now = svg("path", { class: "thread now" });
    figure.append(svg("g", { class: "threads" }, this.laid, this.now));
    this.played = this.#played();
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
    for (let n = 0; n < from.length; n++) {
      if (from[n] === OUTSIDE || !counts[from[n]] || (down && isPadding(write.grid, cells.write[n]))) continue;
      path += this.#line(write.grid, cells.write[n], read.grid, cells.read[n]);
    }
    return path;
  }

  #line(upper, unit, lower, cell) {
    if (unit === OUTSIDE || cell === OUTSIDE) return "";
    const [above, below] = [this.plan.slots.get(upper.id), this.plan.slots.get(lower.id)];
    const middle = ({ x, cell: side, planes }, place) => x + (planes.cells.x[place] + 0.5) * side;
    return `M${middle(above, unit).toFixed(1)} ${above.y + above.cell}L${middle(below, cell).toFixed(1)} ${below.y}`;
  }

  /** One text a step of the track. */
  #played() {
    const steps = [];
    for (const id of this.decoder.scene.tracks[0].links) {
      const { steps: count, terms, cells, read, write } = this.decoder.links.get(id);
      for (let k = 0; k < count; k++) {
        let path = "";
        for (let n = k * terms; n < (k + 1) * terms; n++) path += this.#line(read.grid, cells.read[n], write.grid, cells.write[n]);
        steps.push(path);
      }
    }
    return steps;
  }
}

const isPadding = (grid, cell) => (grid.axes[0].kind?.[cell] ?? "r") !== "r";
