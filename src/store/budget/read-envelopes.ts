import type { ClientBase, Pool } from 'pg';
import type {
  BudgetPeriod,
  CapRule,
  CarryOverRule,
  Envelope,
  EnvelopeScope,
  EnvelopeUnit,
} from '../../domain/budget/envelope.ts';
import type { Lane } from '../../domain/identity/key-grant.ts';

export type EnvelopeRow = {
  readonly id: string;
  readonly name: string;
  readonly team_id: string | null;
  readonly project_id: string | null;
  readonly use_case_id: string | null;
  readonly person_id: string | null;
  readonly lane: Lane | null;
  readonly tag_name: string | null;
  readonly tag_value: string | null;
  readonly owner_person_id: string | null;
  readonly cost_centre: string | null;
  readonly unit: EnvelopeUnit;
  readonly period: BudgetPeriod;
  readonly hard_cap: string;
  readonly cap_kind: CapRule['kind'];
  readonly overdraft: string;
  readonly quantile: number | null;
  readonly soft_thresholds: readonly number[];
  readonly carry_over_percent: number;
  readonly carry_over_max: string;
  readonly store_away: Envelope['storeAway'];
  readonly status: Envelope['status'];
};

/** Envelopes that calls are admitted by, in the order of their ids; archived ones are left out. */
export async function readActiveEnvelopes(client: ClientBase | Pool): Promise<readonly Envelope[]> {
  const { rows } = await client.query<EnvelopeRow>(
    `select id, name, team_id, project_id, use_case_id, person_id, lane, tag_name, tag_value, owner_person_id, cost_centre,
       unit, period, hard_cap, cap_kind, overdraft, quantile, soft_thresholds, carry_over_percent, carry_over_max, store_away, status
     from tokenward.budget_envelope where status = 'active' and exception_id is null order by id collate "C"`,
  );
  return rows.map(fromRowEnvelope);
}

export function fromRowEnvelope(row: EnvelopeRow): Envelope {
  return {
    id: row.id,
    name: row.name,
    scope: scopeOf(row),
    ownerPersonId: row.owner_person_id,
    costCentre: row.cost_centre,
    unit: row.unit,
    period: row.period,
    hardCap: BigInt(row.hard_cap),
    cap: capOf(row),
    softThresholds: row.soft_thresholds,
    carryOver: carryOverOf(row),
    storeAway: row.store_away,
    status: row.status,
  };
}

function scopeOf(row: EnvelopeRow): EnvelopeScope {
  const { tag_name: name, tag_value: value } = row;
  return {
    ...(row.team_id === null ? {} : { teamId: row.team_id }),
    ...(row.project_id === null ? {} : { projectId: row.project_id }),
    ...(row.use_case_id === null ? {} : { useCaseId: row.use_case_id }),
    ...(row.person_id === null ? {} : { personId: row.person_id }),
    ...(row.lane === null ? {} : { lane: row.lane }),
    ...(name === null || value === null ? {} : { tag: { name, value } }),
  };
}

function capOf({ cap_kind: kind, overdraft, quantile }: EnvelopeRow): CapRule {
  if (kind === 'strict' || quantile === null) return { kind: 'strict' };
  return { kind: 'elastic', overdraft: BigInt(overdraft), quantile };
}

function carryOverOf({ carry_over_percent: percent, carry_over_max: most }: EnvelopeRow): CarryOverRule {
  return percent === 0 ? { kind: 'none' } : { kind: 'unused', percent, amountMax: BigInt(most) };
}
