import { Text, UnstyledButton } from '@mantine/core';
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

/** The rows and their sum, which is the total above. */
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
                {row.group === null ? (
                  <Text size="sm" c="dimmed">
                    {WORDS.nobody}
                  </Text>
                ) : (
                  <UnstyledButton className="text-button" onClick={() => onChoose(row.group ?? '')}>
                    {row.group}
                  </UnstyledButton>
                )}
              </td>
              <td className="number" data-label={WORDS.cost}>
                {decimalDollars(row.costDollars)}
                <Share of={whole > 0 ? Number(row.costDollars) / whole : 0} />
              </td>
              <td className="number" data-label={WORDS.shared}>
                {decimalDollars(row.sharedCostDollars)}
              </td>
              <td className="number" data-label={WORDS.adjusted}>
                {decimalDollars(row.adjustedCostDollars)}
              </td>
              <td className="number" data-label={WORDS.callCount}>
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
              </td>
              <td className="number" data-label={WORDS.tokens}>
                {roughly(Number(row.tokens))}
              </td>
            </tr>
          ))}
          {other === null ? null : <OtherRow other={other} />}
        </tbody>
        <tfoot>
          <tr>
            <td>{WORDS.sums}</td>
            <td className="number" data-label={WORDS.cost}>
              {decimalDollars(totals.costDollars)}
            </td>
            <td className="number" data-label={WORDS.shared}>
              {decimalDollars(totals.sharedCostDollars)}
            </td>
            <td className="number" data-label={WORDS.adjusted}>
              {decimalDollars(totals.adjustedCostDollars)}
            </td>
            <td className="number" data-label={WORDS.callCount}>
              {count(Number(totals.calls))}
            </td>
            <td className="number" data-label={WORDS.tokens}>
              {roughly(Number(totals.tokens))}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** What has no row of its own, so that rows add up. */
function OtherRow({ other }: { readonly other: NonNullable<Showback['other']> }) {
  return (
    <tr>
      <td>
        <Text size="sm" c="dimmed">
          {WORDS.others(other.groups)}
        </Text>
      </td>
      <td className="number" data-label={WORDS.cost}>
        {decimalDollars(other.costDollars)}
      </td>
      <td className="number" data-label={WORDS.shared}>
        {decimalDollars(other.sharedCostDollars)}
      </td>
      <td className="number" data-label={WORDS.adjusted}>
        {decimalDollars(other.adjustedCostDollars)}
      </td>
      <td className="number" data-label={WORDS.callCount}>
        {count(Number(other.calls))}
      </td>
      <td className="number" data-label={WORDS.tokens}>
        {roughly(Number(other.tokens))}
      </td>
    </tr>
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
