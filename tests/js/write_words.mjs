// The browser's words, clock and revealing for tests/scene/test_step_text.py: one request a line in, one answer a line out.

import { createInterface } from "node:readline";

import { leader, tracksAt } from "../../convviz/player/web/scene/clock.mjs";
import { Decoder, Reveal } from "../../convviz/player/web/scene/decode.mjs";
import { Amount, decimalsFor, fit, plus, times } from "../../convviz/player/web/picture/fit.mjs";
import { decimal, decimalsOf } from "../../convviz/player/web/scene/decimals.mjs";
import { number } from "../../convviz/player/web/scene/format.mjs";
import { WINDOW, currentLine } from "../../convviz/player/web/scene/current_line.mjs";
import { equation, sentence, subject } from "../../convviz/player/web/panels/step_text.mjs";

/** A number with at most so many digits, and with every number of decimals up to them; and the decimals it needs. */
const written = ([value, digits]) => [
  number(value, digits),
  ...Array.from({ length: digits + 1 }, (_, decimals) => decimal(value, { decimals, digits })),
  decimalsOf([value], digits),
];

const MAKE = { "": (value, style) => new Amount([value], style), "×": times, "+": plus };
const FORMS = [0, 1, 2, 3];

/** How amounts [value, digits, sign] are written in a room, every form of each, and the decimals they have there. */
function fitted({ amounts, room, best, least }) {
  const wide = (text) => text.length * 0.6;
  const made = amounts.map(([value, digits, sign]) => MAKE[sign](value, { decimals: digits, digits }));
  const decimals = decimalsFor(made, { room, least, wide });
  const lowered = made.map((amount) => amount.with(decimals));
  const { size, write } = fit(lowered, { room, best, least, wide });
  const forms = lowered.map((amount) => FORMS.map((form) => amount.at(form)));
  return { decimals, size, written: lowered.map(write).map(({ text, size }) => [text, size]), forms };
}

function told(scene) {
  const decoder = new Decoder(scene);
  const runs = scene.tracks.map((_, track) => ({ steps: decoder.count(track) }));
  const { steps } = leader("steps", runs);
  const clock = scene.clock === "progress" ? "progress" : "steps"; // a race is tested in Python alone
  const heads = Array.from({ length: steps }, (_, k) => tracksAt(clock, runs, k, 1));
  return { tracks: scene.tracks.map((_, track) => toldTrack(decoder, track)), heads };
}

function toldTrack(decoder, track) {
  const steps = decoder.count(track);
  const reveal = new Reveal(decoder, track);
  const seen = () => Object.fromEntries([...reveal.shown].map(([grid, shown]) => [grid.id, [...shown]])); // NaN: null
  const all = Array.from({ length: steps }, (_, k) => {
    const drawn = decoder.step(track, k);
    reveal.seek(k + 1);
    const words = { subject: subject(drawn), sentence: sentence(drawn, k, steps), equation: equation(drawn) };
    return { ...words, shown: seen() };
  });
  reveal.seek(1);
  return { steps: all, back: seen() };
}

/** For every track, step and term, from before the first to after the last: which lines run, and what the loops are at. */
function read(scene) {
  const decoder = new Decoder(scene);
  return scene.tracks.map((_, track) =>
    Array.from({ length: decoder.count(track) }, (_, step) => {
      const { terms } = decoder.step(track, step);
      return Array.from({ length: terms.length + 2 }, (_, n) => plain(currentLine(decoder, track, step, n + WINDOW)));
    }),
  );
}

const plain = (seen) => seen && [seen.lines, [...seen.values].sort(([a], [b]) => a - b)];

for await (const line of createInterface({ input: process.stdin })) {
  const { numbers, scene, places, code } = JSON.parse(line);
  console.log(JSON.stringify(code ? read(code) : scene ? told(scene) : places ? places.map(fitted) : numbers.map(written)));
}
