import { Text, UnstyledButton } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { count, roughly } from '../figures/counts.ts';
import { Share } from '../figures/share.tsx';
import { FINANCE_WORDS } from '../words/finance-words.ts';

type Showback = AnswerOf<'readShowback'>;

const WORDS = FINANCE_WORDS.spending;

export type ShowbackTableProps = {
  readonly showback: Showback;
  readonly onChoose: (group: string) => void;
};

/** The rows and their sum, which is the total above. */
export function ShowbackTable({ showback, onChoose }: ShowbackTableProps) {
  const { rows, totals, by } = showback;
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
                {count(Number(row.calls))}
              </td>
              <td className="number" data-label={WORDS.tokens}>
                {roughly(Number(row.tokens))}
              </td>
            </tr>
          ))}
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
