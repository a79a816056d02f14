import { namesOf } from '../filters/filter-select.tsx';
import { type RangeSearch, readRange } from '../filters/range.ts';
import { readTexts } from '../filters/read-texts.ts';
import { FILTER_WORDS } from '../words/filter-words.ts';
import { PROTECTION_WORDS } from '../words/protection-words.ts';

const TEXTS = ['type', 'team', 'useCase', 'model', 'person', 'key', 'content'] as const;

export type ProtectionSearch = RangeSearch & {
  readonly action?: keyof typeof PROTECTION_WORDS.actions | undefined;
  readonly tier?: keyof typeof FILTER_WORDS.tiers | undefined;
  readonly direction?: keyof typeof PROTECTION_WORDS.directions | undefined;
} & { readonly [Name in (typeof TEXTS)[number]]?: string | undefined };

/** What the address says; anything else is as if nothing stood there. */
export function readProtectionSearch(search: Readonly<Record<string, unknown>>): ProtectionSearch {
  const action = namesOf(PROTECTION_WORDS.actions).find((name) => name === search['action']);
  const direction = namesOf(PROTECTION_WORDS.directions).find((name) => name === search['direction']);
  const tier = namesOf(FILTER_WORDS.tiers).find((name) => name === search['tier']);
  return {
    ...readRange(search),
    ...readTexts(search, TEXTS),
    ...(action === undefined ? {} : { action }),
    ...(tier === undefined ? {} : { tier }),
    ...(direction === undefined ? {} : { direction }),
  };
}
