import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import type { StoreEngine } from '../../../test/fakes/store-engines.ts';
import type { LegalHold } from '../../domain/content/legal-hold.ts';
import type { ContentRecord } from '../../ports/content-sink.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import { createControlStore } from '../control/create-control-store.ts';
import { ACTOR } from '../control/sample-organisation.fixture.ts';
import { vaultOf } from './content-vault.fixture.ts';
import { createContentSink, type RunningContentSink } from './create-content-sink.ts';
import { createContentStore } from './create-content-store.ts';

export const AT_MS = Date.UTC(2026, 10, 20, 12);

export const EVERYTHING = { personId: null, useCaseId: null, callId: null, fromMs: 0, toMs: null };

export type ContentHouse = {
  readonly pool: Pool;
  readonly vault: ReturnType<typeof vaultOf>;
  readonly store: ContentStore;
  readonly logged: string[];
  readonly open: (vault?: KeyVault, bounds?: { readonly waitingBytesMax?: number }) => RunningContentSink;
  /** Keeps these and waits until they are written. */
  readonly kept: (...records: readonly ContentRecord[]) => Promise<void>;
  readonly hold: (hold: Partial<LegalHold>) => Promise<void>;
};

/** Sink and store of content on a database of their own. */
export async function withContent(engine: StoreEngine, use: (house: ContentHouse) => Promise<void>): Promise<void> {
  await withTestDatabase(
    async ({ pool }) => {
      const vault = vaultOf(['vault-1']);
      const logged: string[] = [];
      const open: ContentHouse['open'] = (other = vault, bounds = {}) =>
        createContentSink({
          pool,
          vault: other,
          chance: { uuid: uuidOf },
          clock: { nowMs: () => AT_MS, monotonicMs: () => performance.now() },
          log: (_level, event) => void logged.push(event),
          ...bounds,
        });
      await use({
        pool,
        vault,
        logged,
        open,
        store: createContentStore({ pool, vault }),
        kept: async (...records) => {
          const sink = open();
          for (const record of records) if (!sink.keep(record)) throw new Error('the sink is full');
          await sink.close(60_000);
          if (sink.state().lostRecords > 0) throw new Error('content was lost');
        },
        hold: (hold) => placeHold(pool, hold),
      });
    },
    { engine },
  );
}

async function placeHold(pool: Pool, hold: Partial<LegalHold>): Promise<void> {
  const row: LegalHold = {
    ...EVERYTHING,
    fromMs: null,
    id: 'hold',
    reason: 'a case',
    placedBy: 'ada',
    state: 'in_force',
    liftedBy: null,
    liftReason: null,
    ...hold,
  };
  const control = createControlStore({ pool, clock: { nowMs: () => AT_MS } });
  await control.write(ACTOR, (unit) => unit.put('legal_hold', row, { managedBy: 'api' }));
}

export function aRecord(changes: Partial<ContentRecord> & { readonly text?: string } = {}): ContentRecord {
  const { text = 'Please draft a letter.', ...rest } = changes;
  return {
    callId: 'call-1',
    owner: { kind: 'person', personId: 'sam' },
    useCaseId: 'drafting',
    tier: 1,
    dataClass: 'internal',
    parts: [{ direction: 'request', kind: 'user', text }],
    atMs: AT_MS,
    ...rest,
  };
}

function uuidOf(atMs: number): string {
  const time = atMs.toString(16).padStart(12, '0');
  const random = randomBytes(9).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`;
}
