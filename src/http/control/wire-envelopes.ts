import type { z } from 'zod';
import type { EnvelopeCreate } from '../../contract/envelopes.ts';
import type { BodyOf } from '../../contract/routes.ts';
import { type ControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import type { SeenEnvelope } from '../../control/envelope-reads.ts';
import type { WarnedEnvelope } from '../../control/envelopes.ts';
import type { Changes } from '../../control/member-changes.ts';
import type { CapRule, CarryOverRule, EnvelopeUnit } from '../../domain/budget/envelope.ts';
import { amountInWords, readAmount, writeAmount } from '../../domain/budget/envelope-amount.ts';
import type { KeptEnvelope } from '../../domain/budget/kept-envelope.ts';
import { scopeInWords } from '../../domain/budget/nest-envelopes.ts';
import type { MetricValue } from '../../ports/budget-ledger.ts';
import { toWireKept, toWireMoment } from './wire-rows.ts';

type WireCreation = z.output<typeof EnvelopeCreate>;
type WireUnit = WireCreation['unit'];

export function fromWireUnit(unit: WireUnit): EnvelopeUnit {
  return unit === 'dollars' ? 'nanodollars' : unit;
}

export function toWireUnit(unit: EnvelopeUnit): WireUnit {
  return unit === 'nanodollars' ? 'dollars' : unit;
}

/** The contract has made sure that amounts are ones of the unit. */
export function fromWireEnvelope(wire: WireCreation): KeptEnvelope {
  const unit = fromWireUnit(wire.unit);
  const { hardCap, cap, carryOver, ...rest } = wire;
  return {
    ...rest,
    unit,
    hardCap: amountOf(unit, hardCap),
    cap: fromWireCap(unit, cap),
    carryOver: fromWireCarryOver(unit, carryOver),
    status: 'active',
  };
}

/** What a change asks for; only the envelope itself says in what unit its amounts are. */
export function fromWireChange(
  unit: EnvelopeUnit,
  body: Omit<BodyOf<'changeEnvelope'>, 'anyway'>,
): Changes<KeptEnvelope> | ControlRefusal {
  const { hardCap, cap, carryOver, ...rest } = body;
  const amounts = [
    hardCap,
    cap?.kind === 'elastic' ? cap.overdraft : undefined,
    carryOver?.kind === 'unused' ? carryOver.amountMax : undefined,
  ];
  for (const amount of amounts) {
    if (amount !== undefined && readAmount(unit, amount) === undefined) return noAmount(unit, amount);
  }
  return {
    ...rest,
    ...(hardCap === undefined ? {} : { hardCap: amountOf(unit, hardCap) }),
    ...(cap === undefined ? {} : { cap: fromWireCap(unit, cap) }),
    ...(carryOver === undefined ? {} : { carryOver: fromWireCarryOver(unit, carryOver) }),
  };
}

export function noAmount(unit: EnvelopeUnit, text: string): ControlRefusal {
  return refuseCommand('rule_broken', `"${text}" is no whole number of ${toWireUnit(unit)}.`);
}

function fromWireCap(unit: EnvelopeUnit, cap: WireCreation['cap']): CapRule {
  return cap.kind === 'strict' ? cap : { ...cap, overdraft: amountOf(unit, cap.overdraft) };
}

function fromWireCarryOver(unit: EnvelopeUnit, rule: WireCreation['carryOver']): CarryOverRule {
  return rule.kind === 'none' ? rule : { ...rule, amountMax: amountOf(unit, rule.amountMax) };
}

function amountOf(unit: EnvelopeUnit, text: string): bigint {
  const amount = readAmount(unit, text);
  if (amount === undefined)
    throw new RangeError(`the contract let pass ${JSON.stringify(text)} as an amount of ${unit}`);
  return amount;
}

export function toWireAmount(unit: EnvelopeUnit, amount: bigint) {
  return { amount: writeAmount(unit, amount), nanodollars: unit === 'nanodollars' ? amount.toString() : null };
}

export function toWireEnvelope(seen: SeenEnvelope) {
  const { hardCap, cap, carryOver, unit, ...rest } = seen.stored.row;
  const out = (amount: bigint) => toWireAmount(unit, amount);
  return {
    ...rest,
    unit: toWireUnit(unit),
    scopeInWords: scopeInWords(rest.scope),
    hardCap: out(hardCap),
    cap: cap.kind === 'strict' ? cap : { ...cap, overdraft: out(cap.overdraft) },
    carryOver: carryOver.kind === 'none' ? carryOver : { ...carryOver, amountMax: out(carryOver.amountMax) },
    balance: toWireBalance(seen),
    ...toWireKept(seen.stored),
  };
}

export function toWireWarned({ seen, warnings }: WarnedEnvelope) {
  return { ...toWireEnvelope(seen), warnings };
}

function toWireBalance({ stored, standing, period, calendar, resets, sentence }: SeenEnvelope) {
  const out = (amount: bigint) => toWireAmount(stored.row.unit, amount);
  const { opened, usedPercent } = standing;
  return {
    periodStart: toWireMoment(period.startMs),
    periodEnd: toWireMoment(period.endMs),
    ...{ resets, timeZone: calendar.timeZone, opened },
    limit: out(standing.limit),
    spent: out(standing.spent),
    held: out(standing.held),
    suspense: out(standing.suspense),
    overdraft: out(standing.overdraft),
    available: out(standing.available),
    ...{ usedPercent, sentence },
  };
}

export function toWireRelative({ stored, sentence }: SeenEnvelope) {
  const { id, name, scope, period, unit, hardCap } = stored.row;
  return { id, name, scopeInWords: scopeInWords(scope), period, hardCap: toWireAmount(unit, hardCap), sentence };
}

/** The metric beside what was spent; nothing is concluded from the two. */
export function toWireMetric(seen: SeenEnvelope, latest: MetricValue | undefined) {
  const { metric, unit } = seen.stored.row;
  if (metric === null) return null;
  const { spent } = seen.standing;
  const withUnit = (value: number): string => (metric.unit === '' ? String(value) : `${value} ${metric.unit}`);
  const target =
    metric.target === null
      ? ''
      : `, target ${metric.better === 'higher' ? 'at least' : 'at most'} ${withUnit(metric.target)}`;
  const told =
    latest === undefined
      ? 'nothing was reported yet'
      : `${withUnit(latest.value)} at ${toWireMoment(latest.atMs)}${target}${reached(metric, latest)}`;
  return {
    ...metric,
    latest: latest === undefined ? null : toWireMetricValue(latest),
    spent: toWireAmount(unit, spent),
    sentence: `${metric.name}: ${told}; ${amountInWords(unit, spent)} spent since ${toWireMoment(seen.period.startMs)}.`,
  };
}

function reached({ target, better }: NonNullable<KeptEnvelope['metric']>, { value }: MetricValue): string {
  if (target === null) return '';
  const isReached = better === 'higher' ? value >= target : value <= target;
  return isReached ? ' (reached)' : ' (not reached)';
}

export function toWireMetricValue({ atMs, value, reportedBy }: MetricValue) {
  return { at: toWireMoment(atMs), value, reportedBy };
}
