import { amountInWords, writeAmount } from '../domain/budget/envelope-amount.ts';
import { overdrawnBy } from '../domain/budget/envelope-standing.ts';
import type { EntryKind } from '../domain/budget/ledger.ts';
import type { AccountRow, MetricValue } from '../ports/budget-ledger.ts';
import type { EntryRow } from '../ports/budget-store.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import { findRow } from './change-row.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { seeEnvelope } from './envelope-reads.ts';
import { envelopeRules } from './envelope-rules.ts';
import { type WarnedEnvelope, warned } from './envelopes.ts';

export type EntryPage = {
  /** Null: no call has fallen into the envelope by then. */
  readonly account: AccountRow | null;
  readonly entries: readonly EntryRow[];
  /** Null on the last page. */
  readonly nextBeforeId: bigint | null;
};

/** A page of an envelope's ledger in the period of a moment, newest first. */
export async function readEntries(
  unit: ReadUnit,
  envelopeId: string,
  page: {
    readonly atMs: number;
    readonly kind: EntryKind | null;
    readonly beforeId: bigint | null;
    readonly limit: number;
  },
): Promise<EntryPage> {
  const account = await unit.ledger.accountAt(envelopeId, page.atMs);
  if (account === undefined) return { account: null, entries: [], nextBeforeId: null };
  const { kind, beforeId, limit } = page;
  const found = await unit.ledger.entriesBefore(account, { limit: limit + 1, beforeId, kind });
  const entries = found.slice(0, limit);
  return { account, entries, nextBeforeId: found.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

/** Corrects the limit of the period that runs; the ledger and the audit trail say who and why, in one transaction. */
export async function adjustEnvelope(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string; readonly amount: bigint; readonly reason: string; readonly anyway: boolean },
): Promise<WarnedEnvelope | ControlRefusal> {
  const { id, amount, reason, anyway } = order;
  const adjusted = await context.store.write(commander.actor, async (unit) => {
    const stored = await findRow(unit, envelopeRules, { id, expectedRevision: undefined });
    if (isControlRefusal(stored)) return stored;
    const { row } = stored;
    if (row.status === 'archived') return refuseCommand('archived', `The envelope "${id}" is archived.`);
    if (amount === 0n) return refuseCommand('rule_broken', 'An adjustment of nothing adjusts nothing.');
    const { standing, period } = await seeEnvelope(unit, stored, context.clock.nowMs());
    const limit = standing.limit + amount;
    const words = (value: bigint): string => amountInWords(row.unit, value);
    if (limit < 0n) {
      return refuseCommand(
        'rule_broken',
        `The limit is ${words(standing.limit)}; ${words(-amount)} cannot be taken from it.`,
      );
    }
    const over = overdrawnBy({ ...standing, limit });
    if (amount < 0n && over > 0n && !anyway) {
      return refuseCommand(
        'rule_broken',
        `With a limit of ${words(limit)}, ${words(over)} more would be spent or held than is allowed, and every new call refused. Send "anyway" if that is meant.`,
      );
    }
    const account = { envelopeId: id, periodStartMs: period.startMs, periodEndMs: period.endMs };
    await unit.ledger.open(account);
    await unit.ledger.adjust(account, amount, { actor: commander.actor.id, reason });
    const detail = { periodStartMs: period.startMs, amount: writeAmount(row.unit, amount), unit: row.unit, reason };
    await unit.audit({ type: 'envelope.adjusted', subject: `envelope:${id}`, detail });
    return stored;
  });
  return warned(context, adjusted);
}

/** Takes reported values of an envelope's metric. */
export function reportMetricValues(
  context: ControlContext,
  commander: Commander,
  report: { readonly id: string; readonly values: readonly Pick<MetricValue, 'atMs' | 'value'>[] },
): Promise<number | ControlRefusal> {
  const { id } = report;
  const nowMs = context.clock.nowMs();
  // One value for each moment: of two in one report the later stands.
  const values = [...new Map(report.values.map((value) => [value.atMs, value])).values()];
  if (values.some(({ atMs }) => atMs > nowMs + FUTURE_MAX_MS)) {
    return Promise.resolve(refuseCommand('rule_broken', 'A value lies in the future.'));
  }
  return context.store.write(commander.actor, async (unit) => {
    const stored = await findRow(unit, envelopeRules, { id, expectedRevision: undefined });
    if (isControlRefusal(stored)) return stored;
    const { metric, status } = stored.row;
    if (status === 'archived') return refuseCommand('archived', `The envelope "${id}" is archived.`);
    if (metric === null) {
      return refuseCommand(
        'rule_broken',
        `The envelope "${id}" names no metric: give it one first, for instance "Tickets resolved".`,
      );
    }
    const reportedBy = commander.actor.id;
    await unit.ledger.putMetricValues(
      id,
      values.map(({ atMs, value }) => ({ atMs, value, reportedBy })),
    );
    const detail = { metric: metric.name, values: values.map(({ atMs, value }) => ({ atMs, value })) };
    await unit.audit({ type: 'envelope.metric_reported', subject: `envelope:${id}`, detail });
    return values.length;
  });
}

/** Clocks of those who report may run ahead by so much. */
const FUTURE_MAX_MS = 300_000;
