import type { Price } from '../domain/catalog/price.ts';
import type { Nouns, Stored } from '../ports/control-store.ts';
import { keyReferences } from './api-key-grant.ts';
import { faultOf, type ReferenceState } from './check-references.ts';
import type { Current, Declared, PlannedChange } from './configuration-plan.ts';
import type { Fault } from './control-refusal.ts';
import { mayOverride, pricesCollide } from './price-rules.ts';
import type { Reference, RowNoun, RowRules } from './row-rules.ts';
import { ROW_NOUNS, ROW_RULES } from './rules-of-rows.ts';

type Question = {
  readonly current: Current;
  readonly declared: Declared;
  readonly changes: readonly PlannedChange[];
  readonly nowMs: number;
};

/** The names of the declaration's lists, for pointers. */
export const DECLARATION_MEMBERS: { readonly [N in RowNoun]: string } = {
  cost_centre: 'costCentres',
  team: 'teams',
  person: 'people',
  project: 'projects',
  service_account: 'serviceAccounts',
  upstream: 'upstreams',
  model: 'models',
  use_case: 'useCases',
  price: 'prices',
  calendar: 'calendar',
  envelope: 'envelopes',
  workflow: 'workflows',
  outcome_type: 'outcomeTypes',
  source: 'sources',
};

/** Everything that keeps a declaration from being applied; all of it at once, so that people mend it at once. */
export function findPlanFaults(question: Question): readonly Fault[] {
  const states = statesAfter(question);
  const faults: Fault[] = [];
  for (const noun of ROW_NOUNS) {
    faults.push(...declaredFaults(noun, question, states));
    faults.push(...strandedRows(noun, question, states));
  }
  faults.push(...strandedKeys(question, states), ...priceFaults(question));
  return faults;
}

/** Each row's state once the plan is carried out, by `noun:id`. */
type States = ReadonlyMap<string, Exclude<ReferenceState, 'unknown'>>;

function statesAfter(question: Question): States {
  const states = new Map<string, Exclude<ReferenceState, 'unknown'>>();
  for (const noun of ROW_NOUNS) addStates(noun, question, states);
  for (const { noun, id, action } of question.changes) {
    states.set(`${noun}:${id}`, action === 'archive' && noun !== 'upstream' ? 'archived' : 'active');
  }
  return states;
}

function addStates<N extends RowNoun>(noun: N, question: Question, states: Map<string, 'active' | 'archived'>): void {
  const rules: RowRules<N> = ROW_RULES[noun];
  const rows: ReadonlyMap<string, Stored<Nouns[N]>> = question.current.rows[noun];
  for (const [id, { row }] of rows) states.set(`${noun}:${id}`, rules.isArchived(row) ? 'archived' : 'active');
}

function declaredFaults<N extends RowNoun>(noun: N, question: Question, states: States): readonly Fault[] {
  const rules: RowRules<N> = ROW_RULES[noun];
  const current: ReadonlyMap<string, Stored<Nouns[N]>> = question.current.rows[noun];
  const rows: readonly Nouns[N][] = question.declared[noun];
  const faults: Fault[] = [];
  const seen = new Set<string>();
  const taken = new Map<string, string>();
  for (const [index, row] of rows.entries()) {
    const at = `/${DECLARATION_MEMBERS[noun]}/${index}`;
    const broken = (pointer: string, detail: string) =>
      faults.push({ code: 'rule_broken', pointer: at + pointer, detail });
    if (seen.has(row.id)) broken('/id', `The ${rules.word} "${row.id}" is declared twice.`);
    seen.add(row.id);
    for (const reference of rules.references(row)) faults.push(...referenceFaults(reference, states, at));
    const inner = rules.findBroken(row);
    if (inner !== undefined) broken(inner.pointer, inner.detail);
    const from = current.get(row.id)?.row;
    const forbidden = from === undefined ? undefined : rules.findForbidden({ from, to: row, nowMs: question.nowMs });
    if (forbidden !== undefined) broken('', forbidden);
    const own = rules.unique(row);
    const other = own === undefined ? undefined : taken.get(own.words);
    if (own !== undefined && other !== undefined) broken('', `"${row.id}" and "${other}" have the same ${own.words}.`);
    if (own !== undefined) taken.set(own.words, row.id);
  }
  return faults;
}

function referenceFaults(reference: Reference, states: States, at: string): readonly Fault[] {
  const fault = faultOf(reference, states.get(`${reference.noun}:${reference.id}`) ?? 'unknown');
  return fault === undefined ? [] : [{ ...fault, pointer: at + fault.pointer }];
}

/** Live rows that nobody declares, and that refer to something the plan takes away. */
function strandedRows<N extends RowNoun>(noun: N, question: Question, states: States): readonly Fault[] {
  const rules: RowRules<N> = ROW_RULES[noun];
  const current: ReadonlyMap<string, Stored<Nouns[N]>> = question.current.rows[noun];
  const rows: readonly Nouns[N][] = question.declared[noun];
  const declared = new Set(rows.map((row) => row.id));
  const faults: Fault[] = [];
  for (const [id, { row }] of current) {
    if (declared.has(id) || states.get(`${noun}:${id}`) === 'archived') continue;
    for (const reference of rules.references(row)) {
      faults.push(...takenAway(reference, question, `${rules.word} "${id}"`));
    }
  }
  return faults;
}

function strandedKeys(question: Question, states: States): readonly Fault[] {
  const gone = [...states.values()].includes('archived');
  if (!gone) return [];
  return question.current.liveKeys.flatMap((key) =>
    keyReferences(key).flatMap((reference) => takenAway(reference, question, `API key "${key.name}" (${key.id})`)),
  );
}

function takenAway(reference: Reference, question: Question, user: string): readonly Fault[] {
  const { noun, id } = reference;
  const isTaken = question.changes.some(
    (change) => change.action === 'archive' && change.noun === noun && change.id === id,
  );
  if (!isTaken) return [];
  const detail = `The ${ROW_RULES[noun].word} "${id}" is no longer declared, but the ${user} still uses it.`;
  return [{ code: 'in_use', pointer: `/${DECLARATION_MEMBERS[noun]}`, detail }];
}

/** Prices that would hold at once, once the plan is carried out. */
function priceFaults(question: Question): readonly Fault[] {
  const after = new Map<string, Pick<Stored<Price>, 'row' | 'managedBy'>>(question.current.rows.price);
  for (const { id, row } of question.changes) {
    if ('effectiveFromMs' in row) after.set(id, { row, managedBy: 'file' });
  }
  const byKey = Map.groupBy(after.values(), ({ row }) => row.priceKey);
  return question.declared.price.flatMap((price, index) => {
    const others = (byKey.get(price.priceKey) ?? []).filter(
      ({ row }) => row.id !== price.id && pricesCollide(row, price),
    );
    const other = others.find((one) => !mayOverride(price, one));
    if (other === undefined) return [];
    const detail = `The price "${price.id}" would hold at the same time as "${other.row.id}".`;
    return [{ code: 'price_overlap' as const, pointer: `/prices/${index}`, detail }];
  });
}
