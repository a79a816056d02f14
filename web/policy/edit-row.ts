import { POLICY_WORDS } from '../words/policy-words.ts';
import type { MatrixRow } from './policy-document.ts';

/** A row as its form holds it: lists with commas, phrases one a line. */
export type RowTexts = Readonly<
  Record<
    | 'id'
    | 'useCase'
    | 'category'
    | 'tier'
    | 'lane'
    | 'team'
    | 'role'
    | 'allows'
    | 'findings'
    | 'dataClass'
    | 'dataClassAtLeast'
    | 'media'
    | 'model'
    | 'does'
    | 'why'
    | 'instead'
    | 'askAt',
    string
  >
>;

const TIERS = [1, 2, 3] as const;
const LANES = ['exploration', 'production'] as const;
const MEDIA = ['image', 'audio', 'file'] as const;

export function textsOfRow(row: MatrixRow | undefined): RowTexts {
  const whose = row?.for ?? {};
  const content = row?.when ?? {};
  return {
    id: row?.id ?? '',
    useCase: listed(whose.useCase),
    category: listed(whose.category),
    tier: listed(whose.tier),
    lane: listed(whose.lane),
    team: listed(whose.team),
    role: listed(whose.role),
    allows: listed(whose.allows),
    findings: listed(content.findings),
    dataClass: listed(content.dataClass),
    dataClassAtLeast: content.dataClassAtLeast ?? '',
    media: listed(content.media),
    model: listed(content.model),
    does: (row?.does ?? []).join('\n'),
    why: row?.why ?? '',
    instead: row?.instead ?? '',
    askAt: row?.askAt ?? '',
  };
}

export function rowOf(texts: RowTexts): MatrixRow {
  const atLeast = POLICY_WORDS.classes.find((name) => name === texts.dataClassAtLeast);
  return {
    id: texts.id.trim(),
    for: {
      ...named('useCase', parts(texts.useCase)),
      ...named('category', parts(texts.category)),
      ...named('tier', known(TIERS, texts.tier)),
      ...named('lane', known(LANES, texts.lane)),
      ...named('team', parts(texts.team)),
      ...named('role', parts(texts.role)),
      ...named('allows', known(POLICY_WORDS.classes, texts.allows)),
    },
    when: {
      ...named('findings', parts(texts.findings)),
      ...named('dataClass', known(POLICY_WORDS.classes, texts.dataClass)),
      ...(atLeast === undefined ? {} : { dataClassAtLeast: atLeast }),
      ...named('media', known(MEDIA, texts.media)),
      ...named('model', parts(texts.model)),
    },
    does: lines(texts.does),
    why: texts.why.trim(),
    instead: texts.instead.trim() === '' ? null : texts.instead.trim(),
    askAt: texts.askAt.trim() === '' ? null : texts.askAt.trim(),
  };
}

export function listed(values: readonly (string | number)[] | undefined): string {
  return (values ?? []).join(', ');
}

export function parts(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A member for what is not empty: an empty list would mean nobody. */
export function named<Name extends string, Item>(name: Name, items: Item[]): { [N in Name]?: Item[] } {
  const made: { [N in Name]?: Item[] } = {};
  if (items.length > 0) made[name] = items;
  return made;
}

const VALUES = {
  tier: TIERS,
  lane: LANES,
  allows: POLICY_WORDS.classes,
  dataClass: POLICY_WORDS.classes,
  media: MEDIA,
} as const;
export type ValuedName = keyof typeof VALUES;

/** What stands in a field that takes a few values and is none of them; left out it would widen the row to all. */
export function findStranger(name: ValuedName, text: string): string | undefined {
  const values: readonly (string | number)[] = VALUES[name];
  return parts(text).find((part) => !values.some((value) => String(value) === part));
}

/** Those of the known values that a text names; the form refuses others before. */
function known<Value extends string | number>(values: readonly Value[], text: string): Value[] {
  return parts(text).flatMap((part) => values.filter((value) => String(value) === part));
}
