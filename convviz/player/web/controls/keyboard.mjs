// The keys and their commands. No DOM.

const KEYS = {
  " ": "toggle",
  k: "toggle",
  ArrowRight: "forward",
  ArrowLeft: "back",
  Home: "first",
  End: "last",
  "+": "faster",
  "=": "faster",
  "-": "slower",
  "\u2212": "slower",
  l: "code",
  o: "loop",
  f: "present",
  p: "present",
  s: "save",
  n: "next",
  v: "view",
};

/** The command of a key, or undefined. Keys with a modifier are the browser's. */
export function commandFor({ key, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey) return undefined;
  return KEYS[key.length === 1 ? key.toLowerCase() : key];
}

/** The command of a key pressed inside the player, or undefined where the focused control uses the key itself. */
export function commandForEvent(event) {
  const { tagName, type } = event.target;
  if (tagName === "SELECT" || (tagName === "INPUT" && type === "text")) return undefined; // the list of speeds, an answer
  if (event.key === " " && tagName === "BUTTON") return undefined; // Space presses the button in focus
  return commandFor(event);
}
