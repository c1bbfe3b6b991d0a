// The strip under the transport: a question to answer before looking. The answer is compared here, at once.

import { html, say } from "../dom.mjs";

export class Challenge {
  /** @param reveal called when the picture is to show the answer. */
  constructor(reveal) {
    this.text = html("p", { class: "question" });
    this.told = html("p", { class: "told", role: "status" });
    this.field = html("input", { type: "text", inputmode: "numeric", autocomplete: "off", "aria-label": "Your prediction", placeholder: "?" });
    this.check = html("button", { type: "submit", class: "check" }, "Check");
    this.show = html("button", { type: "button", class: "reveal", hidden: true }, "Show me");
    this.show.addEventListener("click", reveal);
    const form = html("form", {}, this.field, this.check, this.show);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#answer();
    });
    const words = html("div", { class: "words" }, this.text, this.told);
    this.root = html("div", { class: "challenge", "data-part": "challenge" }, html("b", {}, "Predict"), words, form);
  }

  /** Ask this; the same question again keeps what was answered.
   *
   * @param question { text, answer, why }, the texts as HTML of the page's own; null: none.
   */
  ask(question) {
    this.root.hidden = !question;
    if (!question || question.text === this.question?.text) return;
    this.question = question;
    this.text.innerHTML = question.text;
    this.field.value = "";
    this.#tell("");
  }

  #answer() {
    const typed = this.field.value.replace(/[\s,]/g, "");
    if (!/^\d+$/.test(typed)) return this.#tell("wrong", "Type a whole number, such as 3.");
    const { answer, why } = this.question;
    if (Number(typed) === answer) return this.#tell("right", `Yes, ${answer.toLocaleString("en")}.`, why);
    return this.#tell("wrong", `Not ${Number(typed).toLocaleString("en")}.`, why);
  }

  #tell(kind, verdict = "", why = "") {
    this.root.classList.toggle("answered", Boolean(why));
    this.root.dataset.verdict = kind;
    this.show.hidden = !why;
    say(this.told, verdict);
    if (why) this.told.insertAdjacentHTML("beforeend", ` ${why}`);
  }
}
