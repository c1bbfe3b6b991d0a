// The buttons and the scrub bar. Knows nothing of the picture: it says what is wanted.

import { speedsFor } from "../scene/clock.mjs";
import { html, say, svg } from "../dom.mjs";
import { keyOf } from "./keys.mjs";
import { setTip } from "./tips.mjs";

const ICONS = {
  first: "M5 4h2.2v12H5z M16 4v12L8.2 10z",
  back: "M14 4v12L5.5 10z",
  play: "M6 3.5v13L16.5 10z",
  pause: "M5.5 4h3.2v12H5.5z M11.3 4h3.2v12h-3.2z",
  forward: "M6 4v12l8.5-6z",
  last: "M12.8 4H15v12h-2.2z M4 4v12l7.8-6z",
  loop: "M6 5h6.5a4 4 0 0 1 4 4v.6h-2V9a2 2 0 0 0-2-2H6v2.4L2.4 6 6 2.6z M14 15H7.5a4 4 0 0 1-4-4v-.6h2v.6a2 2 0 0 0 2 2H14v-2.4l3.6 3.4-3.6 3.4z",
  save: "M9 3h2v7.2l2.6-2.6L15 9l-5 5-5-5 1.4-1.4L9 10.2z M3 13h2v3h10v-3h2v5H3z",
  full: "M3 3h5v2H5v3H3z M12 3h5v5h-2V5h-3z M3 12h2v3h3v2H3z M15 12h2v5h-5v-2h3z",
};

export class Transport {
  /** @param command called with a command of the table of keys, or with { step } or { speed }.
   * @param adjust the buttons that change the layer on a full screen. */
  constructor(command, adjust) {
    this.unit = "step"; // what is counted
    this.play = button("play", "primary", () => command("toggle"));
    this.#showPlaying(false);
    this.loop = button("loop", "", () => command("loop"));
    setTip(this.loop, "Loop", "loop");
    this.scrub = html("input", { type: "range", class: "scrub", min: 0, step: 1, "aria-label": "Step" });
    this.scrub.addEventListener("input", () => command({ step: Number(this.scrub.value) }));
    this.counted = html("span");
    this.what = html("span", { class: "what" });
    this.where = html("output", { class: "where" }, this.counted, this.what);
    this.sheet = html("button", { type: "button", class: "sheet", "aria-expanded": "false" }, "Controls");
    this.sheet.addEventListener("click", () => this.#openSheet(this.sheet.getAttribute("aria-expanded") === "false"));
    this.speed = html("select", { class: "speed", "aria-label": "Speed" });
    setTip(this.speed, "Speed", "faster", "slower");
    this.speed.addEventListener("change", () => command({ speed: Number(this.speed.value) }));
    this.save = button("save", "", () => command("save"));
    this.save.hidden = true;
    this.ask = html("button", { type: "button", class: "ask", hidden: true }, html("kbd", {}, keyOf("ask")), "Ask the class");
    this.ask.addEventListener("click", () => command("ask"));
    this.present = button("full", "present", () => command("present"));
    this.word = html("span");
    this.presenting(false);
    this.present.append(this.word);
    this.help = html("button", { type: "button", class: "help-button" });
    setTip(this.help, "Keys", "help");
    this.help.append("?");
    this.help.addEventListener("click", () => command("help"));
    const step = (icon, title) => setTip(button(icon, "", () => command(icon)), title, icon);
    this.root = html(
      "div",
      { class: "transport", role: "toolbar", "aria-label": "Playback" },
      html(
        "div",
        { class: "buttons" },
        step("first", "First step"),
        step("back", "One step back"),
        this.play,
        step("forward", "One step forward"),
        step("last", "Last step"),
      ),
      html("div", { class: "line" }, this.scrub, this.where),
      adjust.root,
      this.ask,
      html("div", { class: "options" }, this.speed, this.loop, this.save, this.help, this.present),
      this.sheet,
    );
  }

  /** On a phone the page's controls are a sheet, which its style sheet shows while the document says so. */
  #openSheet(yes) {
    this.sheet.setAttribute("aria-expanded", yes);
    say(this.sheet, yes ? "Done" : "Controls");
    this.root.closest(".cv-player").classList.toggle("sheet-open", yes);
    if (yes) document.documentElement.dataset.sheet = "open";
    else delete document.documentElement.dataset.sheet;
  }

  /** Leave nothing open behind. */
  remove() {
    if (this.sheet.getAttribute("aria-expanded") === "true") this.#openSheet(false);
  }

  /** Offer the speeds at which so many steps can be played. */
  offerSpeeds(steps) {
    const speeds = speedsFor(steps);
    if (speeds.length === this.speed.length) return;
    this.shown = undefined; // the list has lost what was chosen
    this.speed.replaceChildren(...speeds.map((speed) => html("option", { value: speed }, `${speed}×`)));
  }

  /** Whether there is someone to make files of what is shown. */
  offerSave(yes) {
    this.save.hidden = !yes;
  }

  /** Whether there is a question for a class. */
  offerQuestion(yes) {
    this.ask.hidden = !yes;
  }

  /** Whether the player fills the screen. */
  presenting(on) {
    if (on) setTip(this.present, "Leave the presentation", "leave");
    else setTip(this.present, "Present: fill the screen", "present");
    setTip(this.save, "Save or export: pictures, animation, numbers", ...(on ? [] : ["save"])); // there S is the stride
    say(this.word, on ? "Leave" : "Present");
  }

  /** Show where the playhead is; `what` names the step. */
  show(head, what) {
    const { step, steps, playing, loop, speed } = head;
    const shown = [step, steps, playing, loop, speed, what, this.unit].join();
    if (shown === this.shown) return; // this is asked for in every frame, and what is set again is drawn again
    this.shown = shown;
    this.#showPlaying(playing);
    this.loop.setAttribute("aria-pressed", head.loop);
    this.scrub.max = head.steps - 1;
    if (Number(this.scrub.value) !== head.step) this.scrub.value = head.step;
    this.scrub.style.setProperty("--done", head.steps > 1 ? head.step / (head.steps - 1) : 1);
    this.scrub.setAttribute("aria-valuetext", `${this.unit} ${head.step + 1} of ${head.steps}, ${what}`);
    say(this.counted, `${this.unit} ${head.step + 1} of ${head.steps}`);
    say(this.what, ` · ${what}`);
    if (this.speed.value !== String(head.speed)) this.speed.value = String(head.speed);
  }

  #showPlaying(yes) {
    if (this.playing === yes) return;
    this.playing = yes;
    setTip(this.play, yes ? "Pause" : "Play", "toggle");
    this.play.querySelector("path").setAttribute("d", ICONS[yes ? "pause" : "play"]);
  }
}

function button(icon, kind, act) {
  const element = html("button", { type: "button", class: kind });
  element.append(svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: ICONS[icon] })));
  element.addEventListener("click", act);
  return element;
}
