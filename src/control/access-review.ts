import type { AuditBody } from '../domain/audit/chain.ts';
import type { ContentReading } from '../domain/content/content-access.ts';
import type { ApiKey } from '../domain/identity/directory.ts';
import type { KeyScope } from '../domain/identity/key-grant.ts';
import type { AuditStore } from '../ports/audit-store.ts';
import type { UsageStore } from '../ports/usage-store.ts';
import type { ContentContext } from './content-context.ts';
import { everyRow, isLiveKey } from './find-dependants.ts';
import type { TimeRange } from './usage.ts';

/** Scopes that let somebody see or change what is not their own. */
const REVIEWED_SCOPES: readonly KeyScope[] = [
  'control.read',
  'control.write',
  'audit.read',
  'content.read',
  'content.manage',
  'approve',
  'decide',
  'finance',
  'scim',
];
const PAGE_EVENTS = 500;
/** A key that has done nothing for so long is said to be stale. */
const STALE_AFTER_MS = 60 * 86_400_000;
const READINGS_MAX = 500;

export type ReviewedKey = {
  readonly keyId: string;
  readonly name: string;
  readonly ownerKind: ApiKey['owner']['kind'];
  readonly ownerId: string;
  readonly roles: readonly string[];
  readonly scopes: readonly KeyScope[];
  readonly status: 'active' | 'suspended';
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  /** Changes that it made within the time, as the trail has them. */
  readonly changes: number;
  readonly readings: number;
  readonly calls: number;
  readonly lastUsedAtMs: number | null;
  readonly stale: boolean;
};

export type AccessReview = TimeRange & {
  readonly keys: readonly ReviewedKey[];
  readonly readings: readonly ContentReading[];
  /** What a reviewer should look at, in words. */
  readonly remarks: readonly string[];
};

/** Who can see or change what, by which key, and who did, within a time. Keys that only call are told when they are stale. */
export async function reviewAccess(
  context: ContentContext & { readonly audit: AuditStore; readonly usage: UsageStore },
  range: TimeRange,
): Promise<AccessReview> {
  const nowMs = context.clock.nowMs();
  const deeds = await countDeeds(context.audit, range);
  const used = await context.usage.groups(range, 'key', 500);
  const calls = new Map(used.rows.map((row) => [row.group ?? '', row.calls]));
  const roles = new Map<string, readonly string[]>();
  for await (const { row } of everyRow(context.store, 'person')) roles.set(row.id, row.roles);
  const readings = await context.content.readings({ ...range, limit: READINGS_MAX });
  const keys: ReviewedKey[] = [];
  for await (const { row, createdAtMs } of everyRow(context.store, 'api_key')) {
    if (!isLiveKey(row, nowMs) || row.status === 'revoked') continue;
    const deed = deeds.get(row.id);
    const called = calls.get(row.id) ?? 0;
    const ownerId = row.owner.kind === 'person' ? row.owner.personId : row.owner.serviceAccountId;
    const stale = called === 0 && deed === undefined && nowMs - createdAtMs > STALE_AFTER_MS;
    if (!row.scopes.some((scope) => REVIEWED_SCOPES.includes(scope)) && !stale) continue;
    const lastCallMs = called === 0 ? 0 : await lastCallOf(context.usage, { ...range, keyId: row.id });
    const lastUsedAtMs = Math.max(deed?.lastAtMs ?? 0, lastCallMs);
    keys.push({
      keyId: row.id,
      name: row.name,
      ownerKind: row.owner.kind,
      ownerId,
      roles: row.owner.kind === 'person' ? (roles.get(ownerId) ?? []) : [],
      scopes: row.scopes,
      status: row.status,
      createdAtMs,
      expiresAtMs: row.expiresAtMs,
      changes: deed?.changes ?? 0,
      readings: deed?.readings ?? 0,
      calls: called,
      lastUsedAtMs: lastUsedAtMs === 0 ? null : lastUsedAtMs,
      stale,
    });
  }
  return { ...range, keys, readings, remarks: remarksOf(keys) };
}

async function lastCallOf(usage: UsageStore, filter: TimeRange & { readonly keyId: string }): Promise<number> {
  const { calls } = await usage.calls(filter, { limit: 1, afterId: null });
  return calls[0]?.admittedAtMs ?? 0;
}

type Deeds = { readonly changes: number; readonly readings: number; readonly lastAtMs: number };

/** What each key did, as the trail has it. Mere looking at the control plane leaves no event. */
async function countDeeds(audit: AuditStore, { fromMs, toMs }: TimeRange): Promise<ReadonlyMap<string, Deeds>> {
  const deeds = new Map<string, Deeds>();
  let afterSequence: number | null = 0;
  while (afterSequence !== null) {
    const page: Awaited<ReturnType<AuditStore['events']>> = await audit.events(
      { afterSequence, limit: PAGE_EVENTS },
      { fromMs, toMs },
    );
    for (const { body } of page.events) {
      const event: AuditBody = JSON.parse(body);
      const { keyId } = event.actor;
      if (keyId === null || keyId === undefined) continue;
      const before = deeds.get(keyId) ?? { changes: 0, readings: 0, lastAtMs: 0 };
      const isReading = event.type === 'content.read';
      deeds.set(keyId, {
        changes: before.changes + (isReading ? 0 : 1),
        readings: before.readings + (isReading ? 1 : 0),
        lastAtMs: Math.max(before.lastAtMs, event.atMs),
      });
    }
    afterSequence = page.nextAfterSequence;
  }
  return deeds;
}

function remarksOf(keys: readonly ReviewedKey[]): readonly string[] {
  const remarks: string[] = [];
  for (const key of keys) {
    const name = `The key "${key.name}" of ${key.ownerId}`;
    if (key.stale) remarks.push(`${name} did nothing within the time and is older than 60 days: revoke it?`);
    if (key.scopes.includes('content.read') && key.scopes.includes('content.manage')) {
      remarks.push(`${name} may both read content and erase it: part the two?`);
    }
    if (key.ownerKind === 'service_account' && key.scopes.includes('content.read')) {
      remarks.push(`${name}, a program, may read content.`);
    }
    if (key.expiresAtMs === null) remarks.push(`${name} never expires.`);
  }
  return remarks;
}
