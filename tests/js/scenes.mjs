// Small scenes as the player receives them: parsed JSON with the defaults left out.

const axis = (name, size, role = name, more = {}) => ({ name, role, size, held: size, ...more });
const counting = (size) => Array.from({ length: size }, (_, i) => i);

/** Five numbers, a kernel of two that steps by one: the smallest convolution with something to see. */
export function sliding({ scale, bias, values = [1, 2, 3, 4, 5], weights = [1, -1] } = {}) {
  const steps = values.length - weights.length + 1;
  const kernel = { id: "kernel", role: "kernel", title: "kernel", axes: [axis("column", weights.length)], values: weights };
  const output = { id: "output", role: "output", title: "output", axes: [axis("channel", 1, "block"), axis("column", steps)] };
  if (scale) kernel.scale = scale;
  if (bias !== undefined) output.initial = ["bias", 0];
  return {
    title: "sliding",
    alt: "a window of two on five numbers",
    grids: [
      { id: "input", role: "input", title: "input", axes: [axis("column", values.length)], values },
      kernel,
      ...(bias === undefined
        ? []
        : [{ id: "bias", role: "bias", title: "bias", axes: [axis("channel", 1, "block")], values: [bias] }]),
      output,
    ],
    links: [
      {
        id: "conv",
        loops: [{ name: "column", size: steps }],
        taps: [{ name: "tap", size: weights.length }],
        read: { grid: "input", index: [{ column: counting(steps), tap: counting(weights.length) }] },
        weight: { grid: "kernel", index: [{ tap: counting(weights.length) }] },
        write: { grid: "output", index: [{}, { column: counting(steps) }] },
      },
    ],
    tracks: [{ title: "sliding", links: ["conv"] }],
  };
}

/** Two numbers stamped with a kernel of three, two cells apart; the first cell of the first stamp is cropped. */
export function stamping() {
  return {
    title: "stamping",
    alt: "stamps of three on four cells",
    grids: [
      { id: "input", role: "input", title: "input", axes: [axis("column", 2)], values: [10, 100] },
      { id: "kernel", role: "kernel", title: "kernel", axes: [axis("column", 3)], values: [1, 2, 3] },
      { id: "output", role: "output", title: "output", axes: [axis("column", 4)] },
    ],
    links: [
      {
        id: "stamp",
        loops: [{ name: "column", size: 2 }],
        taps: [{ name: "tap", size: 3 }],
        read: { grid: "input", index: [{ column: [0, 1] }] },
        weight: { grid: "kernel", index: [{ tap: [0, 1, 2] }] },
        write: { grid: "output", index: [{ column: [-1, 1], tap: [0, 1, 2] }] },
        operation: "add",
      },
    ],
    tracks: [{ title: "stamping", links: ["stamp"] }],
  };
}

/** Four channels of two cells reordered, then each pair of channels summed: two links in one track. */
export function shuffled() {
  const channels = (size) => axis("channel", size, "block");
  return {
    title: "shuffle, then sum",
    alt: "four channels change places and are summed in pairs",
    grids: [
      { id: "input", role: "input", title: "input", axes: [channels(4), axis("column", 2)], values: [1, 2, 3, 4, 5, 6, 7, 8] },
      { id: "shuffled", role: "output", title: "shuffled", axes: [channels(4), axis("column", 2)] },
      { id: "kernel", role: "kernel", title: "kernel", axes: [channels(2)], values: [1, 10] },
      { id: "output", role: "output", title: "output", axes: [channels(2), axis("column", 2)] },
    ],
    links: [
      {
        id: "move",
        loops: [{ name: "channel", size: 4 }],
        taps: [{ name: "column", size: 2 }],
        read: { grid: "input", index: [{ channel: [0, 2, 1, 3] }, { column: [0, 1] }] },
        write: { grid: "shuffled", index: [{ channel: [0, 1, 2, 3] }, { column: [0, 1] }] },
        operation: "move",
      },
      {
        id: "sum",
        loops: [{ name: "pair", size: 2 }, { name: "column", size: 2 }],
        taps: [{ name: "member", size: 2 }],
        read: { grid: "shuffled", index: [{ pair: [0, 2], member: [0, 1] }, { column: [0, 1] }] },
        weight: { grid: "kernel", index: [{ member: [0, 1] }] },
        write: { grid: "output", index: [{ pair: [0, 1] }, { column: [0, 1] }] },
      },
    ],
    tracks: [{ title: "shuffle, then sum", links: ["move", "sum"] }],
  };
}

export { axis };

/** Four sums of two in one go, which stand for 80 multiplications, raced against two steps of 12 and 8 for the same. */
export function raced() {
  const line = (id, role, size) => ({ id, role, title: id, axes: [axis("column", size)] });
  const step = (id, [read, weight, write], size, full) => ({
    id,
    loops: [{ name: "column", size }],
    taps: [{ name: "tap", size: 2 }],
    read: { grid: read, index: [{ column: counting(size), tap: [0, 1] }] },
    weight: { grid: weight, index: [{ tap: [0, 1] }] },
    write: { grid: write, index: [{ column: counting(size) }] },
    full,
  });
  const numbers = { ...line("input", "input", 6), values: [1, 2, 3, 4, 5, 6] };
  const kernel = (id) => ({ ...line(id, "kernel", 2), values: [1, -1] });
  return {
    title: "a race",
    alt: "one step against two",
    grids: [
      { ...numbers, id: "0.input" }, kernel("0.kernel"), line("0.output", "output", 4),
      { ...numbers, id: "1.input" }, kernel("1.first"), line("1.maps", "output", 5), kernel("1.second"), line("1.output", "output", 4),
    ],
    links: [
      step("0.at once", ["0.input", "0.kernel", "0.output"], 4, 80),
      step("1.first", ["1.input", "1.first", "1.maps"], 5, 12),
      step("1.then", ["1.maps", "1.second", "1.output"], 4, 8),
    ],
    tracks: [
      { title: "at once", links: ["0.at once"], listing: listing(1) },
      { title: "in two", links: ["1.first", "1.then"], listing: listing(2) },
    ],
    clock: "multiplications",
  };
}

/** Code of as many loops, one after the other. */
function listing(passages) {
  const lines = ["for column in columns:", "    for tap in taps:", "        add()"];
  return {
    lines: Array.from({ length: passages }, () => lines).flat(),
    passages: Array.from({ length: passages }, (_, n) => ({
      variables: [
        { name: "column", line: 3 * n, index: { column: counting(5) } },
        { name: "tap", line: 3 * n + 1, index: { tap: [0, 1] } },
      ],
      body: [3 * n + 2],
    })),
  };
}
