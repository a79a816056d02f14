import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { dollars } from '../figures/money.ts';
import { Named } from '../names/names.tsx';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { ROUTING_WORDS } from '../words/routing-words.ts';

type Report = AnswerOf<'readRouteSavings'>;
type Savings = Report['rows'][number];

const WORDS = ROUTING_WORDS;

/** What routing saved and lost by use case, and all together. */
export function SavingsTable({ report }: { readonly report: Report }) {
  const { rows, total } = report;
  if (rows.length === 0)
    return (
      <div className="more">
        <Empty title={WORDS.savedNone}>{WORDS.savedNoneWhy}</Empty>
      </div>
    );
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{WORDS.useCase}</th>
            <th className="number">{WORDS.calls}</th>
            <th className="number">{WORDS.savedAmount}</th>
            <th className="number" title={WORDS.lostHelp}>
              {WORDS.lost}
            </th>
            <th className="number">{WORDS.comparing}</th>
            <th className="number">{WORDS.net}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.useCaseId}>
              <td>
                {row.useCaseId === null ? (
                  WORDS.noUseCase
                ) : (
                  <TextLink to="/routing/$useCaseId" params={{ useCaseId: row.useCaseId }}>
                    <Named of="use_case" id={row.useCaseId} />
                  </TextLink>
                )}
              </td>
              <SavingsCells row={row} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{WORDS.all}</td>
            <SavingsCells row={total} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function SavingsCells({ row }: { readonly row: Omit<Savings, 'useCaseId'> }) {
  return (
    <>
      <td data-label={WORDS.calls} className="number">
        {count(row.calls)}
      </td>
      <td data-label={WORDS.savedAmount} className="number">
        {dollars(row.savedNanodollars)}
      </td>
      <td data-label={WORDS.lost} className="number">
        {dollars(row.lostNanodollars)}
        {row.lateCalls === 0 ? null : <Small>{WORDS.late(count(row.lateCalls))}</Small>}
      </td>
      <td data-label={WORDS.comparing} className="number">
        {dollars(row.shadowCostNanodollars)}
        {row.shadowCalls === 0 ? null : <Small>{WORDS.compared(count(row.shadowCalls))}</Small>}
      </td>
      <td data-label={WORDS.net} className="number">
        {dollars(row.netNanodollars)}
      </td>
    </>
  );
}

function Small({ children }: { readonly children: string }) {
  return (
    <Text size="xs" c="dimmed" component="span" display="block" fw={400}>
      {children}
    </Text>
  );
}
