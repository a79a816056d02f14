import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { dollars } from '../figures/money.ts';
import { Named } from '../names/names.tsx';
import { Empty } from '../states/empty.tsx';
import { CACHE_WORDS } from '../words/routing-words.ts';

type Report = AnswerOf<'readAvoidedCosts'>;
type Avoided = Report['rows'][number];

const WORDS = CACHE_WORDS;

export type AvoidedTableProps = {
  readonly report: Report;
  /** Answers of this kind alone. */
  readonly only?: Avoided['answeredBy'];
};

/** What answers would have cost that no model gave, by use case, and all together. */
export function AvoidedTable({ report, only }: AvoidedTableProps) {
  const wanted = ({ answeredBy }: Pick<Avoided, 'answeredBy'>) => only === undefined || answeredBy === only;
  const rows = report.rows.filter(wanted);
  if (rows.length === 0)
    return (
      <div className="more">
        <Empty title={WORDS.avoidedNone}>{WORDS.avoidedNoneWhy}</Empty>
      </div>
    );
  const totals = report.totals.filter((total) => wanted(total) && total.calls > 0);
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{WORDS.useCase}</th>
            <th>{WORDS.answeredBy}</th>
            <th className="number">{WORDS.calls}</th>
            <th className="number">{WORDS.wouldCost}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.useCaseId} ${row.answeredBy}`}>
              <td>
                <Named of="use_case" id={row.useCaseId} />
              </td>
              <AvoidedCells row={row} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          {totals.map((total) => (
            <tr key={total.answeredBy}>
              <td>{WORDS.all}</td>
              <AvoidedCells row={total} />
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
}

function AvoidedCells({ row }: { readonly row: Omit<Avoided, 'useCaseId'> }) {
  return (
    <>
      <td data-label={WORDS.answeredBy}>{WORDS.sources[row.answeredBy]}</td>
      <td data-label={WORDS.calls} className="number">
        {count(row.calls)}
      </td>
      <td data-label={WORDS.wouldCost} className="number">
        <div>
          {dollars(row.avoidedCostNanodollars)}
          {row.callsUnpriced === 0 ? null : (
            <Text size="xs" c="dimmed" component="span" display="block" fw={400}>
              {WORDS.unpriced(count(row.callsUnpriced))}
            </Text>
          )}
        </div>
      </td>
    </>
  );
}
