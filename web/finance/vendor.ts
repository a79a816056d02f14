import { MONTH } from './periods.ts';

/** Vendors whose cost reports can be read. */
export const VENDORS = ['openai', 'anthropic'] as const;
export type Vendor = (typeof VENDORS)[number];

export type BillSearch = { readonly month?: string; readonly vendor?: Vendor };

/** What the address says; anything else is as if nothing stood there. */
export function readBillSearch(search: Readonly<Record<string, unknown>>): BillSearch {
  const month = search['month'];
  const vendor = VENDORS.find((name) => name === search['vendor']);
  return {
    ...(typeof month === 'string' && MONTH.test(month) ? { month } : {}),
    ...(vendor === undefined ? {} : { vendor }),
  };
}
