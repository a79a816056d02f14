import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { dollars } from '../figures/money.ts';
import { RowsExport } from '../filters/rows-export.tsx';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { REUSE_WORDS } from '../words/reuse-words.ts';
import type { ReuseQuery, ReuseRows } from './reuse-search.ts';

type Reuse = AnswerOf<'readLibraryReuse'>;
type Row = Reuse['rows'][number];

export type UsedPanelProps = {
  readonly reuse: UseQueryResult<Reuse>;
  /** As it was asked. */
  readonly query: ReuseQuery;
  readonly by: ReuseRows;
};

/** How often others used what the library has. */
export function UsedPanel({ reuse, query, by }: UsedPanelProps) {
  return (
    <Panel
      title={REUSE_WORDS.used}
      note={REUSE_WORDS.usedNote}
      flush
      action={<RowsExport of="exportLibraryReuseCsv" request={{ query }} />}
    >
      <Loaded query={reuse} lines={5}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="more">
              <Empty title={REUSE_WORDS.notUsed}>{REUSE_WORDS.notUsedWhy}</Empty>
            </div>
          ) : (
            <UsedTable rows={rows} by={by} />
          )
        }
      </Loaded>
    </Panel>
  );
}

/** Which figures there are depends on what rows are of. */
const FIGURES: readonly (readonly [label: string, of: (row: Row) => string | null])[] = [
  [REUSE_WORDS.calls, (row) => count(row.calls)],
  [REUSE_WORDS.tasks, (row) => count(row.tasks)],
  [REUSE_WORDS.people, (row) => count(row.adopters)],
  [REUSE_WORDS.teams, (row) => count(row.teams)],
  [REUSE_WORDS.copies, (row) => (row.copies === null ? null : count(row.copies))],
  [REUSE_WORDS.byForks, (row) => (row.forkCalls === null ? null : count(row.forkCalls))],
  [REUSE_WORDS.cost, (row) => dollars(row.costNanodollars)],
];

function UsedTable({ rows, by }: { readonly rows: readonly Row[]; readonly by: ReuseRows }) {
  const figures = FIGURES.filter(([, of]) => rows.some((row) => of(row) !== null)).filter(
    ([label]) => by !== 'team' || label !== REUSE_WORDS.teams,
  );
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{REUSE_WORDS.asset}</th>
            {by === 'asset' ? null : <th>{by === 'version' ? REUSE_WORDS.version : REUSE_WORDS.team}</th>}
            {figures.map(([label]) => (
              <th key={label} className="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.assetId} ${row.version} ${row.teamId}`}>
              <td>
                <TextLink to="/library/$assetId" params={{ assetId: row.assetId }}>
                  {row.assetId}
                </TextLink>
                <About row={row} />
              </td>
              {by === 'version' ? <td data-label={REUSE_WORDS.version}>{row.version}</td> : null}
              {by === 'team' ? <td data-label={REUSE_WORDS.team}>{row.teamId ?? REUSE_WORDS.noTeam}</td> : null}
              {figures.map(([label, of]) => (
                <td key={label} className="number" data-label={label}>
                  {of(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function About({ row: { forkedFrom, ownerCalls } }: { readonly row: Row }) {
  const said = [
    ...(forkedFrom === null ? [] : [REUSE_WORDS.fork(forkedFrom.assetId)]),
    ...(ownerCalls === 0 ? [] : [REUSE_WORDS.ownCalls(count(ownerCalls))]),
  ];
  if (said.length === 0) return null;
  return (
    <Text size="xs" c="dimmed">
      {said.join(' · ')}
    </Text>
  );
}
