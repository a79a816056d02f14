const WHOLE = new Intl.NumberFormat('en');
const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export function count(value: number): string {
  return WHOLE.format(value);
}

/** 1.2K, 34M: where the last digits say nothing. */
export function roughly(value: number): string {
  return value < 10_000 ? WHOLE.format(value) : SHORT.format(value);
}

/** "1 call", "2 calls". */
export function counted(value: number, [one, many]: readonly [one: string, many: string]): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
