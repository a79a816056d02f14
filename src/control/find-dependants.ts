import type { ApiKey } from '../domain/identity/directory.ts';
import type { Noun, Nouns, PageRequest, ReadUnit, Stored } from '../ports/control-store.ts';
import { keyReferences } from './api-key-grant.ts';
import type { Reference, RowNoun, RowRules } from './row-rules.ts';
import { ROW_RULES } from './rules-of-rows.ts';

const PAGE_ROWS = 500;
/** A sentence names so many and says how many more there are. */
const NAMED_MAX = 5;

/** The nouns whose rows can refer to each noun; API keys can refer to those of `HELD_BY_KEYS`. */
const REFERRERS: { readonly [N in RowNoun]: readonly RowNoun[] } = {
  cost_centre: ['team', 'project', 'envelope'],
  team: ['person', 'project', 'service_account', 'envelope'],
  person: ['team', 'service_account', 'use_case', 'envelope'],
  project: ['service_account', 'envelope'],
  service_account: [],
  use_case: ['envelope', 'workflow', 'source'],
  upstream: ['model'],
  model: ['use_case'],
  price: [],
  calendar: [],
  envelope: [],
  workflow: [],
  outcome_type: ['source'],
  source: [],
};
const HELD_BY_KEYS: ReadonlySet<RowNoun> = new Set(['team', 'person', 'project', 'service_account', 'use_case']);

type Target = { readonly noun: RowNoun; readonly id: string };

/** Which live rows still refer to this one, in words; undefined when none does. */
export async function findDependants(
  unit: ReadUnit,
  target: Target & { readonly nowMs: number },
): Promise<string | undefined> {
  const names: string[] = [];
  for (const noun of REFERRERS[target.noun]) names.push(...(await dependantRows(unit, noun, target)));
  if (HELD_BY_KEYS.has(target.noun)) {
    for await (const { row } of everyRow(unit, 'api_key')) {
      if (isLiveKey(row, target.nowMs) && leadsTo(keyReferences(row), target)) {
        names.push(`API key "${row.name}" (${row.id})`);
      }
    }
  }
  return inWords(names);
}

/** Every row of a noun, or those with these members and within these ids, a page at a time. */
export async function* everyRow<N extends Noun>(
  unit: ReadUnit,
  noun: N,
  where: PageRequest['where'] = {},
  within?: PageRequest['within'],
): AsyncGenerator<Stored<Nouns[N]>> {
  const narrowed = within === undefined ? { where } : { where, within };
  let afterId: string | null = null;
  do {
    const page: { readonly rows: readonly Stored<Nouns[N]>[]; readonly nextAfterId: string | null } = await unit.list(
      noun,
      { limit: PAGE_ROWS, afterId, ...narrowed },
    );
    yield* page.rows;
    afterId = page.nextAfterId;
  } while (afterId !== null);
}

/** A key that can still work, now or once it is resumed. */
export function isLiveKey(key: ApiKey, nowMs: number): boolean {
  return key.status !== 'revoked' && (key.expiresAtMs === null || key.expiresAtMs > nowMs);
}

async function dependantRows<N extends RowNoun>(unit: ReadUnit, noun: N, target: Target): Promise<readonly string[]> {
  const rules: RowRules<N> = ROW_RULES[noun];
  const names: string[] = [];
  for await (const { row } of everyRow(unit, noun)) {
    const isSelf = noun === target.noun && row.id === target.id;
    if (isSelf || rules.isArchived(row) || !leadsTo(rules.references(row), target)) continue;
    names.push(`${rules.word} "${row.id}"`);
  }
  return names;
}

function leadsTo(references: readonly Reference[], target: Target): boolean {
  return references.some((reference) => reference.noun === target.noun && reference.id === target.id);
}

function inWords(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const more = names.length - NAMED_MAX;
  return names.slice(0, NAMED_MAX).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
