import type { KeptCachePurge, PurgeableKind } from '../domain/caching/cached-answer.ts';
import type { CachedAnswersDesk } from '../ports/cached-answers.ts';
import type { Stored } from '../ports/control-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { nearInWords, nearNames } from './near-names.ts';

export type PurgeOrder = {
  readonly subject: { readonly kind: PurgeableKind; readonly id: string };
  readonly reason: string;
};

export type Purged = { readonly purge: Stored<KeptCachePurge>; readonly sharedAnswersDestroyed: number };

/**
 * Makes every gateway forget what it has been told of: memory within a second, the store's answers at once. What a call
 * that is under way brings back is about the time before, and is not kept.
 */
export async function purgeCache(
  context: ControlContext,
  commander: Commander,
  order: PurgeOrder & { readonly answers: CachedAnswersDesk },
): Promise<Purged | ControlRefusal> {
  const refusal = await checkSubject(context, order.subject);
  if (refusal !== undefined) return refusal;
  const { subject, reason } = order;
  const row: KeptCachePurge = {
    id: context.chance.uuid(context.clock.nowMs()),
    subjectKind: subject.kind,
    subjectId: subject.id,
    reason,
    orderedBy: commander.actor.id,
  };
  // The order first: from then on nothing older is given, whatever becomes of the deletion.
  const purge = await context.store.write(commander.actor, async (unit) => {
    await unit.put('cache_purge', row, { managedBy: 'api', expectedRevision: null });
    const detail = { purgeId: row.id, reason };
    await unit.audit({ type: 'cache.purged', subject: subjectOf(subject), detail });
    return readBack(unit, 'cache_purge', row.id);
  });
  return { purge, sharedAnswersDestroyed: await order.answers.destroy(subject) };
}

async function checkSubject(
  { store }: ControlContext,
  { kind, id }: PurgeOrder['subject'],
): Promise<ControlRefusal | undefined> {
  if (kind === 'all') {
    return id === '' ? undefined : refuseCommand('rule_broken', '"all" has no id: leave it empty.');
  }
  if ((await store.get(kind, id)) !== undefined) return undefined;
  const known: string[] = [];
  for await (const { row } of everyRow(store, kind)) known.push(row.id);
  const near = nearInWords(nearNames(id, known));
  return refuseCommand('not_found', `There is no ${kind.replaceAll('_', ' ')} "${id.slice(0, 80)}".${near}`);
}

function subjectOf({ kind, id }: PurgeOrder['subject']): string {
  return kind === 'all' ? 'cache:all' : `${kind}:${id}`;
}
