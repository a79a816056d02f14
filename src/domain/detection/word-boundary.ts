/**
 * Whether a word stands by itself. A letter before or behind it joins it to another word; digits, underscores and
 * the hump of a camel do not: `iban` stands in `customerIban`, `iban_2` and `ibanNumber`, and not in `Urbana`.
 */
export function isWholeWord(text: string, start: number, end: number): boolean {
  return !joins(text, start) && !joins(text, end);
}

/** Whether the characters on both sides of `at` belong to one word. */
function joins(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  if (!isLetter(before) || !isLetter(after)) return false;
  return !(isLowerAscii(before) && isUpperAscii(after));
}

function isLowerAscii(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

function isUpperAscii(unit: number): boolean {
  return unit >= 0x41 && unit <= 0x5a;
}

/** ASCII letters, and of the rest what is no sign of Latin-1, no general punctuation and no ideograph. */
export function isLetter(unit: number): boolean {
  if (unit < 0x80) return isLowerAscii(unit | 32);
  if (unit < 0xc0) return unit === 0xaa || unit === 0xb5 || unit === 0xba;
  return unit !== 0xd7 && unit !== 0xf7 && (unit < 0x2000 || (unit >= 0x2c00 && unit < 0x2e00));
}
