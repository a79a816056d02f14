const WHOLE = new Intl.NumberFormat('en');
/** Made when it is first needed: that takes longer than everything else here, and the first page does without. */
let short: Intl.NumberFormat | undefined;

export function count(value: number): string {
  return WHOLE.format(value);
}

/** 1.2K, 34M: where the last digits say nothing. */
export function roughly(value: number): string {
  short ??= new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
  return value < 10_000 ? WHOLE.format(value) : short.format(value);
}

/** "1 hour", "3 hours", "4 entries": a unit is kept as one of it is called. */
export function ofUnit(amount: number, unit: string): string {
  return `${WHOLE.format(amount)} ${amount === 1 ? unit : plural(unit)}`;
}

/** What many of a unit are called: hours, entries. */
export function plural(unit: string): string {
  if (!/[a-z]$/.test(unit)) return unit;
  if (/[^aeiou]y$/.test(unit)) return `${unit.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(unit) ? `${unit}es` : `${unit}s`;
}

/** "1 call", "2 calls". */
export function counted(value: number, [one, many]: readonly [one: string, many: string]): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
