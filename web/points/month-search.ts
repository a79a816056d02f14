export type MonthSearch = { readonly month?: string };

/** The month that the address names. */
export function readMonth({ month }: Readonly<Record<string, unknown>>): MonthSearch {
  return typeof month === 'string' && /^\d{4}-\d{2}$/.test(month) ? { month } : {};
}
