/** "1 hour", "3 hours", "-2 defects": a unit is kept as one of it is called. */
export function amountOfUnit(amount: number, unit: string): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? unit : unitsOf(unit)}`;
}

/** What many of it are called; what does not end in a small letter (EUR, %) stays as it is. */
export function unitsOf(unit: string): string {
  if (!/[a-z]$/.test(unit)) return unit;
  if (/[^aeiou]y$/.test(unit)) return `${unit.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(unit) ? `${unit}es` : `${unit}s`;
}
