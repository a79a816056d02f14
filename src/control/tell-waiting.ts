import type { AssetVersion } from '../domain/library/asset.ts';
import { NOTHING_WAITS, queueNotice, type Waiting } from '../domain/notice/queue-notice.ts';
import { createLocalHour, nextLoudMs } from '../domain/notice/quiet-hours.ts';
import type { MergeProposal } from '../domain/similarity/merge-proposal.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import { readStoredCalendar } from './calendars.ts';
import { addressesOf, personalWays } from './digests.ts';
import { everyRow } from './find-dependants.ts';
import type { NoticeContext } from './notice-context.ts';

/** Tells everybody whose word is waited for, once a day, by the channels that write to people. Gives back how many. */
export async function tellWaiting(context: NoticeContext): Promise<number> {
  const nowMs = context.clock.nowMs();
  const waiting = await readWaiting(context.store);
  const notices = [...waiting].map(([personId, what]) => ({ personId, notice: queueNotice(personId, what, nowMs) }));
  const known = await context.notices.known(notices.map(({ notice }) => notice.id));
  const { row: calendar } = await readStoredCalendar(context.store);
  const loudMs = nextLoudMs(nowMs, context.quietHours, createLocalHour(calendar.timeZone));
  let told = 0;
  for (const { personId, notice } of notices) {
    if (known.has(notice.id)) continue;
    const [address] = await addressesOf(context, [personId]);
    if (address === undefined) continue;
    const ways = personalWays(context, notice, { address, loudMs });
    // Without a channel that writes to people nobody is told, and the queue is where it is seen.
    if (ways.length > 0) told += (await context.notices.raise([{ notice, ways }])).length;
  }
  return told;
}

async function readWaiting(unit: ReadUnit): Promise<ReadonlyMap<string, Waiting>> {
  const waiting = new Map<string, Waiting>();
  const add = (personId: string | null | undefined, next: (before: Waiting) => Waiting): void => {
    if (typeof personId === 'string') waiting.set(personId, next(waiting.get(personId) ?? NOTHING_WAITS));
  };
  for await (const { row } of everyRow(unit, 'outcome_validation', { state: 'open' }))
    add(row.validatorId, (before) => ({
      ...before,
      validations: before.validations + 1,
      soonestDueMs: Math.min(before.soonestDueMs ?? row.dueAtMs, row.dueAtMs),
    }));
  const watchers = new Map<string, string>();
  for await (const { row } of everyRow(unit, 'programme', { state: 'running' }))
    if (row.settings.watch !== null) watchers.set(row.id, row.settings.watch.personId);
  for await (const { row } of everyRow(unit, 'board_burst', { state: 'open' }))
    add(watchers.get(row.programmeId), (before) => ({ ...before, bursts: before.bursts + 1 }));
  for await (const { row } of everyRow(unit, 'merge_proposal', { state: 'proposed' }))
    for (const personId of await decidersOf(unit, row))
      add(personId, (before) => ({ ...before, merges: before.merges + 1 }));
  for await (const { row } of everyRow(unit, 'library_version', { state: 'draft' }))
    if (row.proposal?.state === 'waiting')
      add(await approverOf(unit, row), (before) => ({ ...before, versions: before.versions + 1 }));
  return waiting;
}

/** The owner of the use case that the asset is for. */
async function approverOf(unit: ReadUnit, { assetId }: AssetVersion): Promise<string | null | undefined> {
  const asset = await unit.get('library_asset', assetId);
  return asset === undefined ? null : (await unit.get('use_case', asset.row.useCaseId))?.row.ownerPersonId;
}

/** Of assets whoever owns the one that goes; of prompts the owners of their use cases. */
async function decidersOf(
  unit: ReadUnit,
  { merged, useCaseIds }: MergeProposal,
): Promise<ReadonlySet<string | null | undefined>> {
  if (merged !== null) return new Set([(await unit.get('library_asset', merged.assetId))?.row.ownerPersonId]);
  const owners = await Promise.all(useCaseIds.map((id) => unit.get('use_case', id)));
  return new Set(owners.map((stored) => stored?.row.ownerPersonId));
}
