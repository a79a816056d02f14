import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { ColumnChart } from '../charts/column-chart.tsx';
import { decimalDollars, shortAmount } from '../figures/amounts.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { FINANCE_WORDS } from '../words/finance-words.ts';

const WORDS = FINANCE_WORDS.spending;
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayInWords = (day: string) => DAY.format(new Date(`${day}T00:00:00Z`));

export type DaysPanelProps = { readonly days: UseQueryResult<AnswerOf<'readShowback'>>; readonly period: string };

/** The same amounts day by day. */
export function DaysPanel({ days, period }: DaysPanelProps) {
  return (
    <Panel title={WORDS.chart}>
      <Loaded query={days} lines={8}>
        {({ rows }) =>
          rows.every(({ costDollars }) => Number(costDollars) === 0) ? (
            <Empty title={WORDS.noDays}>{WORDS.noDaysWhy}</Empty>
          ) : (
            <ColumnChart
              label={WORDS.chartLabel(period)}
              columns={WORDS.chartColumns}
              values={rows
                .filter(({ group }) => group !== null)
                .toSorted((left, right) => ((left.group ?? '') < (right.group ?? '') ? -1 : 1))
                .map(({ group, costDollars }) => ({
                  name: dayInWords(group ?? ''),
                  short: dayInWords(group ?? ''),
                  value: Number(costDollars),
                  words: decimalDollars(costDollars),
                }))}
              format={(value) => shortAmount(value, 'dollars')}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
