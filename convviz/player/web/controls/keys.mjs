// The keys of the player and what each asks for: the one table. The listener, the help, tips, README.md, the offline page
// and tests read it; Python takes the array as JSON (convviz/export/keys.py). No DOM.
//
// Of a row, `keys` do what `does` says. `brief` says it in one or two words, where a line has room for a few rows only.
// `where`: "present" on a full screen only, "page" everywhere else; left out: in both. `when`: where the player has it to
// offer, by the name it has in `offers`. `held`: again and again while the key is down. `back`: with Shift it goes back.

export const KEYS = [
  {
    "keys": [{ "key": " ", "shown": "Space", "command": "toggle" }],
    "does": "Play, or pause where it is",
    "brief": "plays"
  },
  {
    "keys": [
      { "key": "ArrowLeft", "shown": "←", "command": "back" },
      { "key": "ArrowRight", "shown": "→", "command": "forward" }
    ],
    "does": "One step back or forward",
    "brief": "step",
    "held": true
  },
  {
    "keys": [
      { "key": ",", "shown": ",", "command": "product back" },
      { "key": ".", "shown": ".", "command": "product forward" }
    ],
    "does": "One product back or forward",
    "when": "products",
    "held": true
  },
  {
    "keys": [
      { "key": "Home", "shown": "Home", "command": "first" },
      { "key": "End", "shown": "End", "command": "last" }
    ],
    "does": "First or last step",
    "brief": "jump"
  },
  {
    "keys": [
      { "key": "+", "also": ["="], "shown": "+", "command": "faster" },
      { "key": "-", "also": ["−"], "shown": "−", "command": "slower" }
    ],
    "does": "Faster or slower",
    "brief": "change the speed",
    "held": true
  },
  {
    "keys": [{ "key": "o", "shown": "O", "command": "loop" }],
    "does": "Loop the play, or stop at its end",
    "brief": "loops"
  },
  {
    "keys": [{ "key": "l", "shown": "L", "command": "code" }],
    "does": "Read the loops as code",
    "brief": "reads the loops",
    "when": "loops"
  },
  {
    "keys": [{ "key": "v", "shown": "V", "command": "view" }],
    "does": "Stack or spread the planes of a volume",
    "when": "volumes"
  },
  {
    "keys": [{ "key": "n", "shown": "N", "command": "next" }],
    "does": "Next named case",
    "when": "cases"
  },
  {
    "keys": [{ "key": "f", "shown": "F", "command": "present" }],
    "does": "Present: fill the screen",
    "brief": "fills the screen"
  },
  {
    "keys": [{ "key": "s", "shown": "S", "command": "save" }],
    "does": "Save pictures, animation or numbers",
    "where": "page",
    "when": "files"
  },
  {
    "keys": [{ "key": "Escape", "shown": "Esc", "command": "leave" }],
    "does": "Leave Present, a cell or a dialog"
  },
  {
    "keys": [{ "key": "?", "shown": "?", "command": "help" }],
    "does": "List the keys",
    "brief": "lists all keys"
  },
  {
    "keys": [{ "key": "k", "shown": "K", "command": "kernel" }],
    "does": "Next kernel size (Shift: previous)",
    "where": "present",
    "when": "kernel",
    "back": true
  },
  {
    "keys": [{ "key": "s", "shown": "S", "command": "stride" }],
    "does": "Next stride (Shift: previous)",
    "where": "present",
    "when": "stride",
    "back": true
  },
  {
    "keys": [{ "key": "p", "shown": "P", "command": "padding" }],
    "does": "Next padding (Shift: previous)",
    "where": "present",
    "when": "padding",
    "back": true
  },
  {
    "keys": [{ "key": "d", "shown": "D", "command": "dilation" }],
    "does": "Next dilation (Shift: previous)",
    "where": "present",
    "when": "dilation",
    "back": true
  },
  {
    "keys": [{ "key": "q", "shown": "Q", "command": "ask" }],
    "does": "Ask the class",
    "where": "present",
    "when": "question"
  }
];

/** What a key asks for: { command, back, held }, or undefined where it is none of the player's.
 *
 * @param event of the keyboard. Keys with a modifier are the browser's.
 * @param player { offers, presenting, characters }: the names of what it has to offer, whether it fills the screen, and
 *   whether keys that type a character are to be heard.
 */
export function commandFor(event, { offers, presenting, characters }) {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const typed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!characters && isCharacter(typed)) return undefined;
  for (const row of offered(offers)) {
    if (row.where && (row.where === "present") !== presenting) continue;
    const found = row.keys.find(({ key, also = [] }) => key === typed || also.includes(typed));
    if (found) return { command: found.command, back: Boolean(row.back && event.shiftKey), held: Boolean(row.held) };
  }
  return undefined;
}

/** Whether a key types a character, which who dictates or is not sure of hand may not want to be a command (WCAG 2.1.4). */
export const isCharacter = (key) => key.length === 1 && key !== " ";

/** The rows of what a player has to offer. */
export const offered = (offers) => KEYS.filter(({ when }) => !when || offers.has(when));

/** What a thing does and the keys for it: "Speed (+ and −)"; without those that are not heard. */
export function withKeys(says, commands, characters) {
  const heard = commands.map(find).filter(({ key }) => characters || !isCharacter(key));
  return heard.length ? `${says} (${heard.map(({ shown }) => shown).join(" and ")})` : says;
}

/** The key of a command, as people call it. */
export const keyOf = (command) => find(command).shown;

const find = (command) => KEYS.flatMap(({ keys }) => keys).find((one) => one.command === command);

/** "Space plays, ← → step": the rows of these commands in a line. */
export function inBrief(...commands) {
  const rows = commands.map((wanted) => KEYS.find(({ keys }) => keys.some(({ command }) => command === wanted)));
  return rows.map(({ keys, brief }) => `${keys.map(({ shown }) => shown).join(" ")} ${brief}`).join(", ");
}
