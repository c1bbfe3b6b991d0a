// How numbers are written everywhere in the player.

export const MINUS = "\u2212"; // the minus sign: a hyphen is too short to be seen from the last row

/** A number with at most `digits` decimals: "17", "−0.5", "5.33", "1.2e7". */
export function number(value, digits = 2) {
  if (!Number.isFinite(value)) return "";
  const size = Math.abs(value);
  let text;
  if (Number.isInteger(value) && size < 1e6) text = String(size);
  else if (size >= 1e6 || (size > 0 && size < 0.5 * 10 ** -digits)) text = compact(size);
  else text = String(Number(size.toFixed(digits)));
  return (value < 0 && text !== "0" ? MINUS : "") + text;
}

/** A positive number as "1.2e7"; with no decimals of the mantissa as "1e7". */
export function compact(size, decimals = 1) {
  const [mantissa, exponent] = size.toExponential(decimals).split("e");
  return `${Number(mantissa)}e${Number(exponent)}`.replace("-", MINUS);
}

/** The shortest that says how large a number is: "−1e5". */
export const power = (value) => (value < 0 ? MINUS : "") + compact(Math.abs(value), 0);

/** What is written after another sign: "2", but "(−2)". */
export const bracketed = (written) => (written.startsWith(MINUS) ? `(${written})` : written);

/** A count with thousands separated: "86,400". */
export function count(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
