import type { ApiKey } from '../domain/identity/directory.ts';
import type { ManagedBy, Noun, Nouns, Stored } from '../ports/control-store.ts';
import { findPlanFaults } from './configuration-faults.ts';
import type { Fault } from './control-refusal.ts';
import { type MemberChange, memberChanges } from './member-changes.ts';
import type { RowNoun, RowRules } from './row-rules.ts';
import { ROW_NOUNS, ROW_RULES } from './rules-of-rows.ts';

/** The rows that a declaration says ought to be. */
export type Declared = { readonly [N in RowNoun]: readonly Nouns[N][] };

/** The rows that there are, and the keys that can still work: a row that one of them needs cannot go. */
export type Current = {
  readonly rows: { readonly [N in RowNoun]: ReadonlyMap<string, Stored<Nouns[N]>> };
  readonly liveKeys: readonly ApiKey[];
};

export type PlannedAction = 'create' | 'update' | 'archive' | 'restore' | 'take_over';

export type PlannedChange<N extends RowNoun = RowNoun> = {
  readonly action: PlannedAction;
  readonly noun: N;
  readonly id: string;
  readonly row: Nouns[N];
  /** Null: there is none yet. */
  readonly expectedRevision: number | null;
  readonly members: readonly MemberChange[];
  readonly sentence: string;
};

export type ConfigurationPlan = {
  readonly changes: readonly PlannedChange[];
  readonly unchangedRows: number;
  readonly faults: readonly Fault[];
};

/** Whose rows are being declared. The sample organisation never takes rows over from people or their file. */
export type PlanOptions = { readonly keptAs: Exclude<ManagedBy, 'api'>; readonly nowMs: number };

/**
 * What has to change for the rows kept by file to be as declared.
 *
 *   declared, unknown                  → create
 *   declared, archived                 → restore
 *   declared, kept by somebody else    → take over, with what changes in it
 *   declared, different                → update
 *   not declared, but kept by file     → archive (an upstream is suspended, a price ends)
 *
 * Planning again after applying finds nothing to change.
 */
export function planConfiguration(current: Current, declared: Declared, options: PlanOptions): ConfigurationPlan {
  const changes: PlannedChange[] = [];
  let declaredRows = 0;
  for (const noun of ROW_NOUNS) {
    const planned = planNoun({ noun, current: current.rows[noun], declared: declared[noun], options });
    changes.push(...planned);
    declaredRows += declared[noun].length;
  }
  const touched = changes.filter((change) => change.action !== 'archive').length;
  const faults = findPlanFaults({ current, declared, changes, nowMs: options.nowMs });
  return { changes, unchangedRows: declaredRows - touched, faults };
}

function planNoun<N extends RowNoun>(noun: {
  readonly noun: N;
  readonly current: ReadonlyMap<string, Stored<Nouns[N]>>;
  readonly declared: readonly Nouns[N][];
  readonly options: PlanOptions;
}): readonly PlannedChange<N>[] {
  const rules: RowRules<N> = ROW_RULES[noun.noun];
  const { current, declared, options } = noun;
  const changes: PlannedChange<N>[] = [];
  const named = new Set<string>();
  for (const row of declared) {
    if (named.has(row.id)) continue;
    named.add(row.id);
    const change = planDeclared(rules, { stored: current.get(row.id), row, options });
    if (change !== undefined) changes.push(change);
  }
  for (const stored of current.values()) {
    if (stored.managedBy !== options.keptAs || named.has(stored.row.id)) continue;
    const change = planVanished(rules, stored, options.nowMs);
    if (change !== undefined) changes.push(change);
  }
  return changes;
}

function planDeclared<N extends RowNoun>(
  rules: RowRules<N>,
  declared: { readonly stored: Stored<Nouns[N]> | undefined; readonly row: Nouns[N]; readonly options: PlanOptions },
): PlannedChange<N> | undefined {
  const { stored, row, options } = declared;
  const { noun, word } = rules;
  const id = row.id;
  if (stored === undefined) {
    const members = memberChanges({}, rules.shown(row));
    return { action: 'create', noun, id, row, expectedRevision: null, members, sentence: `create the ${word} "${id}"` };
  }
  const isForeign = stored.managedBy !== options.keptAs;
  if (isForeign && options.keptAs === 'sample') return undefined;
  const members = memberChanges(rules.shown(stored.row), rules.shown(row));
  const expectedRevision = stored.revision;
  if (isForeign) {
    const keeper = stored.managedBy === 'api' ? 'the API' : 'the sample organisation';
    const sentence = `take over the ${word} "${id}" from ${keeper}${membersInWords(members)}`;
    return { action: 'take_over', noun, id, row, expectedRevision, members, sentence };
  }
  if (members.length === 0) return undefined;
  const action = rules.isArchived(stored.row) ? 'restore' : 'update';
  return {
    action,
    noun,
    id,
    row,
    expectedRevision,
    members,
    sentence: `${action} the ${word} "${id}"${membersInWords(members)}`,
  };
}

function planVanished<N extends RowNoun>(
  rules: RowRules<N>,
  stored: Stored<Nouns[N]>,
  nowMs: number,
): PlannedChange<N> | undefined {
  const row = rules.retire(stored.row, nowMs);
  if (row === stored.row) return undefined;
  const { noun, word } = rules;
  const members = memberChanges(rules.shown(stored.row), rules.shown(row));
  const sentence = `${retirementVerb(noun)} the ${word} "${row.id}", which is no longer declared`;
  return { action: 'archive', noun, id: row.id, row, expectedRevision: stored.revision, members, sentence };
}

function retirementVerb(noun: Noun): string {
  if (noun === 'upstream') return 'suspend';
  return noun === 'price' ? 'end' : 'archive';
}

function membersInWords(members: readonly MemberChange[]): string {
  if (members.length === 0) return '';
  const words = members.map(
    ({ member, from, to }) => `${member} from ${JSON.stringify(from)} to ${JSON.stringify(to)}`,
  );
  return `: ${words.join('; ')}`;
}
