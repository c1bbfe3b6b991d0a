// What becomes of the playhead when a button, a key or the scrub bar asks for something. No DOM.

import { change, jump, toggle } from "../scene/clock.mjs";

/** The playhead after a wish, or null where the wish is none of its business. */
export function obey(head, want) {
  if (want.step !== undefined) return jump(head, want.step);
  if (want.speed !== undefined) return { ...head, speed: want.speed };
  return OBEY[want]?.(head) ?? null;
}

const OBEY = {
  toggle,
  forward: (head) => jump(head, head.step + 1),
  back: (head) => jump(head, head.step - 1),
  first: (head) => jump(head, 0),
  last: (head) => jump(head, head.steps - 1),
  faster: (head) => change(head, 1),
  slower: (head) => change(head, -1),
  loop: (head) => ({ ...head, loop: !head.loop }),
};
