import { isRuledBy } from '../domain/budget/allowance-rule.ts';
import type { KeptEnvelope } from '../domain/budget/kept-envelope.ts';
import { currentAllowanceRule } from './allowance-rules.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { activeEnvelopes, type SeenEnvelope, seeEnvelopes } from './envelope-reads.ts';

export type MyEnvelopes = {
  readonly owned: readonly (SeenEnvelope & { readonly isRuled: boolean })[];
  /** With whom something could be exchanged; of each its name and owner, and no amount. */
  readonly others: readonly KeptEnvelope[];
};

const OTHERS_MAX = 500;

/** What a person answers for. Whoever owns nothing is told of nobody's envelopes, and of single people's nobody is. */
export async function myEnvelopes(context: ControlContext, { actor }: Commander): Promise<MyEnvelopes> {
  if (actor.kind !== 'person') return { owned: [], others: [] };
  const active = await activeEnvelopes(context.store);
  const mine = active.filter(({ row }) => row.ownerPersonId === actor.id);
  if (mine.length === 0) return { owned: [], others: [] };
  const rule = (await currentAllowanceRule(context.store))?.row.rule;
  const seen = await seeEnvelopes(context.store, mine, context.clock.nowMs());
  const others = active
    .map(({ row }) => row)
    .filter((row) => row.ownerPersonId !== actor.id && row.scope.personId === undefined && row.unit !== 'concurrency');
  return {
    owned: seen.map((one) => ({ ...one, isRuled: rule !== undefined && isRuledBy(one.stored.row, rule) })),
    others: others.slice(0, OTHERS_MAX),
  };
}
