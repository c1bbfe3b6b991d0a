// The commands of buttons, keys and scrub bar, and what each makes of the playhead. No DOM.

import { change, jump, toProduct, toggle } from "../scene/clock.mjs";

/** The playhead after a command; null if the command does not change the playhead.
 *
 * @param productsOf how many products a step has, by its number.
 */
export function applyCommand(head, command, productsOf = () => 1) {
  if (command.step !== undefined) return jump(head, command.step);
  if (command.speed !== undefined) return { ...head, speed: command.speed };
  return COMMANDS[command]?.(head, productsOf) ?? null;
}

const COMMANDS = {
  toggle,
  forward: (head) => jump(head, head.step + 1),
  back: (head) => jump(head, head.step - 1),
  "product forward": (head, productsOf) => toProduct(head, 1, productsOf),
  "product back": (head, productsOf) => toProduct(head, -1, productsOf),
  first: (head) => jump(head, 0),
  last: (head) => jump(head, head.steps - 1),
  faster: (head) => change(head, 1),
  slower: (head) => change(head, -1),
  loop: (head) => ({ ...head, loop: !head.loop }),
};
