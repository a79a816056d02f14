import { createCostMemory } from '../../src/domain/budget/cost-memory.ts';
import type { Envelope } from '../../src/domain/budget/envelope.ts';
import { overdraftOf } from '../../src/domain/budget/envelope.ts';
import { createLeaseBook } from '../../src/domain/budget/lease-book.ts';
import { createBudgetDesk } from '../../src/gateway/budget/budget-desk.ts';
import type { BudgetRoom } from '../../src/gateway/budget/budget-room.ts';
import { createKeptTokens } from '../../src/gateway/budget/kept-tokens.ts';
import { createRefusalBursts } from '../../src/gateway/budget/refusal-bursts.ts';
import { type BudgetModel, createBudgetModel } from './budget-model.ts';

const LEASE_MS = 30_000;
const TICK_MS = 20;

export type FakeBudgets = {
  readonly room: BudgetRoom;
  /** The store behind it, in memory. */
  readonly model: BudgetModel;
  /** While true the store does not answer. */
  readonly breakStore: (broken: boolean) => void;
  readonly close: () => void;
};

/** The real desk and book before a model of the store. */
export function openFakeBudgets(options: {
  readonly envelopes: readonly Envelope[];
  readonly monotonicMs: () => number;
  readonly waitMaxMs?: number;
}): FakeBudgets {
  const model = createBudgetModel({ leaseMs: LEASE_MS });
  for (const { id, hardCap, cap } of options.envelopes)
    model.envelopes.set(id, { hardCap, overdraft: overdraftOf(cap) });
  const epoch = model.register('gateway-test');
  const bounds = { leaseMs: LEASE_MS, holdMs: 600_000, settlementsMax: 100, asksMax: 100 };
  let broken = false;
  const desk = createBudgetDesk({
    book: createLeaseBook({ gatewayId: 'gateway-test', epoch, ...bounds }),
    epoch,
    store: {
      sync: async (message) => {
        if (broken) throw new Error('The store is away.');
        return model.sync(message, options.monotonicMs());
      },
    },
    monotonicMs: options.monotonicMs,
    log: () => undefined,
    waitMaxMs: options.waitMaxMs ?? 1_000,
    waitersMax: 100,
  });
  const ticking = setInterval(desk.tick, TICK_MS).unref();
  return {
    room: {
      desk,
      pastCosts: createCostMemory({ kindsMax: 100 }),
      pastTokens: createCostMemory({ kindsMax: 100 }),
      keptTokens: createKeptTokens({ entriesMax: 100 }),
      bursts: createRefusalBursts(),
      askAt: 'http://tokenward.test/api/v1/exceptions',
    },
    model,
    breakStore: (away) => {
      broken = away;
    },
    close: () => clearInterval(ticking),
  };
}
