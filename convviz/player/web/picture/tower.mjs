// Rows of cells below each other, each cell where its axis says: a stack of layers, so that a unit stands over the middle
// of what it sees. As numbers: no DOM.

import { SMALLEST_NUMBERED } from "./fit.mjs";

const BESIDE = 560; // pixels of width from which labels stand beside their rows
const LABEL = 176; // pixels for one there
const LINE = 236; // pixels for one whose title and note share a line
const TWO_LINES = 40; // pixels a label takes otherwise
const ABOVE = 21; // pixels for one above its row, where the width is needed
const GAP = { least: 12, most: 54, labelled: 30 }; // pixels between rows, for the paths
const MOST_GAP = 1.6; // cells, where these are large
const NARROWEST = 3;

/** One row in place; has what `Planes` has. */
class Row {
  constructor({ size, first = 0, pitch = 1 }, left, columns) {
    [this.size, this.first, this.pitch] = [size, first - left, pitch];
    Object.assign(this, { stack: false, tilt: 1, columns, rows: 1, transform: {} });
    const x = Float32Array.from({ length: size }, (_, i) => this.first + i * pitch);
    const none = new Int32Array(size);
    this.cells = { x, y: new Float32Array(size), plane: none, row: none, column: x };
  }

  offset(right, below) {
    return [right, below];
  }

  /** The cell drawn at (u, v), in cells; −1 between cells or outside. */
  cellAt(u, v) {
    const place = Math.floor((u - this.first) / this.pitch);
    const inside = v >= 0 && v < 1 && place >= 0 && place < this.size && u - this.first - place * this.pitch < 1;
    return inside ? place : -1;
  }
}

/** Lay out the rows of a scene, the first on top; returns what `arrange` does. */
export function tower(grids, width, height, largest) {
  const axes = grids.map((grid) => grid.axes[0]);
  const left = Math.min(...axes.map(({ first = 0 }) => first));
  const right = Math.max(...axes.map(({ first = 0, pitch = 1, size }) => first + (size - 1) * pitch + 1));
  const columns = right - left;
  const beside = width >= BESIDE;
  const oneLine = beside && height / grids.length < TWO_LINES;
  const labelled = oneLine ? LINE : LABEL;
  const [room, margin] = beside ? [width - labelled, labelled] : [width, 0];
  const least = beside ? GAP.least : GAP.labelled + ABOVE;
  const tall = (height - least * (grids.length - 1) - (beside ? 0 : ABOVE)) / grids.length;
  const cell = Math.max(NARROWEST, Math.min(largest, room / columns, Math.max(tall, Math.min(20, room / columns))));
  const spare = (height - cell * grids.length) / Math.max(1, grids.length - 1);
  const gap = Math.max(least, Math.min(Math.max(GAP.most, MOST_GAP * cell), spare));
  const x = margin + Math.max(0, (room - columns * cell) / 2);
  let y = beside ? 4 : ABOVE;
  const slots = new Map();
  const labelHeight = oneLine ? Math.min(TWO_LINES / 2, cell) : TWO_LINES;
  for (const grid of grids) {
    const label = beside
      ? { left: 0, top: y + (cell - labelHeight) / 2, width: labelled - 14, height: labelHeight, beside, oneLine }
      : { left: 0, top: y - ABOVE, width, height: ABOVE, beside };
    slots.set(grid.id, slotOf(grid, { x, y, cell, planes: new Row(grid.axes[0], left, columns), label }));
    y += cell + gap;
  }
  return { height: y - gap + 4, stack: false, abreast: false, headings: [], slots };
}

function slotOf(grid, { planes, cell, ...rest }) {
  const shape = { columns: planes.columns, rows: 1, width: planes.columns * cell };
  return { ...rest, ...shape, planes, cell, display: "cells", sign: "", signWidth: 0, numbered: cell >= SMALLEST_NUMBERED };
}
