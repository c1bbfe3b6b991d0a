// What the clock needs of a track: its steps and what they cost. No DOM.

/** { steps, total, costAt(position), stepAt(spent) } of a track; positions and costs run on within a step. */
export function runOf(decoder, track) {
  const steps = decoder.count(track);
  const whole = (k) => decoder.multiplications(track, k);
  const costAt = (position) => {
    const k = Math.floor(position);
    return whole(k) + (whole(k + 1) - whole(k)) * (position - k);
  };
  return { steps, total: whole(steps), costAt, stepAt: (spent) => inverse(costAt, steps, spent) };
}

/** The position in [0, steps] whose cost is `spent`; cost grows with position. */
function inverse(costAt, steps, spent) {
  let [low, high] = [0, steps];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (costAt(middle) <= spent) low = middle;
    else high = middle;
  }
  return costAt(steps) <= spent ? steps : low;
}
