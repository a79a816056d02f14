import assert from 'node:assert/strict';
import { createBudgetStore } from '../../../src/store/budget/create-budget-store.ts';
import type { TestDatabase } from '../../fakes/postgres.ts';

/** The month of the house's clock, in UTC. */
export const NOVEMBER = { periodStartMs: Date.UTC(2026, 10, 1), periodEndMs: Date.UTC(2026, 11, 1) };

export type SpendingGateway = {
  /** A new gateway leases so much of an envelope in November, spends a part of it, and is not heard of again. */
  readonly spend: (
    envelopeId: string,
    amounts: { readonly leased: bigint; readonly spent: bigint },
  ) => Promise<{ readonly gatewayId: string; readonly epoch: number }>;
  /** It was not heard of in time. */
  readonly lose: (gatewayId: string) => Promise<void>;
};

/** What gateways do to the ledger, without gateways. */
export function spendingGateway({ pool }: TestDatabase): SpendingGateway {
  const ledger = createBudgetStore({ pool, leaseMs: 60_000 });
  let gateways = 0;
  return {
    spend: async (envelopeId, { leased, spent }) => {
      gateways += 1;
      const gatewayId = `gateway-${gateways}`;
      const { epoch } = await ledger.register(gatewayId);
      const account = { envelopeId, ...NOVEMBER };
      const message = { gatewayId, epoch, asks: [] };
      await ledger.sync({ ...message, sequence: 1, settlements: [], targets: [{ ...account, target: leased }] });
      const charges = [{ envelopeId, periodStartMs: NOVEMBER.periodStartMs, amount: spent }];
      const settlements = [{ callId: `call-of-${gatewayId}`, epoch, charges }];
      await ledger.sync({ ...message, sequence: 2, settlements, targets: [{ ...account, target: leased - spent }] });
      return { gatewayId, epoch };
    },
    lose: async (gatewayId) => {
      await pool.query(
        `update tokenward.budget_lease set expires_at = now() - interval '1 hour' where gateway_id = $1`,
        [gatewayId],
      );
      assert.equal(await ledger.expireLeases(), 1);
    },
  };
}
