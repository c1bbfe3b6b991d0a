// The three lines every file that touches the page needs.

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element with attributes and children. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** An HTML element with attributes and children; strings become text, never markup. */
export function html(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** A copy of an SVG element, with other attributes where given. */
export function copy(element, attributes) {
  return fill(element.cloneNode(), attributes, []);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Set the text only where it changed: an untouched node costs the browser nothing. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
