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

export type BillLinesSearch = BillSearch & {
  readonly report?: string;
  readonly day?: string;
  readonly model?: string;
  readonly project?: string;
  readonly only?: 'no_model';
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const REPORT = /^\d{1,18}$/;
const NAME_MAX = 200;

/** Which lines of bills: of one report, or those that count of a vendor, month, day and model. */
export function readBillLinesSearch(search: Readonly<Record<string, unknown>>): BillLinesSearch {
  const textOf = (name: string, fits: (text: string) => boolean) => {
    const text = String(search[name] ?? '');
    return fits(text) ? { [name]: text } : {};
  };
  const isName = (text: string) => text !== '' && text.length <= NAME_MAX;
  return {
    ...readBillSearch(search),
    ...textOf('report', (text) => REPORT.test(text)),
    ...textOf('day', (text) => DAY.test(text)),
    ...textOf('model', isName),
    ...textOf('project', isName),
    ...(search['only'] === 'no_model' ? { only: 'no_model' as const } : {}),
  };
}
