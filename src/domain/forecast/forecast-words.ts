import type { EnvelopeUnit } from '../budget/envelope.ts';
import { amountInWords } from '../budget/envelope-amount.ts';
import type { PeriodForecast } from './forecast-period.ts';

/** An amount of a forecast in the unit of its envelope, rounded up as the house does; of money in whole cents, as it is no better than that. */
export function forecastAmount(unit: EnvelopeUnit, amount: number): bigint {
  if (!Number.isFinite(amount)) return AMOUNT_MAX;
  const whole = BigInt(Math.ceil(Math.max(0, amount)));
  const step = unit === 'nanodollars' ? NANODOLLARS_PER_CENT : 1n;
  const rounded = ((whole + step - 1n) / step) * step;
  return rounded > AMOUNT_MAX ? AMOUNT_MAX : rounded;
}

const NANODOLLARS_PER_CENT = 10_000_000n;
/** What no envelope comes near. */
const AMOUNT_MAX = 10n ** 27n;

/** A forecast in words, for people who read no table. */
export function forecastInWords(
  unit: EnvelopeUnit,
  { kind, end, exhaustion, overspendProbability, historyDays }: Omit<PeriodForecast, 'burnDown' | 'anomalies'>,
  limit: bigint,
): string {
  const words = (amount: number): string => amountInWords(unit, forecastAmount(unit, amount));
  const parts = [
    `About ${words(end.p50)} by the end of the period (eight times in ten between ${words(end.p10)} and ${words(end.p90)}), of ${amountInWords(unit, limit)}.`,
  ];
  const odds = `${Math.round(overspendProbability * 100)} in 100`;
  if (overspendProbability === 1) parts.push('More is spent already.');
  else if (exhaustion.median !== null)
    parts.push(`At this pace it is used up on ${exhaustion.median}; the odds of that are ${odds}.`);
  else if (exhaustion.early !== null)
    parts.push(`It will probably last; the odds that it does not are ${odds}, on ${exhaustion.early} at the earliest.`);
  else parts.push('It will last.');
  if (kind === 'little_history') parts.push(`Only ${historyDays} days are known, so the bands are wide.`);
  return parts.join(' ');
}

/** What is said without history. */
export function runRateInWords(
  unit: EnvelopeUnit,
  { expected, historyDays }: { readonly expected: number | null; readonly historyDays: number },
): string {
  const days = historyDays === 1 ? '1 whole day is' : `${historyDays} whole days are`;
  if (expected === null) return 'Nothing was spent yet: there is nothing to forecast from.';
  return `Not enough history for a forecast: ${days} known, 14 are needed. At an even pace ${amountInWords(unit, forecastAmount(unit, expected))} by the end of the period; how far off that is nobody knows.`;
}
