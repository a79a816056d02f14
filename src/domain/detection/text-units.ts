/**
 * The UTF-16 units of a text in a typed array. A string may be a part of another or two put together, and reading it
 * unit by unit then costs twice as much each time; three passes over an array cost less than one over such a string.
 */
export type TextUnits = {
  /** Longer than the text; what is behind its end is of other texts. */
  units: Uint16Array;
  length: number;
};

const START_LENGTH = 16_384;

export function emptyUnits(): TextUnits {
  return { units: new Uint16Array(START_LENGTH), length: 0 };
}

/** Writes the text over whatever stood there before, with zeros behind its end. */
export function loadUnits(into: TextUnits, text: string): void {
  const { length } = text;
  if (into.units.length < length + 2) into.units = new Uint16Array(length + (length >> 2) + 2);
  const { units } = into;
  for (let at = 0; at < length; at += 1) units[at] = text.charCodeAt(at);
  units[length] = 0;
  units[length + 1] = 0;
  into.length = length;
}
