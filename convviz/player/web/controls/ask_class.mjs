// The question for a class, on the full screen: it stands there large, what answers it is covered, and half a minute runs.
// Then, or when it is pressed again, all is uncovered and the answer stands beside.

import { html, say } from "../dom.mjs";

const SECONDS = 30;

export class AskClass {
  /** @param covering called with whether the picture's output is to be covered. */
  constructor(covering) {
    this.covering = covering;
    this.text = html("p", { class: "question" });
    this.answer = html("p", { class: "answer", role: "status" });
    this.left = html("output", { class: "left", role: "timer" });
    this.root = html("div", { class: "asking", hidden: true }, this.left, html("div", { class: "words" }, this.text, this.answer));
    this.state = "off"; // "asking", then "answered"
  }

  /** The question there is: { text, answer, why }, as HTML of the page's own; null: none. */
  take(question) {
    if (question?.text === this.question?.text) return;
    this.question = question;
    this.close();
  }

  get isOpen() {
    return this.state !== "off";
  }

  /** Ask; pressed again, uncover and answer; then put it away. */
  toggle() {
    if (this.state === "asking") this.#reveal();
    else if (this.state === "answered") this.close();
    else if (this.question) this.#ask();
  }

  close() {
    this.#stop();
    if (this.state === "off") return;
    this.state = "off";
    this.root.hidden = true;
    this.covering(false);
  }

  #ask() {
    this.state = "asking";
    this.text.innerHTML = this.question.text;
    say(this.answer, "");
    this.root.classList.remove("answered");
    this.root.hidden = false;
    this.seconds = SECONDS;
    this.#count();
    this.timer = setInterval(() => {
      this.seconds -= 1;
      if (this.seconds > 0) this.#count();
      else this.#reveal();
    }, 1000);
    this.covering(true);
  }

  #count() {
    say(this.left, String(this.seconds));
    this.left.style.setProperty("--left", this.seconds / SECONDS);
  }

  #reveal() {
    this.#stop();
    this.state = "answered";
    this.root.classList.add("answered");
    const { answer, why } = this.question;
    this.answer.innerHTML = `<b>${Number(answer).toLocaleString("en")}.</b> ${why}`;
    this.covering(false);
  }

  #stop() {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
