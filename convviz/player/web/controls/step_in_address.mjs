// The step on show in the address bar, so that a link holds it. Streamlit writes the address anew with every answer of the
// server, and does not know the step: it is then written again.

const NAME = "step";
const STANDING_MS = 250; // a playhead that is dragged does not stand: browsers refuse an address that changes all the time

export class StepInAddress {
  constructor() {
    this.page = location.pathname;
    this.changed = () => this.#write();
    globalThis.navigation?.addEventListener("currententrychange", this.changed);
  }

  /** @param step at which the picture stands, from 0; null: it stands nowhere. */
  hold(step) {
    if (step === this.step) return;
    this.step = step;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.changed, STANDING_MS);
  }

  /** The server has answered. */
  answered() {
    this.#write();
  }

  remove() {
    clearTimeout(this.timer);
    globalThis.navigation?.removeEventListener("currententrychange", this.changed);
  }

  #write() {
    if (this.step === undefined || location.pathname !== this.page) return;
    const search = withStep(location.search, this.step);
    if (search !== location.search) history.replaceState(history.state, "", `${location.pathname}${search}${location.hash}`);
  }
}

/** A query with this step, counted from 1, in the place of any other; null: with none. All else stays as it is spelled. */
export function withStep(search, step) {
  const others = search.replace(/^\?/, "").split("&").filter((part) => part && part.split("=")[0] !== NAME);
  const parts = step === null ? others : [...others, `${NAME}=${step + 1}`];
  return parts.length ? `?${parts.join("&")}` : "";
}
