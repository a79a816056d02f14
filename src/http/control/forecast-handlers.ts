import { isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { listForecasts, type Outlook, type SeenForecast, seeForecast } from '../../control/forecasts.ts';
import type { ForesightContext } from '../../control/foresight-context.ts';
import type { EnvelopeUnit } from '../../domain/budget/envelope.ts';
import type { Band } from '../../domain/forecast/forecast-period.ts';
import { forecastAmount, forecastInWords, runRateInWords } from '../../domain/forecast/forecast-words.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { isEnvelopeSeen, withinEnvelopes } from './envelope-reach.ts';
import { toWireAmount, toWireUnit } from './wire-envelopes.ts';
import { toWireMoment } from './wire-rows.ts';

export function forecastHandlers(context: ForesightContext): Handlers<'listForecasts' | 'readForecast'> {
  return {
    listForecasts: async ({ query, reach }) => {
      const from = fromCursor('forecast', query);
      if ('kind' in from) return from;
      const { limit, teamId = null } = query;
      const narrowed = withinEnvelopes(reach, teamId === null ? {} : { teamId });
      const page = await listForecasts(context, { limit, afterId: from.after, teamId, ...narrowed });
      return answer({ rows: page.forecasts.map(toWireForecast), next: toCursor('forecast', query, page.nextAfterId) });
    },
    readForecast: async ({ params, reach }) => {
      const stored = await context.store.get('envelope', params.id);
      if (stored !== undefined && !isEnvelopeSeen(reach, stored.row))
        return refuseCommand('not_found', `There is no envelope "${params.id}".`);
      const seen = await seeForecast(context, params.id);
      return isControlRefusal(seen) ? seen : answer(toWireForecast(seen));
    },
  };
}

function toWireForecast(forecast: SeenForecast) {
  const { seen, outlook, pooledSeries } = forecast;
  const { id, name, unit } = seen.stored.row;
  const { standing, period, calendar } = seen;
  const known = outlook.kind === 'forecast' || outlook.kind === 'little_history' ? outlook : undefined;
  const runRate = outlook.kind === 'run_rate' ? outlook.expected : null;
  const out = (amount: number) => toWireAmount(unit, forecastAmount(unit, amount));
  return {
    envelopeId: id,
    envelopeName: name,
    unit: toWireUnit(unit),
    periodStart: toWireMoment(period.startMs),
    periodEnd: toWireMoment(period.endMs),
    timeZone: calendar.timeZone,
    limit: toWireAmount(unit, standing.limit),
    spent: toWireAmount(unit, standing.spent),
    state: outlook.kind,
    sentence: sentenceOf(unit, outlook, standing.limit),
    end: known === undefined ? null : toWireBand(unit, known.end),
    runRate: runRate === null ? null : out(runRate),
    overspendProbability: known?.overspendProbability ?? null,
    exhaustion: known?.exhaustion ?? null,
    burnDown: burnDownOf(forecast),
    anomalies: (known?.anomalies ?? []).map(({ date, amount, usedAs }) => ({
      date,
      amount: out(amount),
      usedAs: out(usedAs),
    })),
    historyDays: outlook.kind === 'not_forecast' ? 0 : outlook.historyDays,
    pooledSeries,
  };
}

function sentenceOf(unit: EnvelopeUnit, outlook: Outlook, limit: bigint): string {
  switch (outlook.kind) {
    case 'forecast':
    case 'little_history':
      return forecastInWords(unit, outlook, limit);
    case 'run_rate':
      return runRateInWords(unit, outlook);
    case 'not_forecast':
      return unit === 'concurrency'
        ? 'It counts calls at once, and nothing is used up.'
        : 'Its period is shorter than a day.';
  }
}

function burnDownOf({ seen, outlook, past }: SeenForecast) {
  const { unit } = seen.stored.row;
  let spent = 0;
  const gone = past.map(({ day, amount }) => {
    spent += amount;
    return { date: day.date, spent: toWireAmount(unit, forecastAmount(unit, spent)), expected: null };
  });
  const known = outlook.kind === 'forecast' || outlook.kind === 'little_history' ? outlook.burnDown : [];
  return [...gone, ...known.map((day) => ({ date: day.date, spent: null, expected: toWireBand(unit, day) }))];
}

function toWireBand(unit: EnvelopeUnit, { p10, p50, p90 }: Band) {
  const out = (amount: number) => toWireAmount(unit, forecastAmount(unit, amount));
  return { p10: out(p10), p50: out(p50), p90: out(p90) };
}
