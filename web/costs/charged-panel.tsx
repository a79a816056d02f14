import { Group, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { count } from '../figures/counts.ts';
import { Share } from '../figures/share.tsx';
import { useCalendar } from '../filters/use-range.ts';
import { MONTH, monthAt, periodsAt } from '../finance/periods.ts';
import { useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { useNow } from '../states/use-now.ts';
import { COST_WORDS } from '../words/cost-words.ts';

type Showback = AnswerOf<'readMyShowback'>;

const WORDS = COST_WORDS.charged;
const GROUPINGS = ['model', 'use_case', 'day'] as const;
type Grouping = (typeof GROUPINGS)[number];
const TOP = 10;

/** What a month of the reader's own calls comes to in the organisation's bill. */
export function ChargedPanel() {
  const nowMs = useNow();
  const calendar = useCalendar();
  const [period, setPeriod] = useState(() => monthAt(nowMs, calendar));
  const [by, setBy] = useState<Grouping>('model');
  const showback = useOperation('readMyShowback', { query: { period, by, top: TOP } });
  return (
    <Panel
      title={WORDS.title}
      note={WORDS.note}
      flush={showback.data !== undefined && showback.data.rows.length > 0}
      action={
        <Group gap="xs">
          <NativeSelect
            size="xs"
            aria-label={WORDS.by}
            data={GROUPINGS.map((value) => ({ value, label: WORDS.groupings[value] }))}
            value={by}
            onChange={({ currentTarget: { value } }) => setBy(GROUPINGS.find((name) => name === value) ?? by)}
          />
          <NativeSelect
            size="xs"
            aria-label={WORDS.month}
            data={periodsAt(nowMs, calendar).filter(({ value }) => MONTH.test(value))}
            value={period}
            onChange={({ currentTarget }) => setPeriod(currentTarget.value)}
          />
        </Group>
      }
    >
      <Loaded query={showback} lines={4}>
        {(data) => (data.rows.length === 0 ? <Empty title={WORDS.none} /> : <ChargedTable showback={data} />)}
      </Loaded>
    </Panel>
  );
}

function ChargedTable({ showback: { rows, other, totals, by } }: { readonly showback: Showback }) {
  const whole = Number(totals.costDollars);
  const groupings: Readonly<Record<string, string>> = WORDS.groupings;
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{groupings[by]}</th>
          <th className="number">{COST_WORDS.callCount}</th>
          <th className="number">{WORDS.charged}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.group ?? ''}>
            <td>{row.group ?? WORDS.nobody}</td>
            <td className="number">{count(Number(row.calls))}</td>
            <td className="number">
              {decimalDollars(row.costDollars)}
              <Share of={whole > 0 ? Number(row.costDollars) / whole : 0} />
            </td>
          </tr>
        ))}
        {other === null ? null : (
          <tr>
            <td>
              <Text size="sm" c="dimmed">
                {WORDS.others(other.groups)}
              </Text>
            </td>
            <td className="number">{count(Number(other.calls))}</td>
            <td className="number">{decimalDollars(other.costDollars)}</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <td>{WORDS.sum}</td>
          <td className="number">{count(Number(totals.calls))}</td>
          <td className="number">{decimalDollars(totals.costDollars)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
