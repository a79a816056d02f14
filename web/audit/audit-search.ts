import { type RangeSearch, readRange } from '../filters/range.ts';

export type AuditSearch = RangeSearch & { readonly type?: string; readonly subject?: string };

const TEXT_MAX = 600;

/** What the address says; anything else is as if nothing stood there. */
export function readAuditSearch(search: Readonly<Record<string, unknown>>): AuditSearch {
  const named = (['type', 'subject'] as const).flatMap((name) => {
    const value = search[name];
    return typeof value === 'string' && value !== '' && value.length <= TEXT_MAX ? [[name, value] as const] : [];
  });
  return { ...readRange(search), ...Object.fromEntries(named) };
}
