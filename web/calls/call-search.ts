import { type RangeSearch, readRange } from '../filters/range.ts';
import { readTexts } from '../filters/read-texts.ts';

const TEXTS = ['team', 'project', 'useCase', 'model', 'person', 'task', 'costCentre'] as const;
const CHOICES = {
  tier: ['1', '2', '3'],
  lane: ['exploration', 'production'],
  only: ['refused', 'failed', 'estimated', 'unpriced', 'charged'],
} as const;
type Choices = { readonly [Name in keyof typeof CHOICES]?: (typeof CHOICES)[Name][number] };

export type CallsSearch = RangeSearch & Choices & { readonly [Name in (typeof TEXTS)[number]]?: string };

/** What the address says; anything else is as if nothing stood there. */
export function readCallsSearch(search: Readonly<Record<string, unknown>>): CallsSearch {
  const { tier, lane, only } = CHOICES;
  return {
    ...readRange(search),
    ...readTexts(search, TEXTS),
    ...oneOf('tier', tier, search),
    ...oneOf('lane', lane, search),
    ...oneOf('only', only, search),
  };
}

function oneOf<Name extends string, Value extends string>(
  name: Name,
  values: readonly Value[],
  search: Readonly<Record<string, unknown>>,
): { readonly [N in Name]?: Value } {
  const value = values.find((one) => one === String(search[name]));
  const read: { [N in Name]?: Value } = {};
  if (value !== undefined) read[name] = value;
  return read;
}
