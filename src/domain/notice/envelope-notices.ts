import type { Envelope } from '../budget/envelope.ts';
import { amountInWords } from '../budget/envelope-amount.ts';
import type { Burning } from '../forecast/burn-rate.ts';
import type { PeriodForecast } from '../forecast/forecast-period.ts';
import { forecastAmount } from '../forecast/forecast-words.ts';
import { type Notice, type NoticeKind, noticeId } from './notice.ts';

/** Where an envelope stands, as far as anybody is told of it. */
export type EnvelopeFacts = {
  readonly envelope: Pick<Envelope, 'id' | 'name' | 'unit' | 'softThresholds'>;
  readonly periodStartMs: number;
  /** The period's end as the organisation's clocks show it. */
  readonly resets: string;
  readonly limit: bigint;
  readonly spent: bigint;
  readonly burning: Burning | undefined;
  /** Undefined where it was not reckoned this time, or nobody can say. */
  readonly forecast: Pick<PeriodForecast, 'kind' | 'end' | 'exhaustion' | 'overspendProbability'> | undefined;
  /** Today in the organisation's calendar. */
  readonly date: string;
  readonly nowMs: number;
};

/** What people are to be told of an envelope now, again and again the same until something changes. */
export function envelopeNotices(facts: EnvelopeFacts): readonly Notice[] {
  return [thresholdNotice(facts), burnNotice(facts), exhaustionNotice(facts)].filter((notice) => notice !== undefined);
}

/** The highest threshold that is passed; those below it are not told any more. */
function thresholdNotice(facts: EnvelopeFacts): Notice | undefined {
  const { envelope, limit, spent, resets } = facts;
  const isPassed = (percent: number): boolean => limit > 0n && Number(spent) >= (Number(limit) * percent) / 100;
  const passed = envelope.softThresholds.filter(isPassed).at(-1);
  if (passed === undefined) return undefined;
  const left =
    limit > spent
      ? `${amountOf(facts, limit - spent)} are left until ${resets}.`
      : `Calls are refused until ${resets}.`;
  return made(facts, {
    kind: 'threshold',
    threshold: String(passed),
    pages: false,
    subject: `${envelope.name}: ${passed} % of the budget is spent`,
    words: `${amountOf(facts, spent)} of ${amountOf(facts, limit)} are spent. ${left} ${advice(facts)}`,
    detail: { percent: passed },
  });
}

/** Once a day and envelope: a job that runs away again tomorrow is told again. */
function burnNotice(facts: EnvelopeFacts): Notice | undefined {
  const { envelope, burning, date, limit, spent } = facts;
  if (burning === undefined || spent >= limit) return undefined;
  const { rule, percent, pace } = burning;
  const hours = Math.round(rule.windowMs / HOUR_MS);
  const within = hours === 1 ? 'the last hour' : `the last ${hours} hours`;
  const burned = amountOf(facts, forecastAmount(envelope.unit, burning.spent));
  const leftHours = Number(limit - spent) / (burning.spent / (rule.windowMs / HOUR_MS));
  return made(facts, {
    kind: rule.kind,
    threshold: date,
    pages: rule.kind === 'fast_burn',
    subject: `${envelope.name}: ${oneDecimal(percent)} % of the budget went in ${within}`,
    words: `${burned} were spent in ${within}, ${oneDecimal(pace)} times an even pace. At this rate the rest is gone in ${spanInWords(leftHours)}. ${advice(facts)}`,
    detail: { windowHours: hours, percent: Number(oneDecimal(percent)), pace: Number(oneDecimal(pace)) },
  });
}

/** Only where enough is known, and more likely than not. */
function exhaustionNotice(facts: EnvelopeFacts): Notice | undefined {
  const { envelope, forecast, limit, spent, resets } = facts;
  if (forecast?.kind !== 'forecast' || forecast.exhaustion.median === null || spent >= limit) return undefined;
  const { exhaustion, overspendProbability, end } = forecast;
  const likely = amountOf(facts, forecastAmount(envelope.unit, end.p50));
  return made(facts, {
    kind: 'exhaustion_forecast',
    threshold: 'median',
    pages: false,
    subject: `${envelope.name}: the budget will probably run out on ${exhaustion.median}`,
    words: `At the pace of the last weeks about ${likely} would be spent until ${resets}, of ${amountOf(facts, limit)}. The odds of running out are ${Math.round(overspendProbability * 100)} in 100. ${advice(facts)}`,
    detail: {
      runsOut: exhaustion.median,
      overspendProbability,
      likely: String(forecastAmount(envelope.unit, end.p50)),
    },
  });
}

type Told = Pick<Notice, 'threshold' | 'pages' | 'subject' | 'words' | 'detail'> & { readonly kind: NoticeKind };

function made(facts: EnvelopeFacts, told: Told): Notice {
  const { envelope, periodStartMs, limit, spent, nowMs } = facts;
  const about = { kind: told.kind, envelopeId: envelope.id, periodStartMs, threshold: told.threshold };
  const detail = { unit: envelope.unit, limit: String(limit), spent: String(spent), ...told.detail };
  return { ...told, ...about, id: noticeId(about), detail, raisedAtMs: nowMs };
}

const HOUR_MS = 3_600_000;

function amountOf({ envelope }: EnvelopeFacts, amount: bigint): string {
  return amountInWords(envelope.unit, amount);
}

function advice({ envelope }: EnvelopeFacts): string {
  return `Its page, under Budgets, shows the burn-down and what it went for (envelope "${envelope.id}").`;
}

function oneDecimal(value: number): string {
  return value < 10 ? value.toFixed(1).replace('.0', '') : String(Math.round(value));
}

function spanInWords(hours: number): string {
  if (hours < 1) return 'less than an hour';
  return hours < 48 ? `about ${Math.round(hours)} hours` : `about ${Math.round(hours / 24)} days`;
}
