// Where the playhead stands when a scene arrives. No DOM.

import { carried, jump, speedsFor, start } from "./clock.mjs";

/** The playhead of a scene.
 *
 * The first scene stands where a link says, or plays. One that follows another goes on at the same share of the way, but
 * a named case that is chosen while something plays begins at its start; and pictures, which say all at once, are there
 * finished.
 *
 * @param scene with `steps` of the track the transport counts.
 * @param before the playhead and whether the scene had pictures for an output: { head, pictured }; null: there was none.
 * @param wishes { still: whether less motion is asked for; opensAt: the step of a link, from 1, or null; caseChosen:
 *   whether it is a named case that was chosen; speed: the one that was chosen, or undefined }.
 */
export function firstHead(scene, steps, before, { still, opensAt, caseChosen, speed }) {
  const fresh = start(steps, !still);
  const end = jump(fresh, steps - 1);
  const pictured = hasPictures(scene);
  if (!before) {
    if (opensAt) return jump(fresh, opensAt - 1);
    return pictured ? end : fresh;
  }
  const { playing, loop } = before.head;
  const kept = { loop, speed: speed ? Math.min(speed, speedsFor(steps).at(-1)) : fresh.speed };
  if (pictured && !before.pictured) return { ...end, ...kept };
  const head = playing && caseChosen ? start(steps, true) : carried(before.head, steps);
  return { ...head, ...kept };
}

/** Whether an output is drawn as a picture. */
export const hasPictures = ({ grids }) => grids.some(({ values, display }) => !values && display === "pixels");
