import type { Pool } from 'pg';
import { createCostMemory } from '../../domain/budget/cost-memory.ts';
import { createLeaseBook } from '../../domain/budget/lease-book.ts';
import { createBudgetDesk } from '../../gateway/budget/budget-desk.ts';
import type { BudgetRoom } from '../../gateway/budget/budget-room.ts';
import { createKeptTokens } from '../../gateway/budget/kept-tokens.ts';
import { createRefusalBursts } from '../../gateway/budget/refusal-bursts.ts';
import type { BudgetStore, GatewayLife } from '../../ports/budget-store.ts';
import type { Log } from '../../ports/log.ts';
import type { SnapshotSource } from '../../ports/snapshot.ts';
import { createBudgetStore } from '../../store/budget/create-budget-store.ts';
import type { FileJournal } from '../../store/journal/open-journal.ts';
import { systemClock } from '../clock/system-clock.ts';
import { keepSecret } from '../secrets/load-secret.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import { runUpkeep } from './run-upkeep.ts';

/** How often leases are renewed, settlements told and waits ended. */
const TICK_MS = 250;
/** How long what a gateway has leased is its own after the store last heard of it. */
const LEASE_MS = 30_000;
/** A hold that is older than any call may be was forgotten by its call. */
const HOLD_GRACE_MS = 120_000;
const SETTLEMENTS_MAX = 1_000;
const ASKS_MAX = 200;
const KINDS_MAX = 5_000;
const ANSWERS_MAX = 50_000;
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const PRUNED_AT_ONCE_MAX = 10_000;

type FollowedJournal = Pick<FileJournal, 'settle' | 'state' | 'earlierLivesTold'>;

export type OpenedBudgets = {
  readonly room: BudgetRoom;
  /** Once the journal is open: bursts are recorded in it, and its end closes what earlier lives of this gateway had leased. */
  readonly follow: (journal: FollowedJournal) => void;
  /** Before the journal is closed. */
  readonly finish: () => void;
  readonly close: () => Promise<void>;
};

/** Begins a new life of this gateway at the ledger of budgets, and keeps its leases. */
export async function openBudgets(parts: {
  readonly pool: Pool;
  readonly gatewayId: string;
  readonly settings: ServerSettings;
  readonly snapshots: Pick<SnapshotSource, 'storeReachable'>;
  readonly log: Log;
}): Promise<OpenedBudgets> {
  const { pool, gatewayId, settings, snapshots, log } = parts;
  const store = createBudgetStore({ pool, leaseMs: LEASE_MS });
  const { epoch } = await store.register(gatewayId);
  // A directory that is new knows nothing of what earlier lives of this gateway did: their leases are not for it to close.
  const firstEpoch = Number(keepSecret(settings.dataDirectory, 'budget-epoch', () => String(epoch)));
  const { callDurationMaxMs, callsMax } = settings.limits;
  const { waitMaxMs } = settings.budgets;
  const holdMs = callDurationMaxMs + waitMaxMs + HOLD_GRACE_MS;
  const bounds = { leaseMs: LEASE_MS, holdMs, settlementsMax: SETTLEMENTS_MAX, asksMax: ASKS_MAX };
  const desk = createBudgetDesk({
    ...{ epoch, store, log, waitMaxMs, waitersMax: callsMax, monotonicMs: systemClock.monotonicMs },
    book: createLeaseBook({ gatewayId, epoch, ...bounds }),
  });
  const bursts = createRefusalBursts();
  const room: BudgetRoom = {
    ...{ desk, bursts },
    pastCosts: createCostMemory({ kindsMax: KINDS_MAX }),
    pastTokens: createCostMemory({ kindsMax: KINDS_MAX }),
    keptTokens: createKeptTokens({ entriesMax: ANSWERS_MAX }),
    askAt: `${settings.publicAddress ?? ''}/api/v1/exceptions`,
  };
  let journal: FollowedJournal | undefined;
  const ticking = setInterval(() => desk.tick(), TICK_MS);
  const recordBursts = (nowMs: number | 'all'): void => {
    for (const record of bursts.ended(nowMs)) journal?.settle(record);
  };
  const closing = closeEarlierLives(
    store,
    { gatewayId, epoch, firstEpoch },
    () => journal?.earlierLivesTold() === true,
    log,
  );
  const endUpkeep = runUpkeep(
    [
      {
        name: 'budget-leases',
        everyMs: SECOND_MS,
        run: () => (snapshots.storeReachable() ? store.expireLeases() : NOTHING_TO_DO),
      },
      { name: 'budget-earlier-lives', everyMs: SECOND_MS, run: closing },
      { name: 'budget-bursts', everyMs: SECOND_MS, run: async () => recordBursts(systemClock.nowMs()) },
      { name: 'budget-settlements', everyMs: HOUR_MS, run: () => pruneAll(store) },
    ],
    log,
  );
  return {
    room,
    follow: (opened) => {
      journal = opened;
    },
    finish: () => recordBursts('all'),
    close: async () => {
      clearInterval(ticking);
      await endUpkeep();
      await desk.stop();
      if (journal?.state().undrainedBytes === 0) await giveBack(store, { gatewayId, epoch }, log);
    },
  };
}

const NOTHING_TO_DO = Promise.resolve(0);

/** In pieces, so that no transaction is long. */
async function pruneAll(store: Pick<BudgetStore, 'prune'>): Promise<void> {
  while ((await store.prune(PRUNED_AT_ONCE_MAX)) === PRUNED_AT_ONCE_MAX);
}

/** Everything of this life was told: what is leased is nobody's any more. Where the store is gone it waits for the next start. */
async function giveBack(store: Pick<BudgetStore, 'closeEarlierEpochs'>, { gatewayId, epoch }: GatewayLife, log: Log) {
  try {
    await store.closeEarlierEpochs({ gatewayId, epoch: epoch + 1, firstEpoch: epoch });
  } catch (error) {
    log('warn', 'budget.leases_kept', { why: error instanceof Error ? error.message : String(error) });
  }
}

/** Once the journal of earlier lives is told to its end, what they had leased and not spent is free again. */
function closeEarlierLives(
  store: Pick<BudgetStore, 'closeEarlierEpochs'>,
  life: GatewayLife,
  isTold: () => boolean,
  log: Log,
): () => Promise<void> {
  let done = false;
  return async () => {
    if (done || !isTold()) return;
    const leases = await store.closeEarlierEpochs(life);
    done = true;
    if (leases > 0) log('info', 'budget.earlier_leases_closed', { leases });
  };
}
