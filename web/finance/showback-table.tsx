import { Text, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { count, roughly } from '../figures/counts.ts';
import { Share } from '../figures/share.tsx';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { CallsCount } from './calls-link.tsx';
import { FILTERS, type SpendingSearch } from './spending-search.ts';

type Showback = AnswerOf<'readShowback'>;

const WORDS = FINANCE_WORDS.spending;

export type ShowbackTableProps = {
  readonly showback: Showback;
  readonly search: SpendingSearch;
  readonly onChoose: (group: string) => void;
};

/** The rows, what has no row of its own, and their sum, which is the total above. */
export function ShowbackTable({ showback, search, onChoose }: ShowbackTableProps) {
  const { rows, other, totals, by, months } = showback;
  const period = { first: months[0] ?? '', last: months.at(-1) ?? '' };
  const whole = Number(totals.costDollars);
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <Head by={WORDS.groupings[by]} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.group ?? ''}>
              <td>
                <Group group={row.group} onChoose={onChoose} />
              </td>
              <Amounts sums={row} share={whole > 0 ? Number(row.costDollars) / whole : 0}>
                {row.group === null ? (
                  count(Number(row.calls))
                ) : (
                  <CallsCount
                    search={{ ...search, [FILTERS[by]]: row.group }}
                    months={period}
                    calls={Number(row.calls)}
                    group={row.group}
                  />
                )}
              </Amounts>
            </tr>
          ))}
          {other === null ? null : (
            <tr>
              <td>
                <Text size="sm" c="dimmed">
                  {WORDS.others(other.groups)}
                </Text>
              </td>
              <Amounts sums={other}>{count(Number(other.calls))}</Amounts>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <td>{WORDS.sums}</td>
            <Amounts sums={totals}>{count(Number(totals.calls))}</Amounts>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Group({ group, onChoose }: { readonly group: string | null } & Pick<ShowbackTableProps, 'onChoose'>) {
  return group === null ? (
    <Text size="sm" c="dimmed">
      {WORDS.nobody}
    </Text>
  ) : (
    <UnstyledButton className="text-button" onClick={() => onChoose(group)}>
      {group}
    </UnstyledButton>
  );
}

type AmountsProps = {
  readonly sums: Showback['totals'];
  /** Of the whole; left out where no bar is drawn. */
  readonly share?: number;
  /** How many calls, as they are shown. */
  readonly children: ReactNode;
};

function Amounts({ sums, share, children }: AmountsProps) {
  return (
    <>
      <td className="number" data-label={WORDS.cost}>
        {decimalDollars(sums.costDollars)}
        {share === undefined ? null : <Share of={share} />}
      </td>
      <td className="number" data-label={WORDS.shared}>
        {decimalDollars(sums.sharedCostDollars)}
      </td>
      <td className="number" data-label={WORDS.adjusted}>
        {decimalDollars(sums.adjustedCostDollars)}
      </td>
      <td className="number" data-label={WORDS.callCount}>
        {children}
      </td>
      <td className="number" data-label={WORDS.tokens}>
        {roughly(Number(sums.tokens))}
      </td>
    </>
  );
}

function Head({ by }: { readonly by: string }) {
  return (
    <thead>
      <tr>
        <th>{by}</th>
        <th className="number">{WORDS.cost}</th>
        <th className="number">{WORDS.shared}</th>
        <th className="number">{WORDS.adjusted}</th>
        <th className="number">{WORDS.callCount}</th>
        <th className="number">{WORDS.tokens}</th>
      </tr>
    </thead>
  );
}
