// On the full screen, the layer's parameters as buttons that are keys: each press asks for the next value of one. The page
// answers some moments later; until then the button says what was asked for, and the next press goes on from there.

import { html, say } from "../dom.mjs";

const ANSWERED_MS = 2000; // what was asked for and has not come by then is asked for again, and then was refused

export class Adjust {
  /** @param send called with { command: value }, all that is asked for and not answered yet.
   * @param keyOf the key of a command, as it is written on a button. */
  constructor(send, keyOf) {
    this.send = send;
    this.keyOf = keyOf;
    this.root = html("div", { class: "adjust", role: "group", "aria-label": "Change the layer" });
    this.wanted = new Map();
    this.buttons = new Map();
    this.offers = [];
  }

  /** The parameters of the picture on show: [{ command, value, options, names }]. */
  offer(offers) {
    this.offers = offers;
    for (const { command, value } of offers) if (this.wanted.get(command) === value) this.wanted.delete(command);
    for (const [command, button] of this.buttons) if (!this.#offer(command)) this.#drop(command, button);
    for (const { command } of offers) if (!this.buttons.has(command)) this.#add(command);
    this.#show();
  }

  /** Whether there is a parameter for this command. */
  has(command) {
    return Boolean(this.#offer(command));
  }

  /** Ask for the next value, or the one before; after the last comes the first. */
  press(command, back = false) {
    const offer = this.#offer(command);
    if (!offer) return;
    const next = following(offer, this.wanted.get(command) ?? offer.value, back);
    this.wanted.set(command, next);
    this.#show();
    this.#ask(() => this.#ask(() => this.#forget()));
  }

  /** Ask for all that is open; where it is still open after some time, do this. */
  #ask(otherwise) {
    this.send(Object.fromEntries(this.wanted));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.wanted.size && otherwise(), ANSWERED_MS);
  }

  remove() {
    clearTimeout(this.timer);
  }

  #forget() {
    this.wanted.clear();
    this.#show();
  }

  #offer(command) {
    return this.offers.find((offer) => offer.command === command);
  }

  #add(command) {
    const value = html("b");
    const button = html("button", { type: "button" }, html("kbd", {}, this.keyOf(command)), `${command} `, value);
    button.addEventListener("click", (event) => this.press(command, event.shiftKey));
    this.buttons.set(command, { button, value });
    this.root.append(button);
  }

  #drop(command, { button }) {
    button.remove();
    this.buttons.delete(command);
    this.wanted.delete(command);
  }

  #show() {
    for (const { command, value, names } of this.offers) {
      const shown = this.wanted.get(command) ?? value;
      say(this.buttons.get(command).value, names[shown] ?? shown);
    }
  }
}

/** The option after a value, or before it; a value that is no option is followed by the first. */
export function following({ options }, value, back) {
  const place = options.indexOf(value);
  if (place < 0) return options[back ? options.length - 1 : 0];
  return options[(place + (back ? options.length - 1 : 1)) % options.length];
}
