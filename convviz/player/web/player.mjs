// The player: plays a scene in the browser, nothing on the wire while it does. This file is its door; play.mjs plays.

import { Player } from "./play.mjs";

const players = new WeakMap();

/** Streamlit calls this at mount and again on the same element with every new scene or theme. */
export default function ({ parentElement, data, setTriggerValue }) {
  let player = players.get(parentElement);
  if (!player) players.set(parentElement, (player = mount(parentElement)));
  player.onEdit = (edits) => setTriggerValue("edit", JSON.stringify(edits));
  player.onReset = () => setTriggerValue("reset", true);
  player.onSave = (step) => setTriggerValue("save", step);
  player.onNext = () => setTriggerValue("next", true);
  player.onReveal = () => setTriggerValue("reveal", true);
  player.onAdjust = (wanted) => setTriggerValue("adjust", JSON.stringify(wanted));
  player.onView = (view) => setTriggerValue("view", view);
  player.onCodePanel = (open) => setTriggerValue("code_panel", open ? "open" : "shut");
  player.wanted = data;
  const scene = data.scene ? [data.scene, data.board] : inflate(data).then(parted);
  const missing = styleOf(parentElement);
  if (data.scene && !missing) player.update(...scene);
  else Promise.all([scene, missing]).then(([arrived]) => player.wanted === data && player.update(...arrived));
  return () => {
    player.wanted = null;
    player.remove();
    players.delete(parentElement);
  };
}

/** What to wait for where the style sheet, which Streamlit fetches beside the code, is not there yet: unstyled, everything
 * would stand elsewhere for a moment. */
function styleOf(element) {
  const link = element.getRootNode().querySelector('link[rel="stylesheet"]');
  if (!link || link.sheet) return null;
  return new Promise((done) => {
    for (const name of ["load", "error"]) link.addEventListener(name, done, { once: true });
  });
}

/** A large scene comes as deflated bytes. */
function inflate(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

/** The scene and what is around it, which stands on the first line. */
function parted(text) {
  const end = text.indexOf("\n");
  return [text.slice(end + 1), text.slice(0, end)];
}

/** A player inside `element`: { update(json), remove() }.
 *
 * @param options.height of the picture in pixels, where the window's says nothing (in a frame that grows to fit).
 */
export function mount(element, options = {}) {
  return new Player(element, options);
}
