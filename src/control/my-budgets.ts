import { type Attribution, isInScope } from '../domain/budget/match-envelopes.ts';
import type { KeyGrant } from '../domain/identity/key-grant.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import { activeEnvelopes, type SeenEnvelope, seeEnvelopes } from './envelope-reads.ts';

/** An envelope that calls of a key fall into, and how much of it the key may see. */
export type MyBudget = {
  readonly seen: SeenEnvelope;
  /** `exact`: amounts. `tenths`: the limit, and how much of it is used to the nearest tenth, since others spend from it too. */
  readonly shows: 'exact' | 'tenths';
  /** Of the key's use cases those whose calls fall into it; empty: all of them do. */
  readonly useCaseIds: readonly string[];
  /** In plain words, with nothing in it that the key may not see. */
  readonly sentence: string;
};

export const WHO_SEES =
  'You see exact amounts of envelopes that are for you alone or that you answer for. Of those that you share with others you ' +
  'see the limit and how much is used to the nearest tenth, so that nobody can reckon what somebody else has spent.';

/** The envelopes that calls with this key fall into, widest first. */
export async function myBudgets(unit: ReadUnit, grant: KeyGrant, nowMs: number): Promise<readonly MyBudget[]> {
  const useCases = grant.allowedUseCaseIds;
  const reached = new Map<string, readonly string[]>();
  const active = await activeEnvelopes(unit);
  for (const { row } of active) {
    const of = useCases.filter((id) => isInScope(row.scope, attributionOf(grant, id)));
    if (of.length > 0) reached.set(row.id, of.length === useCases.length ? [] : of);
  }
  const mine = active.filter(({ row }) => reached.has(row.id));
  const seen = await seeEnvelopes(unit, mine, nowMs);
  return seen
    .map((one) => myBudgetOf(one, { grant, useCaseIds: reached.get(one.stored.row.id) ?? [] }))
    .sort(
      (one, other) => widthOf(one) - widthOf(other) || (one.seen.stored.row.id < other.seen.stored.row.id ? -1 : 1),
    );
}

/** A call's attribution as the key alone says it. */
function attributionOf(grant: KeyGrant, useCaseId: string): Attribution {
  const { owner, teamId, projectId, lane, tags } = grant;
  return { teamId, projectId, useCaseId, personId: owner.kind === 'person' ? owner.personId : null, lane, tags };
}

function myBudgetOf(
  seen: SeenEnvelope,
  { grant, useCaseIds }: { readonly grant: KeyGrant; readonly useCaseIds: readonly string[] },
): MyBudget {
  const shows = maySeeAmounts(seen, grant) ? 'exact' : 'tenths';
  return { seen, shows, useCaseIds, sentence: sentenceOf(seen, shows) };
}

function maySeeAmounts({ stored }: SeenEnvelope, { owner, scopes }: KeyGrant): boolean {
  if (scopes.includes('control.read')) return true;
  if (owner.kind !== 'person') return false;
  return stored.row.scope.personId === owner.personId || stored.row.ownerPersonId === owner.personId;
}

/** Of the limit, rounded up to a tenth. */
export function usedTenths({ standing }: SeenEnvelope): number {
  return Math.min(10, Math.ceil(standing.usedPercent / 10));
}

function sentenceOf(seen: SeenEnvelope, shows: MyBudget['shows']): string {
  const { resets, standing, stored } = seen;
  const until = stored.row.unit === 'concurrency' ? '' : ` It begins anew at ${resets}.`;
  if (shows === 'exact') return seen.sentence + until;
  if (standing.available === 0n) return `All of it is used; new calls are refused.${until}`;
  const tenths = usedTenths(seen);
  return `${tenths === 0 ? 'None' : `Up to ${tenths * 10} %`} of it is used.${until}`;
}

function widthOf({ seen }: MyBudget): number {
  return Object.keys(seen.stored.row.scope).length;
}
