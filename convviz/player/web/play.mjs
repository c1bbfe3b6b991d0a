// Playing a scene: one state object (the playhead); handlers set it; one render touches the page.

import { PlayerElements } from "./player_elements.mjs";
import { advance, isDue, isSwept, jump, leader, leadingAt, tracksAt } from "./scene/clock.mjs";
import { firstHead, hasPictures } from "./scene/first_head.mjs";
import { Decoder } from "./scene/decode.mjs";
import { html, say } from "./dom.mjs";
import { Explorer } from "./controls/pointing.mjs";
import { FocusAfterClick } from "./controls/focus_after_click.mjs";
import { EditHistory, changed, differences, historyCommand } from "./controls/edit_history.mjs";
import { ResetButton } from "./controls/reset_button.mjs";
import { KeyHelp } from "./controls/key_help.mjs";
import { Keyboard } from "./controls/keyboard.mjs";
import { characterKeys } from "./controls/character_keys.mjs";
import { inBrief, keyOf } from "./controls/keys.mjs";
import { renewTips } from "./controls/tips.mjs";
import { Adjust } from "./controls/adjust.mjs";
import { AskClass } from "./controls/ask_class.mjs";
import { Challenge } from "./controls/challenge.mjs";
import { CodePanel } from "./panels/code_panel.mjs";
import { Counters } from "./panels/counters_panel.mjs";
import { applyCommand } from "./controls/playhead_commands.mjs";
import { Equation, legend } from "./panels/equation_panel.mjs";
import { PauseWhileLoading } from "./controls/pause_while_loading.mjs";
import { isVolume } from "./picture/planes.mjs";
import { Presentation } from "./controls/present.mjs";
import { RecentChanges } from "./picture/recent_changes.mjs";
import { runOf } from "./scene/track_costs.mjs";
import { Stage } from "./picture/picture.mjs";
import { StepInAddress } from "./controls/step_in_address.mjs";
import { Transport } from "./controls/transport.mjs";
import { UsageCounts } from "./controls/usage_counts.mjs";
import { StackToggle } from "./controls/stack_toggle.mjs";
import { productSentence } from "./panels/product_text.mjs";
import { longestRow, sentence, subject } from "./panels/step_text.mjs";

const WIDE = 1300; // pixels: a projector's
const KEYS_IN_BRIEF = `${inBrief("toggle", "forward", "help")}.`;
const HINTS = {
  numbers: `Point at a number to see what it meets; click one to change it. ${KEYS_IN_BRIEF}`,
  cone: `Point at a cell to follow its paths; a click keeps it, Escape lets go. ${KEYS_IN_BRIEF}`,
};
const UNMOVING = ["faster", "slower", "loop"]; // commands of the playhead that leave it where it is
const ADJUSTED = ["kernel", "stride", "padding", "dilation"]; // by keys, on a full screen
const STEPS_MEASURED = 30; // of a track, to know how long its arithmetic becomes
const LONGEST_FRAME_MS = 100; // after a pause in another tab the clock must not leap

export class Player {
  constructor(parent, { height } = {}) {
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.onEdit = () => {};
    this.onReset = () => {};
    this.onReveal = () => {};
    this.onAdjust = () => {};
    this.onView = () => {};
    this.onCodePanel = () => {};
    const stage = html("div", { class: "stage" });
    this.explorer = new Explorer(stage, this.#host());
    this.adjust = new Adjust((wanted) => this.onAdjust(wanted), keyOf);
    this.ask = new AskClass((yes) => this.elements.cover(yes));
    this.transport = new Transport((command) => this.#do(command), this.adjust);
    this.views = new StackToggle((view) => this.#turn(view));
    this.codePanel = new CodePanel((open) => this.#openCode(open));
    this.counters = new Counters();
    this.challenge = new Challenge(() => this.onReveal());
    this.usage = new UsageCounts((on) => this.#turnCounts(on));
    this.history = new EditHistory();
    this.reset = new ResetButton(() => this.#reset());
    const parts = { explore: this.explorer, counters: this.counters, codePanel: this.codePanel, transport: this.transport, challenge: this.challenge, ask: this.ask };
    this.elements = new PlayerElements(stage, parts, height);
    const { root, work } = this.elements;
    root.hidden = true; // until there is something to show
    root.addEventListener("keydown", (event) => this.#historyKey(event));
    root.addEventListener("pointerenter", () => this.explorer.prepare()); // whoever comes near will point at a cell
    this.show = new Presentation(root, (on) => {
      this.transport.presenting(on);
      if (!on) this.ask.close();
      this.#build();
    });
    this.help = new KeyHelp();
    root.append(this.help.root);
    parent.append(root);
    this.keyboard = new Keyboard(root, this.#listener());
    this.afterClick = new FocusAfterClick(root, () => this.keyboard.inView);
    this.endLetters = characterKeys.onTurn(() => this.#nameKeys());
    this.#nameKeys();
    this.frame = (now) => this.#tick(now);
    this.resized = new ResizeObserver(() => this.#resize());
    this.resized.observe(root);
    this.grown = new ResizeObserver(() => this.elements.keepHeight());
    this.grown.observe(work);
    this.seen = new IntersectionObserver((entries) => this.#see(entries.at(-1).isIntersecting));
    this.seen.observe(root);
    this.visible = true;
    this.recent = new RecentChanges();
    this.pause = new PauseWhileLoading(root, () => this.#go());
  }

  /** Play this scene; the same one again (a theme switch) changes nothing.
   *
   * @param around what a page puts around the picture, as JSON; empty: nothing, and the picture has no fixed height.
   */
  update(json, around = "") {
    this.#surround(around);
    this.elements.root.hidden = false;
    this.address?.answered();
    this.unanswered = null; // changes the page has not answered yet: sent again with the next, for it hears only the last
    this.#show(json);
    this.original = this.scene.grids;
    this.#noteReset();
    this.#offerReset();
  }

  /** Play this scene, be it from the page or changed by hand. */
  #show(json) {
    if (json === this.json) return;
    this.json = json;
    const { code_panel: panel, ...scene } = JSON.parse(json);
    if (panel) this.codePanel.wanted = panel === "open";
    const shown = JSON.stringify(scene);
    if (shown === this.shown) return void this.#opened(); // all that is new: the code is to be open, or no longer
    this.shown = shown;
    const [former, before] = [this.scene, this.decoder];
    this.told = -Infinity; // when words about the step were last written
    if (this.scene) this.afterClick.sceneChanged();
    this.scene = scene;
    this.transport.offerSave(Boolean(this.onSave));
    this.decoder = new Decoder(scene);
    this.clock = scene.clock ?? "steps";
    this.runs = scene.tracks.map((_, track) => runOf(this.decoder, track));
    const { steps } = leader(this.clock, this.runs);
    const { opensAt, caseChosen } = this;
    const wishes = { still: this.still.matches, opensAt, caseChosen, speed: this.chosen };
    this.head = firstHead(scene, steps, former && { head: this.head, pictured: hasPictures(former) }, wishes);
    this.transport.offerSpeeds(steps);
    this.totals = scene.tracks.map((_, track) => this.decoder.multiplications(track));
    this.view = scene.view || this.view || "";
    this.volume = scene.grids.some(({ axes }) => isVolume(axes));
    this.equations = scene.tracks.map(({ title }) => new Equation(scene.tracks.length > 1 && title));
    this.counters.fill(scene.tracks, this.totals);
    this.codePanel.fill(this.decoder);
    this.elements.fill(scene.title, {
      keys: legend([...this.decoder.grids.values()]),
      toggles: [this.reset.root, ...(this.volume ? [this.views.root] : []), ...(this.usage.applies(this.decoder) ? [this.usage.button] : []), ...(this.codePanel.any ? [this.codePanel.button] : [])],
      equations: this.equations.map((equation) => equation.root),
      counters: this.counters.count,
      hint: this.decoder.maps.length ? HINTS.cone : HINTS.numbers,
    });
    if (this.caseChosen) this.recent.forget();
    else if (before) this.recent.note(before, this.decoder);
    this.caseChosen = false;
    this.#build();
    this.pause.sceneArrived();
    this.#go();
  }

  #surround(around) {
    if (around === this.around) return;
    const board = around ? JSON.parse(around) : null;
    const taken = this.unanswered || this.resetting; // a change that was taken back lights its case again
    this.caseChosen = Boolean(this.around && board?.sentence && board.sentence !== this.sentence && !taken);
    this.sentence = board?.sentence;
    this.opensAt = board?.step ?? null;
    if (board?.frame) this.address ??= new StepInAddress();
    this.around = around;
    this.changedByHand = board?.changed; // undefined where no page keeps the numbers
    this.elements.surround(board);
    this.transport.unit = board?.unit ?? "step";
    this.challenge.ask(board?.question ?? null);
    this.ask.take(board?.question ?? null);
    this.transport.offerQuestion(Boolean(board?.question));
    this.adjust.offer(board?.adjustables ?? []);
    this.#render();
  }

  remove() {
    this.pause.remove();
    cancelAnimationFrame(this.request);
    this.keyboard.remove();
    this.afterClick.remove();
    this.endLetters();
    this.show.remove();
    this.transport.remove();
    this.address?.remove();
    this.adjust.remove();
    this.ask.close();
    this.resized.disconnect();
    this.grown.disconnect();
    this.seen.disconnect();
    this.elements.openCode(false);
    this.elements.root.remove();
  }

  /** Name keys that type a character only where they are heard. */
  #nameKeys() {
    const { root } = this.elements;
    root.classList.toggle("no-letters", !characterKeys.on);
    renewTips(root);
    this.help.renew();
  }

  // The picture, at the size there is room for.

  #build() {
    const { elements } = this;
    const { stage } = elements;
    elements.openCode(this.codePanel.isOpen);
    if (!elements.picture.clientWidth) return;
    this.size = elements.size;
    const room = elements.room(this.volume || this.scene.tracks.length > 1);
    const fixed = elements.hasFixedHeight;
    const projector = room.width > WIDE;
    this.picture = new Stage(stage, this.decoder, { ...room, projector, fixed, view: this.view });
    elements.enlarge(room, this.picture.plan.height);
    elements.keepLetters(this.#longestRow());
    elements.work.classList.toggle("abreast", this.picture.plan.abreast);
    this.views.show(this.picture.plan.stack ? "stack" : "flat");
    this.explorer.renew();
    this.codePanel.follow();
    this.#count();
    this.recent.tell(this.picture, this.decoder);
  }

  /** Letters of the longest row of arithmetic, of some steps of each track. */
  #longestRow() {
    const rows = this.runs.map(({ steps }, track) => {
      const some = Math.min(steps, STEPS_MEASURED);
      return Array.from({ length: some }, (_, i) => longestRow(this.decoder.step(track, Math.floor((i * steps) / some))));
    });
    return Math.max(...rows.flat());
  }

  #resize() {
    if (this.decoder && this.elements.size !== this.size) this.#build();
  }

  #see(visible) {
    this.visible = visible;
    this.#go();
  }

  #count() {
    this.usage.show(this.decoder, this.picture, this.elements.keys);
    this.elements.tell(this.look?.sentence ?? this.usage.sentence);
    this.#render();
  }

  /** Counts stand still: who plays or steps leaves them. */
  #turnCounts(on) {
    if (on) this.head = jump(this.head, this.head.step);
    this.explorer.release();
    this.#count();
    if (on) say(this.elements.live, this.usage.sentence);
    this.#go();
  }

  // Time.

  #go() {
    this.#hold();
    cancelAnimationFrame(this.request);
    this.last = undefined;
    if (this.#moves) this.request = requestAnimationFrame(this.frame);
  }

  #tick(now) {
    const passed = Math.min(now - (this.last ?? now), LONGEST_FRAME_MS);
    this.last = now;
    this.head = advance(this.head, passed);
    this.#render();
    if (this.#moves) this.request = requestAnimationFrame(this.frame);
    else this.#hold();
  }

  /** Keep the step in the address while the picture stands, once somebody has made it stand or move. */
  #hold() {
    const { playing, step } = this.head ?? {};
    if (this.address && (this.used || this.opensAt)) this.address.hold(playing ? null : step);
  }

  get #moves() {
    return this.head?.playing && this.visible && !this.look && !this.pause.isPaused;
  }

  #render() {
    if (!this.picture) return;
    const { step, phase, speed, playing } = this.head;
    const heads = tracksAt(this.clock, this.runs, step, this.still.matches && playing ? Math.max(phase, 0.999) : phase);
    const pace = playing ? speed : 1; // who has stopped within a step sees its products one by one
    const results = this.picture.render(this.#lookedAt(heads), pace);
    const now = performance.now();
    if (!this.look && !isDue(this.head, now - this.told)) return;
    this.told = now;
    results.forEach((result, track) => this.equations[track].show(result));
    this.codePanel.show(results, isSwept(pace));
    const { drawn, active } = results[this.look?.track ?? this.#leading()];
    if (this.look?.step === undefined) {
      this.counters.show(results);
      if (this.clock === "multiplications") this.picture.score(results, this.totals);
      this.transport.show(this.head, subject(drawn));
    }
    const { live } = this.elements;
    if (this.look) say(live, this.look.heard ?? sentence(drawn, this.look.step, this.runs[this.look.track].steps));
    else if (!playing) say(live, active < 0 || !drawn.nest.weight ? sentence(drawn, step, this.head.steps) : productSentence(drawn, active));
  }

  #leading() {
    return this.runs.indexOf(leader(this.clock, this.runs));
  }

  /** A step looked at out of turn takes its track's place; what is written so far stays as it is. */
  #lookedAt(heads) {
    if (this.look?.step === undefined) return heads;
    return heads.map((head, track) => {
      if (track !== this.look.track) return head;
      return { step: this.look.step, phase: 1, written: head.phase === 1 ? head.step + 1 : head.step };
    });
  }

  // What a person does.

  /** What the explorer may ask of the player. */
  #host() {
    return {
      picture: () => this.picture,
      decoder: () => this.decoder,
      look: (look) => this.#look(look),
      jump: ({ track, step }) => this.#stand(jump(this.head, leadingAt(this.clock, this.runs, track, step))),
      edit: (grid, cells) => this.#edit(grid, cells),
      goBack: (command) => this.#goBack(command),
      tip: (lines, place) => this.elements.point(lines, place),
      home: () => this.elements.root.focus(),
    };
  }

  /** Look at a cell's meetings, or at nothing: playing waits meanwhile. */
  #look(look) {
    if (!look && !this.look) return;
    this.look = look;
    this.picture?.light(look?.spots ?? [], look?.met, look?.paths);
    this.elements.tell(look?.sentence ?? this.usage.sentence);
    this.#render();
    this.#go();
  }

  #edit(id, cells) {
    const changes = [{ grid: id, cells }];
    this.history.note(changes, this.scene.grids);
    this.#change(changes);
  }

  /** Change numbers here at once, for outputs follow from them; then let the page know. */
  #change(changes) {
    this.usage.leave();
    this.head = jump(this.head, this.head.step);
    const unanswered = this.unanswered ?? new Map();
    for (const { grid, cells } of changes) unanswered.set(grid, new Map([...(unanswered.get(grid) ?? []), ...cells]));
    this.#show(JSON.stringify({ ...this.scene, grids: changed(this.scene.grids, changes) }));
    this.unanswered = unanswered;
    this.onEdit([...unanswered].map(([grid, cells]) => ({ grid, cells: [...cells] })));
    this.#offerReset();
  }

  /** Take back the last change ("undo"), or make it again ("redo"); false where there is none. */
  #goBack(command) {
    if (this.resetting) return true; // what there is to take back is not known before the page has answered
    const changes = this.history[command](this.scene.grids);
    if (!changes) return false;
    this.#change(changes);
    say(this.elements.live, command === "undo" ? "Change taken back." : "Change made again.");
    return true;
  }

  /** Give back the numbers from before any change: the page knows them, and where there is none they are here. */
  #reset() {
    this.elements.root.focus();
    if (this.changedByHand !== undefined) {
      this.resetting = this.scene.grids;
      return this.onReset();
    }
    const changes = differences(this.scene.grids, this.original);
    this.history.note(changes, this.scene.grids);
    return this.#change(changes);
  }

  /** A reset can be taken back, too. */
  #noteReset() {
    if (!this.resetting) return;
    const changes = differences(this.resetting, this.scene.grids).filter(({ grid }) => this.history.has(grid));
    this.history.note(changes, this.resetting);
    this.resetting = null;
  }

  #offerReset() {
    const here = differences(this.original, this.scene.grids).length > 0;
    this.reset.offer(this.changedByHand === undefined ? here : this.changedByHand || Boolean(this.unanswered));
  }

  /** Stack or spread the planes at once; then let the page know. */
  #turn(view) {
    this.view = view;
    this.#build();
    this.onView(view);
  }

  /** Open the code of the loops, or close it, at once; then let the page know. */
  #openCode(open) {
    this.codePanel.wanted = open;
    this.#opened();
    this.onCodePanel(open);
  }

  #opened() {
    this.codePanel.open(this.codePanel.wanted);
    this.elements.forgetHeight();
    this.#build();
  }

  #stand(head) {
    this.usage.leave();
    this.#set(head);
  }

  #set(head) {
    this.used = true;
    this.head = head;
    this.#render();
    this.#go();
  }

  /** What the keyboard may ask of the player. */
  #listener() {
    const player = this;
    return {
      get offers() {
        return player.#offers;
      },
      get presenting() {
        return player.show.on;
      },
      obey: (command, options) => this.#do(command, options),
    };
  }

  /** What it has of what the table of keys names by `when`. */
  get #offers() {
    const { decoder } = this;
    const has = {
      products: [...(decoder?.links.values() ?? [])].some(({ weight }) => weight),
      loops: decoder && this.codePanel.any,
      volumes: this.volume,
      cases: this.onNext,
      files: this.onSave,
      question: this.ask.question,
      ...Object.fromEntries(ADJUSTED.map((command) => [command, this.adjust.has(command)])),
    };
    return new Set(Object.keys(has).filter((name) => has[name]));
  }

  /** Carry out a command of the table of keys, or { step } or { speed }; false where there is nothing to do. */
  #do(command, { back = false } = {}) {
    if (!this.head) return false;
    if (command === "leave") return this.#leave();
    const head = applyCommand(this.head, command, (step) => this.#products(step));
    const act = head ? () => this.#move(head, command) : this.#acts[command];
    if (!act) return false;
    if (this.look) this.explorer.release();
    return act({ back });
  }

  get #acts() {
    return {
      present: () => void this.show.toggle(),
      next: () => this.onNext?.(),
      view: () => this.volume && this.views.toggle(),
      code: () => this.codePanel.toggle(),
      save: () => this.#save(),
      help: () => this.help.open(this.#listener()),
      ask: () => this.ask.toggle(),
      ...Object.fromEntries(ADJUSTED.map((command) => [command, ({ back }) => this.adjust.press(command, back)])),
    };
  }

  #move(head, command) {
    if (command.speed !== undefined || command === "faster" || command === "slower") this.chosen = head.speed;
    if (!UNMOVING.includes(command) && command.speed === undefined) this.usage.leave();
    const stopped = this.head.playing && !head.playing && command === "toggle";
    this.#set(stopped && this.still.matches ? jump(head, head.step) : head); // no step is shown half done then
  }

  /** Products of a step of the track the transport counts; what is only copied or handed on is one of its own. */
  #products(step) {
    const { nest } = this.decoder.locate(this.#leading(), step);
    return nest.weight ? nest.terms : 1;
  }

  #save() {
    if (this.show.on) this.show.leave(); // the page's dialog would open behind the full screen
    this.onSave?.(this.head.step);
  }

  /** What Escape does: put the question away, or let go of a cell that is kept, else leave the full screen. */
  #leave() {
    if (this.ask.isOpen) return void this.ask.close();
    const full = this.show.on && !this.explorer.pinned;
    if (!full && !this.look) return false;
    this.explorer.release();
    return full ? this.show.leave() : undefined;
  }

  /** A text field has an undo of its own. */
  #historyKey(event) {
    const command = event.target.type !== "text" && historyCommand(event);
    if (command && this.#goBack(command)) event.preventDefault();
  }
}
