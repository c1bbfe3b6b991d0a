// As much of a page as small controls need: elements that hold text, classes and listeners. Nothing is drawn.

class Element extends EventTarget {
  constructor(name) {
    super();
    this.name = name;
    this.attributes = {};
    this.children = [];
    this.dataset = {};
    this.hidden = false;
    this.value = "";
    this.classes = new Set();
    this.style = { setProperty: () => {} };
  }

  get classList() {
    return {
      add: (name) => void this.classes.add(name),
      remove: (name) => void this.classes.delete(name),
      toggle: (name, on) => void (on ? this.classes.add(name) : this.classes.delete(name)),
    };
  }

  setAttribute(name, value) {
    if (name === "hidden") this.hidden = true;
    else this.attributes[name] = value;
  }

  remove() {
    this.removed = true;
  }

  append(...children) {
    this.children.push(...children);
  }

  get textContent() {
    return this.children.map((child) => child.textContent ?? child).join("");
  }

  set textContent(text) {
    this.children = [text];
  }

  set innerHTML(text) {
    this.children = [text];
  }

  insertAdjacentHTML(where, text) {
    this.children.push(text);
  }
}

/** Elements can be made from now on. */
export function open() {
  globalThis.document = { createElement: (name) => new Element(name) };
}

export function close() {
  delete globalThis.document;
}
