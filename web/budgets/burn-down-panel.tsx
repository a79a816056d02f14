import { Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { type BurnDay, BurnDownChart } from '../charts/burn-down-chart.tsx';
import { amountInWords, shortAmount } from '../figures/amounts.ts';
import { Figure } from '../figures/figure.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { BUDGET_WORDS } from '../words/budget-words.ts';

type Forecast = AnswerOf<'readForecast'>;

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayInWords = (date: string) => DAY.format(new Date(`${date}T00:00:00Z`));

/** What a period was spent on day by day, and what it will come to. */
export function BurnDownPanel({ forecast }: { readonly forecast: UseQueryResult<Forecast> }) {
  return (
    <Panel title={BUDGET_WORDS.chart}>
      <Loaded query={forecast} lines={9}>
        {(data) => <BurnDown forecast={data} />}
      </Loaded>
    </Panel>
  );
}

/** A forecast as it is shown wherever it comes from. */
export function BurnDown({ forecast }: { readonly forecast: Forecast }) {
  return (
    <Stack gap="md">
      <Text size="sm">{forecast.sentence}</Text>
      <Outlook forecast={forecast} />
      {forecast.burnDown.length < 2 ? (
        <Text size="sm" c="dimmed">
          {BUDGET_WORDS.noDays}
        </Text>
      ) : (
        <Picture forecast={forecast} />
      )}
      <Anomalies forecast={forecast} />
    </Stack>
  );
}

function Outlook({ forecast }: { readonly forecast: Forecast }) {
  const { end, exhaustion, overspendProbability, unit } = forecast;
  if (end === null) return null;
  return (
    <div className="grid-figures">
      <Figure
        label={BUDGET_WORDS.forecast}
        value={amountInWords(end.p50, unit)}
        note={BUDGET_WORDS.between(amountInWords(end.p10, unit), amountInWords(end.p90, unit))}
      />
      <Figure
        label={BUDGET_WORDS.exhausted}
        value={exhaustion?.median === null || exhaustion === null ? BUDGET_WORDS.never : dayInWords(exhaustion.median)}
      />
      {overspendProbability === null ? null : (
        <Figure label={BUDGET_WORDS.overspend} value={BUDGET_WORDS.percent(overspendProbability)} />
      )}
    </div>
  );
}

function Picture({ forecast }: { readonly forecast: Forecast }) {
  const { unit, limit } = forecast;
  const numberOf = ({ amount }: { readonly amount: string }) => Number(amount);
  const days: readonly BurnDay[] = forecast.burnDown.map(({ date, spent, expected }) => ({
    name: dayInWords(date),
    short: dayInWords(date),
    spent: spent === null ? null : numberOf(spent),
    expected:
      expected === null
        ? null
        : { low: numberOf(expected.p10), middle: numberOf(expected.p50), high: numberOf(expected.p90) },
  }));
  return (
    <BurnDownChart
      label={BUDGET_WORDS.chartLabel(forecast.envelopeName)}
      columns={BUDGET_WORDS.columns}
      days={days}
      limit={numberOf(limit)}
      limitWords={BUDGET_WORDS.limitLine(amountInWords(limit, unit))}
      format={(value) => shortAmount(value, unit)}
      exact={(value) => shortAmount(value, unit)}
    />
  );
}

function Anomalies({ forecast }: { readonly forecast: Forecast }) {
  if (forecast.anomalies.length === 0) return null;
  return (
    <details className="unfold">
      <summary>{BUDGET_WORDS.anomalies(forecast.anomalies.length)}</summary>
      <ul className="sentences">
        {forecast.anomalies.map(({ date, amount, usedAs }) => (
          <li key={date}>
            {BUDGET_WORDS.anomaly(
              dayInWords(date),
              amountInWords(amount, forecast.unit),
              amountInWords(usedAs, forecast.unit),
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
