import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { ofUnit } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import type { Span } from '../filters/range.ts';
import { RowsExport } from '../filters/rows-export.tsx';
import { OUTCOME_TONES } from '../outcomes/outcome-tones.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { OUTCOME_WORDS } from '../words/outcome-words.ts';
import { STATE_WORDS } from '../words/state-words.ts';
import { TEAM_WORDS } from '../words/team-words.ts';

type Outcomes = AnswerOf<'listOutcomes'>;
type Outcome = Outcomes['rows'][number];

const SHOWN_FIRST = 12;

export type ResultsPanelProps = {
  readonly outcomes: UseQueryResult<Outcomes>;
  readonly asked: Span & { readonly teamId: string };
};

/** What came of the team's work, newest first; the server leaves names and words out. */
export function ResultsPanel({ outcomes, asked }: ResultsPanelProps) {
  const [isWhole, setWhole] = useState(false);
  return (
    <Panel
      id="results"
      title={TEAM_WORDS.results}
      note={TEAM_WORDS.resultsNote}
      flush
      action={<RowsExport of="exportOutcomesCsv" request={{ query: asked }} />}
    >
      <Loaded query={outcomes} lines={8}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="more">
              <Empty title={TEAM_WORDS.noResults}>{TEAM_WORDS.noResultsWhy}</Empty>
            </div>
          ) : (
            <>
              <ResultTable rows={isWhole ? rows : rows.slice(0, SHOWN_FIRST)} />
              {isWhole || rows.length <= SHOWN_FIRST ? null : (
                <div className="more">
                  <Button variant="default" size="compact-sm" onClick={() => setWhole(true)}>
                    {STATE_WORDS.more}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

function ResultTable({ rows }: { readonly rows: readonly Outcome[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack table-pairs">
        <thead>
          <tr>
            <th>{TEAM_WORDS.result}</th>
            <th>{TEAM_WORDS.useCase}</th>
            <th className="number">{TEAM_WORDS.amount}</th>
            <th className="number">{TEAM_WORDS.worth}</th>
            <th>{TEAM_WORDS.state}</th>
            <th>{TEAM_WORDS.when}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <TextLink to="/outcomes/$outcomeId" params={{ outcomeId: row.id }}>
                  {row.typeName}
                </TextLink>
              </td>
              <td data-label={TEAM_WORDS.useCase}>{row.useCaseId ?? '–'}</td>
              <td className="number" data-label={TEAM_WORDS.amount}>
                {ofUnit(row.amount, row.unit)}
              </td>
              <td className="number" data-label={TEAM_WORDS.worth}>
                {decimalDollars(row.measuredDollars ?? row.claimedDollars)}
              </td>
              <td data-label={TEAM_WORDS.state}>
                <Mark tone={OUTCOME_TONES[row.state]}>{OUTCOME_WORDS.states[row.state]}</Mark>
              </td>
              <td data-label={TEAM_WORDS.when}>
                <Moment at={row.claimedAt} day />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
