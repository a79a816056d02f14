/**
 * Lower case, without accents, one UTF-16 unit for one: `É` is `e`, `ñ` is `n`. What folds to more than one unit, or is
 * half of a pair, stays as it is.
 */
export function foldUnit(unit: number): number {
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a ? unit + 32 : unit;
  if (unit >= 0xd800 && unit <= 0xdfff) return unit;
  const lower = String.fromCharCode(unit).toLowerCase().normalize('NFD');
  const base = lower.charCodeAt(0);
  // Only Latin letters lose their marks: elsewhere a mark makes another letter (и and й).
  if (base < 0x80) return base;
  const lowered = String.fromCharCode(unit).toLowerCase();
  return lowered.length === 1 ? lowered.charCodeAt(0) : unit;
}

const FOLDED = Uint16Array.from({ length: 0x10000 }, (_, unit) => foldUnit(unit));

/** The same as `foldUnit`, from a table. */
export function foldedUnit(unit: number): number {
  return FOLDED[unit] ?? 0;
}

/** A literal in the form in which it is looked for. */
export function foldLiteral(text: string): string {
  let folded = '';
  for (let index = 0; index < text.length; index += 1)
    folded += String.fromCharCode(foldedUnit(text.charCodeAt(index)));
  return folded;
}
