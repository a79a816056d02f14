import { join } from 'node:path';
import { settleCrashed } from '../../domain/usage/settle-crashed.ts';
import type { Chance } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { SnapshotSource } from '../../ports/snapshot.ts';
import { createIngest } from '../../store/ingest/create-ingest.ts';
import { type FileJournal, openJournal } from '../../store/journal/open-journal.ts';
import { systemClock } from '../clock/system-clock.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import type { OpenedBudgets } from './open-budgets.ts';
import type { OpenedStore } from './open-store.ts';

export type JournalParts = {
  readonly settings: ServerSettings;
  readonly store: OpenedStore;
  readonly gatewayId: string;
  readonly chance: Chance;
  readonly snapshots: SnapshotSource;
  readonly budgets: Pick<OpenedBudgets, 'room'>;
  readonly log: Log;
};

/** Opens this gateway's journal, settles what an earlier process left open, and begins to carry it to the store. */
export async function openJournalOf(parts: JournalParts): Promise<FileJournal> {
  const { settings, snapshots, log } = parts;
  const journal = await openJournal({
    directory: join(settings.dataDirectory, 'journal'),
    gatewayId: parts.gatewayId,
    clock: systemClock,
    chance: parts.chance,
    log,
    undrainedBytesMax: settings.journal.undrainedBytesMax,
    durability: settings.journal.durability,
    settleCrashed: (call) => {
      const { models, upstreams, useCases, priceBook } = snapshots.current();
      return settleCrashed({
        call,
        nowMs: systemClock.nowMs(),
        priceBook,
        priceKey: models.get(call.modelId ?? '')?.priceKey ?? null,
        region: upstreams.get(call.upstreamId ?? '')?.region ?? null,
        expectedOutputTokens: useCases.get(call.useCaseId ?? '')?.expectedOutputTokens ?? null,
      });
    },
  });
  if (journal.crashedCalls > 0) log('warn', 'journal.recovered', { crashedCalls: journal.crashedCalls });
  const { epoch, tellAll } = parts.budgets.room.desk;
  const ingest = createIngest({ pool: parts.store.pool, clock: systemClock, log, toldEpoch: epoch });
  journal.startDrain(async (batch) => {
    // First, in a short transaction of its own: taking in calls would keep the accounts of envelopes locked for long.
    await tellAll();
    await ingest(batch);
  });
  return journal;
}
