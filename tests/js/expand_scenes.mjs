// The browser's decoder for tests/scene/test_decode.py: reads one scene a line, writes everything it expands to as one line.

import { createInterface } from "node:readline";

import { Decoder } from "../../convviz/player/web/scene/decode.mjs";
import { paths } from "../../convviz/player/web/scene/path_counts.mjs";

function expanded(json) {
  const decoder = new Decoder(JSON.parse(json));
  const tracks = decoder.scene.tracks.map((_, track) => ({
    multiplications: decoder.multiplications(track),
    steps: Array.from({ length: decoder.count(track) }, (_, k) => stepOf(decoder.step(track, k))),
  }));
  const values = Object.fromEntries([...decoder.grids].map(([id, grid]) => [id, [...grid.final]]));
  return JSON.stringify({ tracks, values, paths: [...pathsOf(decoder)] });
}

/** From every cell of a scene with maps, the paths to all others: [grid, cell, { grid: counts }]. */
function* pathsOf({ maps, grids }) {
  for (const grid of maps.length ? grids.values() : []) {
    for (let cell = 0; cell < grid.size; cell++) {
      const found = [...paths(maps, grid, cell)].map(([other, counts]) => [other.id, [...counts]]);
      yield [grid.id, cell, Object.fromEntries(found)];
    }
  }
}

function stepOf({ link, terms, start, sum }) {
  const listed = terms.map(({ read, weight, write, value, factor, product }) => [read, weight, write, value, factor, product]);
  return { link, terms: listed, start, sum };
}

for await (const line of createInterface({ input: process.stdin })) console.log(expanded(line));
