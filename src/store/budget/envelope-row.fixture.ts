import type { Pool } from 'pg';

export type PlantedEnvelope = {
  readonly id: string;
  readonly hardCap: bigint;
  readonly overdraft?: bigint;
  readonly unit?: string;
  readonly carryOverPercent?: number;
  readonly carryOverMax?: bigint;
};

/** An envelope of the organisation, as the control plane would write it. */
export async function plantEnvelope(pool: Pool, envelope: PlantedEnvelope): Promise<void> {
  const { id, hardCap, overdraft = 0n, unit = 'nanodollars', carryOverPercent = 0, carryOverMax = 0n } = envelope;
  await pool.query(
    `insert into tokenward.budget_envelope (id, name, unit, period, hard_cap, cap_kind, overdraft, quantile, carry_over_percent,
       carry_over_max, store_away, status, revision, managed_by, created_at, updated_at, changed_version)
     values ($1, $1, $2, 'month', $3, case when $4::numeric > 0 then 'elastic' else 'strict' end, $4,
       case when $4::numeric > 0 then 0.9 end, $5, $6, 'leases', 'active', 1, 'api', now(), now(), 1)`,
    [id, unit, hardCap.toString(), overdraft.toString(), carryOverPercent, carryOverMax.toString()],
  );
}
