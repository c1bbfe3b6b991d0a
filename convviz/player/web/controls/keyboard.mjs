// The keys, and what each asks for. No DOM.

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

/** What a key asks for, or undefined. Keys with a modifier are the browser's. */
export function wish({ key, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey) return undefined;
  return KEYS[key.length === 1 ? key.toLowerCase() : key];
}

/** What a key pressed inside the player asks it for, or undefined where the control in focus has a use for the key. */
export function heard(event) {
  if (event.target.tagName === "SELECT") return undefined; // the list of speeds has keys of its own
  if (event.key === " " && event.target.tagName === "BUTTON") return undefined; // Space presses the button in focus
  return wish(event);
}
