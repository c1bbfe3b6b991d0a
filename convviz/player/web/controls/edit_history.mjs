// Numbers changed by hand, so that each change can be taken back and made again. No DOM.

const NEAR = 1e-6; // a page keeps so many decimals

/** The command of a key: "undo", "redo" or undefined. */
export function historyCommand({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (altKey || ctrlKey === metaKey) return undefined;
  if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  return key.toLowerCase() === "y" && ctrlKey && !shiftKey ? "redo" : undefined;
}

/** A change is { grid: id, cells: [[held cell, value], …] }; made together, several are one step back. */
export class EditHistory {
  constructor() {
    this.done = [];
    this.undone = [];
  }

  /** Note changes that are about to be made to these grids, parsed as in a scene. */
  note(changes, grids) {
    const edit = changes.map(({ grid: id, cells }) => {
      const { values } = grids.find((grid) => grid.id === id);
      const differing = cells.filter(([cell, value]) => values[cell] !== value);
      return { grid: id, size: values.length, before: differing.map(([cell]) => [cell, values[cell]]), after: differing };
    });
    const changing = edit.filter(({ after }) => after.length);
    if (!changing.length) return;
    this.done.push(changing);
    this.undone = [];
  }

  /** Whether a grid was changed at some time. */
  has(id) {
    return this.done.some((edit) => edit.some(({ grid }) => grid === id));
  }

  /** The changes that take back the last edit, or null where there is none. */
  undo(grids) {
    return this.#move(this.done, this.undone, ["after", "before"], grids);
  }

  /** The changes that make again what was taken back last, or null. */
  redo(grids) {
    return this.#move(this.undone, this.done, ["before", "after"], grids);
  }

  /** Numbers that are no longer those of an edit have come from elsewhere: there is nothing to go back to. */
  #move(from, to, [now, then], grids) {
    const edit = from.at(-1);
    if (!edit) return null;
    if (!edit.every((part) => holds(grids, part, part[now]))) {
      [this.done, this.undone] = [[], []];
      return null;
    }
    to.push(from.pop());
    return edit.map((part) => ({ grid: part.grid, cells: part[then] }));
  }
}

/** All that differs between two states of some grids, as changes. */
export function differences(before, after) {
  return after.flatMap(({ id, values }) => {
    const old = before.find((grid) => grid.id === id)?.values;
    if (!old || !values || old.length !== values.length) return [];
    const cells = [...values.entries()].filter(([cell, value]) => value !== old[cell]);
    return cells.length ? [{ grid: id, cells }] : [];
  });
}

/** Grids with changes made. */
export function changed(grids, changes) {
  return grids.map((grid) => {
    const change = changes.find(({ grid: id }) => id === grid.id);
    if (!change) return grid;
    const values = [...grid.values];
    for (const [cell, value] of change.cells) values[cell] = value;
    return { ...grid, values };
  });
}

function holds(grids, { grid: id, size }, cells) {
  const values = grids.find((grid) => grid.id === id)?.values;
  return values?.length === size && cells.every(([cell, value]) => Math.abs(values[cell] - value) <= NEAR);
}
