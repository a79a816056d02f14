const PERCENT = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** A part of a whole, 0 to 1, as "12.5 %". */
export function percent(part: number): string {
  return `${PERCENT.format(part * 100)} %`;
}
