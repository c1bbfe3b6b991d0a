// Tips of controls: what they do, and the keys for it as long as those are heard.

import { characterKeys } from "./character_keys.mjs";
import { withKeys } from "./keys.mjs";

/** Say of an element what it does, and that the keys of these commands do it, too; it is returned. One without a name is
 * called so. */
export function setTip(element, says, ...commands) {
  if (!element.textContent && !element.hasAttribute("aria-label")) element.dataset.named = "by its tip";
  element.dataset.says = says;
  element.dataset.commands = commands.join();
  renew(element);
  return element;
}

/** Keys that type a character are heard now, or no longer. */
export function renewTips(root) {
  for (const element of root.querySelectorAll("[data-says]")) renew(element);
}

function renew(element) {
  const { says, commands, named } = element.dataset;
  const text = withKeys(says, commands ? commands.split(",") : [], characterKeys.on);
  if (element.title === text) return;
  element.title = text;
  if (named) element.setAttribute("aria-label", text);
}
