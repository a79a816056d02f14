import { normaliseAllowed } from '../domain/detection/allow-list.ts';
import type { KeptAllowEntry } from '../domain/detection/detection-settings.ts';
import type { Stored, WriteUnit } from '../ports/control-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import type { DetectionContext } from './detection-context.ts';

const LONGEST_MS = 2 * 365 * 86_400_000;
const VALUE_CHARACTERS_MIN = 3;

export type AllowWish = {
  /** `value`: one value, kept as its keyed digest alone. */
  readonly kind: 'value' | 'literal' | 'prefix' | 'domain';
  readonly findingType: string | null;
  readonly value: string;
  readonly reason: string;
  readonly expiresAtMs: number;
};

/** Lets a value pass at every gateway until its expiry. The trail says who, why and of which type, never the value. */
export function allowValue(
  context: DetectionContext,
  commander: Commander,
  wish: AllowWish,
): Promise<Stored<KeptAllowEntry> | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const faulty = findAllowFault(wish, nowMs);
  if (faulty !== undefined) return Promise.resolve(refuseCommand('rule_broken', faulty));
  const isDigest = wish.kind === 'value';
  const row: KeptAllowEntry = {
    id: context.chance.uuid(nowMs),
    matchKind: wish.kind === 'value' ? 'digest' : wish.kind,
    findingType: wish.findingType,
    value: isDigest ? null : wish.value,
    digest: isDigest ? context.allowedDigest(normaliseAllowed(wish.value)) : null,
    reason: wish.reason,
    expiresAtMs: wish.expiresAtMs,
    madeBy: commander.actor.id,
    proposalId: null,
    status: 'active',
    endedBy: null,
  };
  return context.store.write(commander.actor, (unit) => insertAllowEntry(unit, row));
}

/** Ends an entry before its time; what it let pass is found again. */
export function endAllowEntry(
  context: DetectionContext,
  commander: Commander,
  { id }: { readonly id: string },
): Promise<Stored<KeptAllowEntry> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('allow_entry', id);
    if (stored === undefined) return refuseCommand('not_found', `There is no allowed value "${id}".`);
    if (stored.row.status === 'ended') return stored;
    const next: KeptAllowEntry = { ...stored.row, status: 'ended', endedBy: commander.actor.id };
    await unit.put('allow_entry', next, { managedBy: 'api', expectedRevision: stored.revision });
    await unit.audit({ type: 'allow_entry.ended', subject: `allow_entry:${id}`, detail: shown(next) });
    return readBack(unit, 'allow_entry', id);
  });
}

export async function insertAllowEntry(unit: WriteUnit, row: KeptAllowEntry): Promise<Stored<KeptAllowEntry>> {
  await unit.put('allow_entry', row, { managedBy: 'api', expectedRevision: null });
  await unit.audit({ type: 'allow_entry.created', subject: `allow_entry:${row.id}`, detail: shown(row) });
  return readBack(unit, 'allow_entry', row.id);
}

/** What is wrong with an expiry, in words; undefined: nothing. */
export function findExpiryFault(expiresAtMs: number, nowMs: number): string | undefined {
  if (expiresAtMs <= nowMs) return 'The expiry lies in the past.';
  return expiresAtMs > nowMs + LONGEST_MS
    ? 'A value is allowed for two years at most: look at it again then.'
    : undefined;
}

function findAllowFault(wish: AllowWish, nowMs: number): string | undefined {
  if (wish.kind !== 'value' && wish.findingType === null) return 'Say as what it is found: "findingType".';
  if (normaliseAllowed(wish.value).length < VALUE_CHARACTERS_MIN) return 'The value is too short to allow.';
  return findExpiryFault(wish.expiresAtMs, nowMs);
}

/** Neither the value nor its digest. */
function shown({ matchKind, findingType, reason, expiresAtMs, proposalId }: KeptAllowEntry) {
  return { matchKind, findingType, reason, expiresAtMs, proposalId };
}
