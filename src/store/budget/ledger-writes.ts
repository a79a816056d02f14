import type { ClientBase } from 'pg';
import type { LedgerWrites, MetricValue } from '../../ports/budget-ledger.ts';

/**
 * The functions of migration 0010 as part of the caller's transaction. Accounts are locked in the order of ADR 11; whoever
 * calls holds no other lock of the budgets, only that of the control plane's writers, which no gateway takes.
 */
export function ledgerWrites(client: ClientBase, nowMs: number): LedgerWrites {
  return {
    open: ({ envelopeId, periodStartMs, periodEndMs }) =>
      ask(client, 'tokenward.budget_open($1, $2, $3)', [envelopeId, periodStartMs, periodEndMs]),
    adjust: ({ envelopeId, periodStartMs }, amount, { actor, reason }) =>
      ask(client, 'tokenward.budget_adjust($1, $2, $3, $4, $5)', [
        ...[envelopeId, periodStartMs, amount.toString(), actor, reason],
      ]),
    resolveSuspense: ({ envelopeId, periodStartMs, gatewayId, epoch }, spent, { actor, reason }) =>
      ask(client, 'tokenward.budget_resolve($1, $2, $3, $4, $5, $6, $7)', [
        ...[envelopeId, periodStartMs, gatewayId, epoch, spent.toString(), actor, reason],
      ]),
    putMetricValues: (envelopeId, values) => upsertMetricValues(client, { envelopeId, values, nowMs }),
  };
}

/** A function of the store that says whether it did what was asked; all of it or nothing. */
async function ask(client: ClientBase, call: string, values: readonly unknown[]): Promise<boolean> {
  const { rows } = await client.query<{ done: boolean }>(`select ${call} as done`, [...values]);
  return rows[0]?.done ?? false;
}

/** One value for each moment, the newest report of it; reporting again changes nothing. */
async function upsertMetricValues(
  client: ClientBase,
  {
    envelopeId,
    values,
    nowMs,
  }: { readonly envelopeId: string; readonly values: readonly MetricValue[]; readonly nowMs: number },
): Promise<void> {
  await client.query(
    `insert into tokenward.budget_metric_value (envelope_id, at, value, reported_by, reported_at)
     select $1, to_timestamp(v.at_ms / 1000.0), v.value, v.reported_by, $5
       from unnest($2::float8[], $3::float8[], $4::text[]) v (at_ms, value, reported_by)
     on conflict (envelope_id, at) do update set value = excluded.value, reported_by = excluded.reported_by,
       reported_at = excluded.reported_at`,
    [
      ...[envelopeId, values.map(({ atMs }) => atMs), values.map(({ value }) => value)],
      ...[values.map(({ reportedBy }) => reportedBy), new Date(nowMs)],
    ],
  );
}
