// The player: plays a scene in the browser, nothing on the wire while it does.
// One state object (the playhead); handlers set it; one render touches the page.

import { SPEEDS, advance, change, jump, leader, start, toggle, tracksAt } from "./clock.mjs";
import { Decoder } from "./decode.mjs";
import { html, say } from "./dom.mjs";
import { Explorer } from "./explore.mjs";
import { Equation, Figures, legend } from "./panel.mjs";
import { Presentation } from "./present.mjs";
import { Products } from "./products.mjs";
import { Stage } from "./stage.mjs";
import { Transport, wish } from "./transport.mjs";
import { sentence, subject } from "./words.mjs";

const players = new WeakMap();
const LEAST_PICTURE = 220; // pixels: below this a full screen scrolls
const PRESENTING_MARGIN = 46; // pixels of a full screen that belong to nothing
const HINT = "Point at a number to see what it meets; click one to change it. Space plays, ← → step.";
const ASK_USES = "How often is each number used?";
const NARROW = 600;
const LONGEST_FRAME_MS = 100; // after a pause in another tab the clock must not leap

/** Streamlit calls this at mount and again on the same element with every new scene or theme. */
export default function ({ parentElement, data, setTriggerValue }) {
  let player = players.get(parentElement);
  if (!player) players.set(parentElement, (player = mount(parentElement)));
  player.onEdit = (edit) => setTriggerValue("edit", JSON.stringify(edit));
  player.onSave = (step) => setTriggerValue("save", step);
  player.onNext = () => setTriggerValue("next", true);
  player.wanted = data;
  if (data.scene) player.update(data.scene);
  else inflate(data).then((json) => player.wanted === data && player.update(json));
  return () => {
    player.wanted = null;
    player.remove();
    players.delete(parentElement);
  };
}

/** A large scene comes as deflated bytes. */
function inflate(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

/** A player inside `element`: { update(json), remove() }.
 *
 * @param options.height of the picture in pixels, where the window's says nothing (in a frame that grows to fit).
 */
export function mount(element, options = {}) {
  return new Player(element, options);
}

class Player {
  constructor(parent, { height } = {}) {
    this.room = height;
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.stage = html("div", { class: "stage" });
    this.onEdit = () => {};
    this.onNext = () => {};
    this.explorer = new Explorer(this.stage, this.#host());
    this.linking = html("p", { class: "linking" });
    this.problem = html("p", { class: "problem", role: "alert" });
    this.tip = html("div", { class: "tip", hidden: true });
    this.work = html("div", { class: "work" });
    this.keys = html("div", { class: "keys" });
    this.live = html("div", { class: "live", "aria-live": "polite" });
    this.transport = new Transport((want) => this.#do(want));
    const picture = html("div", { class: "picture" }, this.stage, this.explorer.root);
    this.heading = html("h2", { class: "heading" });
    const hint = html("p", { class: "hint" }, HINT);
    this.board = html("div", { class: "board" }, picture, this.keys, this.work, this.problem, this.transport.root, hint);
    this.cards = html("div", { class: "cards" });
    this.root = html(
      "section",
      { class: "cv-player", tabindex: 0, "aria-label": "Convolution player" },
      this.heading,
      this.board,
      this.cards,
      this.live,
      this.tip,
    );
    this.root.addEventListener("keydown", (event) => this.#key(event));
    this.show = new Presentation(this.root, (on) => {
      this.transport.presenting(on);
      this.#build();
    });
    parent.append(this.root);
    this.frame = (now) => this.#tick(now);
    this.resized = new ResizeObserver(() => this.#resize());
    this.resized.observe(this.root);
    this.grown = new ResizeObserver(() => this.#keepHeight());
    this.grown.observe(this.work);
    this.seen = new IntersectionObserver((entries) => this.#see(entries.at(-1).isIntersecting));
    this.seen.observe(this.root);
    this.visible = true;
  }

  /** Play this scene; the same one again (a theme switch) changes nothing. */
  update(json) {
    if (json === this.json) return;
    this.json = json;
    this.workHeight = 0;
    this.work.style.minHeight = "";
    this.unheard = null; // changes the page has not answered yet: sent again with the next, for it hears only the last
    const scene = JSON.parse(json);
    this.scene = scene;
    this.transport.offerSave(Boolean(this.onSave));
    this.counting = false;
    this.decoder = new Decoder(scene);
    this.clock = scene.clock ?? "steps";
    this.runs = scene.tracks.map((_, track) => this.#run(track));
    const { steps } = leader(this.clock, this.runs);
    this.head = this.#firstHead(steps);
    this.totals = scene.tracks.map((_, track) => this.decoder.multiplications(track));
    this.root.setAttribute("aria-label", `${scene.title}: player`);
    say(this.heading, scene.title);
    this.equations = scene.tracks.map(() => new Equation());
    this.work.replaceChildren(...this.equations.map((equation) => equation.root), this.linking);
    this.figures = new Figures(scene.figures);
    this.cards.replaceChildren(this.figures.root);
    this.keys.replaceChildren(...legend([...this.decoder.grids.values()]), this.#usesButton());
    this.#build();
    this.#go();
  }

  remove() {
    cancelAnimationFrame(this.request);
    this.show.remove();
    this.resized.disconnect();
    this.grown.disconnect();
    this.seen.disconnect();
    this.root.remove();
  }

  /** A new scene plays from its start; one that was stopped stays stopped, at the same step if it has it. */
  #firstHead(steps) {
    if (!this.head) return start(steps, !this.still.matches);
    const fresh = start(steps, this.head.playing);
    const { loop } = this.head;
    const speed = this.chosen ?? fresh.speed;
    return this.head.playing ? { ...fresh, loop, speed } : { ...jump(fresh, this.head.step), loop, speed };
  }

  /** What the clock needs of a track: its steps and what they cost. */
  #run(track) {
    const steps = this.decoder.count(track);
    const whole = (k) => this.decoder.multiplications(track, k);
    const costAt = (position) => {
      const k = Math.floor(position);
      return whole(k) + (whole(k + 1) - whole(k)) * (position - k);
    };
    return { steps, total: whole(steps), costAt, stepAt: (spent) => inverse(costAt, steps, spent) };
  }

  #build(first = true) {
    const width = this.stage.clientWidth;
    if (!width) return;
    this.width = width;
    const full = this.show.on;
    const share = width < NARROW ? 0.66 : 0.44; // of the window; the rest is for heading, arithmetic and transport
    const usual = this.room ?? Math.max(300, Math.min(innerHeight * share, 680));
    const height = full ? innerHeight - this.#rest() : usual;
    const projector = width > 1300 || full;
    this.picture = new Stage(this.stage, this.decoder, { width, height, projector, full, view: this.scene.view });
    this.explorer.renew();
    this.#count();
    if (first) this.#fit();
  }

  /** Pixels that everything but the picture takes of a full screen. */
  #rest() {
    return this.heading.offsetHeight + this.board.offsetHeight - this.stage.offsetHeight + PRESENTING_MARGIN;
  }

  /** The arithmetic takes as many lines in some steps as in others few: it keeps the most, so that nothing jumps. */
  #keepHeight() {
    const height = this.work.offsetHeight;
    if (height <= this.workHeight) return;
    this.work.style.minHeight = `${(this.workHeight = height)}px`;
    this.#fit();
  }

  /** On a full screen the picture gives way to arithmetic that needs more room than when it was drawn. */
  #fit() {
    const over = this.root.scrollHeight > this.root.clientHeight;
    if (this.show.on && over && this.stage.offsetHeight > LEAST_PICTURE) this.#build(false);
  }

  #resize() {
    if (this.decoder && this.stage.clientWidth !== this.width) this.#build();
  }

  #see(visible) {
    this.visible = visible;
    this.#go();
  }

  #go() {
    cancelAnimationFrame(this.request);
    this.last = undefined;
    if (this.head?.playing && this.visible && !this.look) this.request = requestAnimationFrame(this.frame);
  }

  #tick(now) {
    const passed = Math.min(now - (this.last ?? now), LONGEST_FRAME_MS);
    this.last = now;
    this.head = advance(this.head, passed);
    this.#render();
    if (this.head.playing && !this.look) this.request = requestAnimationFrame(this.frame);
  }

  #render() {
    if (!this.picture) return;
    const { step, phase, speed, playing } = this.head;
    const heads = tracksAt(this.clock, this.runs, step, this.still.matches && playing ? Math.max(phase, 0.999) : phase);
    const results = this.picture.render(this.#lookedAt(heads), speed);
    results.forEach((result, track) => this.equations[track].show(result));
    const { drawn } = results[this.#leading()];
    if (this.look?.step === undefined) {
      this.figures.show(results, this.totals);
      this.transport.show(this.head, subject(drawn));
    }
    if (this.look) say(this.live, this.look.sentence ?? sentence(drawn, this.look.step, this.head.steps));
    else if (!playing) say(this.live, sentence(drawn, step, this.head.steps));
  }

  #leading() {
    return this.runs.indexOf(leader(this.clock, this.runs));
  }

  /** A step looked at out of turn takes the leading track's place; what is written so far stays as it is. */
  #lookedAt(heads) {
    if (this.look?.step === undefined) return heads;
    const leading = this.#leading();
    return heads.map((head, track) => {
      if (track !== leading) return head;
      return { step: this.look.step, phase: 1, written: head.phase === 1 ? head.step + 1 : head.step };
    });
  }

  /** What the explorer may ask of the player. */
  #host() {
    return {
      picture: () => this.picture,
      decoder: () => this.decoder,
      look: (look) => this.#look(look),
      jump: (step) => this.#set(jump(this.head, step)),
      edit: (grid, cells) => this.#edit(grid, cells),
      tell: (text) => say(this.problem, text),
      tip: (text, x, y) => this.#tip(text, x, y),
      home: () => this.root.focus(),
    };
  }

  /** Look at a cell's meetings, or at nothing: playing waits meanwhile. */
  #look(look) {
    if (!look && !this.look) return;
    this.look = look;
    this.picture?.light(look?.spots ?? [], look?.met);
    this.work.classList.toggle("looking", Boolean(look?.sentence));
    say(this.linking, look?.sentence ?? "");
    this.#render();
    this.#go();
  }

  /** Change numbers here at once, for outputs follow from them; then let the page know. */
  #edit(id, cells) {
    const grids = this.scene.grids.map((grid) => {
      if (grid.id !== id) return grid;
      const values = [...grid.values];
      for (const [cell, value] of cells) values[cell] = value;
      return { ...grid, values };
    });
    this.head = jump(this.head, this.head.step);
    const unheard = new Map([...(this.unheard?.grid === id ? this.unheard.cells : []), ...cells]);
    this.update(JSON.stringify({ ...this.scene, grids }));
    this.unheard = { grid: id, cells: unheard };
    this.onEdit({ grid: id, cells: [...unheard] });
  }

  /** Shows how often each number is used: the corners once, the middle once for every tap. */
  #usesButton() {
    const button = html("button", { type: "button", class: "uses", "aria-pressed": "false" }, ASK_USES);
    button.addEventListener("click", () => {
      this.counting = !this.counting;
      button.setAttribute("aria-pressed", this.counting);
      say(button, this.counting ? "Back to the numbers" : ASK_USES);
      this.#count();
    });
    return button;
  }

  #count() {
    for (const nest of this.decoder.links.values()) {
      if (!nest.weight || nest.operation !== "set") continue;
      const counts = this.counting ? new Products(nest).counts("read") : null;
      if (this.counting || this.counted) this.picture.views.get(nest.read.grid.id).count(counts);
    }
    this.counted = this.counting;
    this.picture.figure.classList.toggle("counting", this.counting);
    this.#render();
  }

  #set(head) {
    this.head = head;
    this.#render();
    this.#go();
  }

  #do(want) {
    if (this.look) this.explorer.release();
    const { step, steps, loop } = this.head;
    if (want.step !== undefined) return this.#set(jump(this.head, want.step));
    if (want.speed !== undefined) return this.#speed({ ...this.head, speed: want.speed });
    switch (want) {
      case "toggle":
        return this.#set(toggle(this.head));
      case "forward":
        return this.#set(jump(this.head, step + 1));
      case "back":
        return this.#set(jump(this.head, step - 1));
      case "first":
        return this.#set(jump(this.head, 0));
      case "last":
        return this.#set(jump(this.head, steps - 1));
      case "faster":
        return this.#speed(change(this.head, 1));
      case "slower":
        return this.#speed(change(this.head, -1));
      case "loop":
        return this.#set({ ...this.head, loop: !loop });
      case "present":
        return this.show.toggle();
      case "save":
        if (this.show.on) this.show.leave(); // the page's dialog would open behind the full screen
        return this.onSave?.(step);
      case "next":
        return this.onNext();
    }
  }

  #speed(head) {
    this.chosen = head.speed;
    this.#set(head);
  }

  #key(event) {
    if (event.target.tagName === "SELECT") return; // the list of speeds has keys of its own
    if (event.key === " " && event.target.tagName === "BUTTON") return; // Space presses the button in focus
    const want = wish(event);
    if (event.key === "Escape") this.explorer.release();
    if (!want) return;
    event.preventDefault();
    event.stopPropagation();
    this.#do(want);
  }

  #tip(text, x, y) {
    this.tip.hidden = !text;
    if (!text) return;
    say(this.tip, text);
    const outer = this.root.getBoundingClientRect();
    const right = Math.min(x - outer.left + 14, outer.width - this.tip.offsetWidth - 4);
    this.tip.style.transform = `translate(${Math.max(0, right)}px, ${y - outer.top + 18}px)`;
  }
}

/** The position in [0, steps] whose cost is `spent`; cost grows with position. */
function inverse(costAt, steps, spent) {
  let [low, high] = [0, steps];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (costAt(middle) <= spent) low = middle;
    else high = middle;
  }
  return costAt(steps) <= spent ? steps : low;
}

export { SPEEDS };
