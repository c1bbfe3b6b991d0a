// Time: a pure playhead. `step` is the step on show, `phase` how far it has come: 0 its window has just
// arrived, 1 it is complete. Steps chosen by hand are shown complete, products of a step one by one.

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048];
export const STEP_MS = 1600; // at speed 1: nine products can be followed one by one
export const HOLD_MS = 2200; // the finished picture stays before a loop starts again
const LONGEST_MS = 15_000; // of a first play
const USUAL_SPEED = 64; // up to which every scene can be played

const ARRIVED = 0.18; // of a step: the window has glided to its place
const SUMMED = 0.84; // of a step: all terms are multiplied
const READ_MS = 60; // shorter steps nobody reads one by one
const BETWEEN_MS = 100; // from words to words then
const SWEPT_MS = 700; // shorter steps show no term by term: nobody could follow

export function start(steps, playing) {
  return { step: 0, phase: playing ? 0 : 1, steps, playing, held: 0, loop: true, speed: firstSpeed(steps) };
}

function firstSpeed(steps) {
  return SPEEDS.find((speed) => speed >= 1 && (steps * STEP_MS) / speed <= LONGEST_MS) ?? SPEEDS.at(-1);
}

/** The speeds worth offering for so many steps: the usual ones, and of faster ones as many as a long scene needs. */
export function speedsFor(steps) {
  const first = firstSpeed(steps);
  return SPEEDS.filter((speed) => speed <= USUAL_SPEED || speed <= 2 * first);
}

/** The playhead in a scene that replaces another: at the same share of the way. The end stays the end, and nothing else
 * becomes it. */
export function carried(head, steps) {
  const [last, end] = [head.steps - 1, steps - 1];
  if (head.step >= last) return { ...head, steps, step: end };
  return { ...head, steps, step: Math.floor((head.step * end) / last) };
}

/** The playhead `ms` later. */
export function advance(head, ms) {
  if (!head.playing) return head;
  const position = head.step + head.phase + (ms * head.speed) / STEP_MS;
  if (position < head.steps) return { ...head, step: Math.floor(position), phase: position % 1, held: 0 };
  const held = head.held + ms;
  if (held < HOLD_MS) return { ...head, step: head.steps - 1, phase: 1, held };
  if (head.loop) return { ...head, step: 0, phase: 0, held: 0 };
  return { ...head, step: head.steps - 1, phase: 1, held: 0, playing: false };
}

/** Go to a step and stop there. */
export function jump(head, step) {
  const last = head.steps - 1;
  return { ...head, step: Math.max(0, Math.min(last, step)), phase: 1, held: 0, playing: false };
}

/** Pause where it is; or play on from there, from a complete step with the next one, which after the last is the first. */
export function toggle(head) {
  if (head.playing) return { ...head, playing: false, held: 0 };
  if (head.phase < 1) return { ...head, playing: true, held: 0 };
  return { ...head, playing: true, step: (head.step + 1) % head.steps, phase: 0, held: 0 };
}

/** Go to the next product (`by` 1) or the one before (−1), and stop there. The last product of a step shows it complete;
 * after it comes the first of the next step.
 *
 * @param productsOf how many products a step has, by its number.
 */
export function toProduct(head, by, productsOf) {
  const of = productsOf(head.step);
  const done = head.phase === 1 ? of : Math.min(multiplied(head.phase, of, 1).done, of - 1);
  const at = (step, product) => ({ ...jump(head, step), phase: phaseOf(product, productsOf(step)) });
  if (by > 0 && done === of) return head.step === head.steps - 1 ? jump(head, head.step) : at(head.step + 1, 1);
  if (by < 0 && done <= 1) return head.step === 0 ? at(0, 1) : jump(head, head.step - 1);
  return at(head.step, done + by);
}

/** One speed faster (+1) or slower (−1). */
export function change(head, by) {
  const speeds = speedsFor(head.steps);
  const index = speeds.indexOf(head.speed) + by;
  return { ...head, speed: speeds[Math.max(0, Math.min(speeds.length - 1, index))] };
}

/** How far the window has glided to its place, 0 to 1, eased. */
export function glide(head) {
  const t = Math.min(1, head.phase / ARRIVED);
  return 1 - (1 - t) ** 3;
}

/** Whether words about the step are due now: at speeds nobody can read, a few times a second do, and where it stops. */
export function isDue({ playing, step, steps, phase, speed }, sinceMs) {
  return !playing || STEP_MS / speed >= READ_MS || sinceMs >= BETWEEN_MS || (step === steps - 1 && phase === 1);
}

/** Whether the terms of a step are shown one by one at this speed. */
export const isSwept = (speed) => STEP_MS / speed >= SWEPT_MS;

/** How many of `terms` are multiplied at this phase, and whether they are shown one by one. */
export function multiplied(phase, terms, speed) {
  if (phase >= SUMMED) return { done: terms, active: -1 };
  if (!isSwept(speed)) return { done: 0, active: -1 };
  const swept = (phase - ARRIVED) / (SUMMED - ARRIVED);
  if (swept < 0) return { done: 0, active: -1 };
  const active = Math.min(terms - 1, Math.floor(swept * terms));
  return { done: active + 1, active };
}

/** The phase in which product number `product` of `terms` is at work; of the last one, in which all is done. */
function phaseOf(product, terms) {
  return product >= terms ? 1 : ARRIVED + ((product - 0.5) / terms) * (SUMMED - ARRIVED);
}

/** Where each track stands when the leading one is at `step` and `phase`: { step, phase, finished }.
 *
 * `clock` "steps": together; "progress": all reach the end together; "multiplications": a race in which each
 * track's step costs what it costs, so the cheaper one is finished first.
 */
export function tracksAt(clock, tracks, step, phase) {
  const lead = leader(clock, tracks);
  const spent = clock === "multiplications" ? lead.costAt(step + phase) : 0;
  return tracks.map((track) => {
    let position = step + phase;
    if (clock === "progress" && track !== lead) position = (position * track.steps) / lead.steps; // in this order, whole where it should be
    if (clock === "multiplications" && track !== lead) position = track.stepAt(spent);
    return within(track.steps, position, phase);
  });
}

/** The first step of the leading track at which another has come to its step `step`. */
export function leadingAt(clock, tracks, track, step) {
  let [low, high] = [0, leader(clock, tracks).steps - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (tracksAt(clock, tracks, middle, 1)[track].step < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The track whose steps the transport counts: the dearest in a race, else the longest. */
export function leader(clock, tracks) {
  const size = (track) => (clock === "multiplications" ? track.total : track.steps);
  return tracks.reduce((a, b) => (size(b) > size(a) ? b : a));
}

function within(steps, position, phase) {
  if (position >= steps) return { step: steps - 1, phase: 1, finished: true };
  const step = Math.floor(position);
  // A complete step of the leader (phase 1) is a whole number; it shows the step before it, complete.
  if (phase === 1 && position === step && step > 0) return { step: step - 1, phase: 1, finished: false };
  return { step, phase: position - step, finished: false };
}
