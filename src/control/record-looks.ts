import type { RecordLook } from '../domain/audit/record-look.ts';
import type { KeyGrant } from '../domain/identity/key-grant.ts';
import type { LookStore } from '../ports/look-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import type { TimeRange } from './usage.ts';

export type LookContext = ControlContext & { readonly looks: LookStore };

const LOOKS_MAX = 200;

/** Writes down that somebody looks at what is kept of people. Who looks at their own leaves no trace. */
export async function recordLooks(
  context: LookContext,
  { actor }: Pick<Commander, 'actor'>,
  seen: { readonly personIds: readonly string[]; readonly what: string; readonly why: string },
): Promise<void> {
  const lookedAtMs = context.clock.nowMs();
  const others = [...new Set(seen.personIds)].filter((id) => actor.kind !== 'person' || id !== actor.id);
  await context.looks.record(
    others.map((personId) => ({
      ...{ id: context.chance.uuid(lookedAtMs), personId, looker: { kind: actor.kind, id: actor.id } },
      ...{ what: seen.what, why: seen.why, lookedAtMs },
    })),
  );
}

/** Who looked at what is kept of whoever asks, newest first; a service account's own record is its owner's business. */
export async function looksAtMe(
  context: LookContext,
  { owner }: KeyGrant,
  { fromMs, toMs }: TimeRange,
): Promise<readonly RecordLook[]> {
  if (owner.kind !== 'person') return [];
  return context.looks.of(owner.personId, { fromMs, toMs, limit: LOOKS_MAX });
}
