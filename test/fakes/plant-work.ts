import type { TestDatabase } from './postgres.ts';

/** A task with an outcome, as tests plant them. */
export type PlantedWork = {
  readonly id: string;
  readonly personId: string;
  readonly atMs: number;
  readonly dollars: number;
  readonly templateId?: string;
  readonly validatorId?: string;
  readonly measuredDollars?: number;
};

const TYPE = {
  ...{ id: 'hours_saved', name: 'Hours saved', unit: 'hour', direction: 'more', microdollarsPerUnit: 50_000_000 },
  ...{ lane: 'production', maturityDays: 14 },
};

/** Tasks that cost half a dollar each, with outcomes that count at the moment that is given. */
export async function plantWork({ pool }: TestDatabase, works: readonly PlantedWork[]): Promise<void> {
  for (const work of works) {
    const at = new Date(work.atMs);
    await pool.query(
      `insert into tokenward.task (owner_kind, owner_id, task_id, team_id, use_case_id, lane, template_id, started_at, last_at, calls,
         answered, refused, failed, iterations, retries, input_uncached_tokens, input_cache_read_tokens,
         input_cache_write_5m_tokens, input_cache_write_1h_tokens, input_cache_write_unknown_tokens, output_visible_tokens,
         output_reasoning_tokens, cost_nanodollars, unpriced, estimated, failed_cost_nanodollars, cache_saved_nanodollars,
         route_saved_nanodollars, models, size_tokens, size_class, context_tokens, succeeded, is_partial, first_hash, waste)
       values ('person', $1, $2, 'support', 'support', 'production', $3, $4, $4, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 500000000, 0, 0,
         0, 0, 0, '[]', 1, 'short', 1, true, false, null, '[]')`,
      [work.personId, work.id, work.templateId ?? null, at],
    );
    const measured = work.measuredDollars === undefined ? null : work.measuredDollars * 1_000_000;
    await pool.query(
      `insert into tokenward.outcome (id, type_id, type, person_id, team_id, use_case_id, note, marks, amount,
         claimed_microdollars, measured_microdollars, measured_basis, state, grade, validator_id, claimed_at, recorded_at,
         verified_at, event_ids, task_owner_kind, task_owner_id, task_id)
       values ($1, 'hours-saved', $2, $3, 'support', 'support', '', '[]', 1, $4, $5, $6, 'counted', $7, $8, $9, $9, $9,
         $10, 'person', $3, $11)`,
      [
        ...[`o-${work.id}`, JSON.stringify(TYPE), work.personId, work.dollars * 1_000_000, measured],
        ...[measured === null ? null : 'drawn', work.validatorId === undefined ? 'E3' : 'E1', work.validatorId ?? null],
        ...[at, JSON.stringify([`e-${work.id}`]), work.id],
      ],
    );
  }
}

/** As the outcome's own timer writes what its events have made of it. */
export async function changeOutcome(
  { pool }: TestDatabase,
  id: string,
  change: { readonly state: 'reverted' | 'withdrawn'; readonly atMs: number },
): Promise<void> {
  await pool.query(
    `update tokenward.outcome set state = $2, reverted_at = case when $2 = 'reverted' then $3::timestamptz end,
       change_sequence = nextval('tokenward.outcome_change') where id = $1`,
    [`o-${id}`, change.state, new Date(change.atMs)],
  );
}
