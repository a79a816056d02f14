export type RecognitionSearch = { readonly month?: string };

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The month that the address names; anything else is as if nothing stood there. */
export function readRecognitionSearch(search: Readonly<Record<string, unknown>>): RecognitionSearch {
  const month = search['month'];
  return typeof month === 'string' && MONTH.test(month) ? { month } : {};
}

/** The month that runs and those before it, in UTC as months of recognition are. */
export function monthsBack(nowMs: number, many: number): readonly string[] {
  const now = new Date(nowMs);
  return Array.from({ length: many }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}
