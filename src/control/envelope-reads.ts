import { createEnvelopePeriods } from '../domain/budget/envelope-period.ts';
import { type EnvelopeStanding, standingInWords, standingOf } from '../domain/budget/envelope-standing.ts';
import type { KeptEnvelope } from '../domain/budget/kept-envelope.ts';
import { momentInZone } from '../domain/budget/moment-in-zone.ts';
import { nestingOf } from '../domain/budget/nest-envelopes.ts';
import type { BudgetCalendar, PeriodBounds } from '../domain/budget/period.ts';
import type { MetricValue } from '../ports/budget-ledger.ts';
import type { ReadUnit, Stored } from '../ports/control-store.ts';
import { readStoredCalendar } from './calendars.ts';
import { everyRow } from './find-dependants.ts';

/** An envelope and where it stands in the period that runs. */
export type SeenEnvelope = {
  readonly stored: Stored<KeptEnvelope>;
  readonly period: PeriodBounds;
  readonly calendar: BudgetCalendar;
  /** The period's end as the organisation's clocks show it. */
  readonly resets: string;
  readonly standing: EnvelopeStanding;
  readonly sentence: string;
};

/** Where envelopes stand at a moment; accounts that no call has opened yet stand at their cap. */
export async function seeEnvelopes(
  unit: ReadUnit,
  envelopes: readonly Stored<KeptEnvelope>[],
  nowMs: number,
): Promise<readonly SeenEnvelope[]> {
  const { row: calendar } = await readStoredCalendar(unit);
  const periodOf = createEnvelopePeriods(calendar);
  const wanted = envelopes.map((stored) => ({ stored, period: periodOf(stored.row, nowMs) }));
  const keys = wanted.map(({ stored, period }) => ({ envelopeId: stored.row.id, periodStartMs: period.startMs }));
  const accounts = new Map((await unit.ledger.accounts(keys)).map((account) => [account.envelopeId, account]));
  return wanted.map(({ stored, period }) => {
    const standing = standingOf(stored.row, accounts.get(stored.row.id));
    const resets = momentInZone(period.endMs, calendar.timeZone);
    return { stored, period, calendar, resets, standing, sentence: standingInWords(stored.row.unit, standing) };
  });
}

export async function seeEnvelope(unit: ReadUnit, stored: Stored<KeptEnvelope>, nowMs: number): Promise<SeenEnvelope> {
  const [seen] = await seeEnvelopes(unit, [stored], nowMs);
  if (seen === undefined) throw new Error(`the envelope ${stored.row.id} was lost while it was looked at`);
  return seen;
}

export type EnvelopeRelatives = {
  readonly parents: readonly SeenEnvelope[];
  readonly children: readonly SeenEnvelope[];
};

/** So many inside one envelope are shown; the listing shows all. */
const CHILDREN_MAX = 200;

/** What is around and inside an envelope, each with where it stands. */
export async function seeRelatives(unit: ReadUnit, envelope: KeptEnvelope, nowMs: number): Promise<EnvelopeRelatives> {
  const all = await activeEnvelopes(unit);
  const byId = new Map(all.map((stored) => [stored.row.id, stored]));
  const storedOf = (rows: readonly KeptEnvelope[]) => rows.flatMap(({ id }) => byId.get(id) ?? []);
  const { parents, children } = nestingOf(
    envelope,
    all.map(({ row }) => row),
  );
  return {
    parents: await seeEnvelopes(unit, storedOf(parents), nowMs),
    children: await seeEnvelopes(unit, storedOf(children.slice(0, CHILDREN_MAX)), nowMs),
  };
}

export async function activeEnvelopes(unit: ReadUnit): Promise<readonly Stored<KeptEnvelope>[]> {
  const active: Stored<KeptEnvelope>[] = [];
  for await (const stored of everyRow(unit, 'envelope')) if (stored.row.status === 'active') active.push(stored);
  return active;
}

/** The newest reported value of an envelope's metric. */
export async function latestMetric(unit: ReadUnit, envelope: KeptEnvelope): Promise<MetricValue | undefined> {
  if (envelope.metric === null) return undefined;
  const [latest] = await unit.ledger.metricValues(envelope.id, { limit: 1, beforeMs: null });
  return latest;
}
