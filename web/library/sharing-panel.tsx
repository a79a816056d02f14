import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import type { Span } from '../filters/range.ts';
import { RowsExport } from '../filters/rows-export.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { REUSE_WORDS } from '../words/reuse-words.ts';

type Signals = AnswerOf<'readLibrarySignals'>;
type Row = Signals['rows'][number];

export type SharingPanelProps = {
  readonly signals: UseQueryResult<Signals>;
  /** As it was asked. */
  readonly query: Span;
};

/** What groups of five people and more take from the library and give to it. */
export function SharingPanel({ signals, query }: SharingPanelProps) {
  return (
    <Panel
      title={REUSE_WORDS.sharing}
      note={REUSE_WORDS.sharingNote}
      flush
      action={<RowsExport of="exportLibrarySignalsCsv" request={{ query }} />}
    >
      <Loaded query={signals} lines={4}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="more">
              <Empty title={REUSE_WORDS.noSharing} />
            </div>
          ) : (
            <SharingTable rows={rows} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function SharingTable({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{REUSE_WORDS.group}</th>
            <th className="number">{REUSE_WORDS.people}</th>
            <th className="number">{REUSE_WORDS.tasks}</th>
            <th className="number">{REUSE_WORDS.fromLibrary}</th>
            <th className="number">{REUSE_WORDS.oneOffs}</th>
            <th className="number" title={REUSE_WORDS.givenHelp}>
              {REUSE_WORDS.given}
            </th>
            <th className="number" title={REUSE_WORDS.takenHelp}>
              {REUSE_WORDS.taken}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.teamIds.join()}>
              <td>{row.teamIds.join(', ')}</td>
              <td className="number" data-label={REUSE_WORDS.people}>
                {count(row.people)}
              </td>
              <td className="number" data-label={REUSE_WORDS.tasks}>
                {count(row.tasks)}
              </td>
              <td className="number" data-label={REUSE_WORDS.fromLibrary}>
                <Percent percent={row.libraryPercent} change={row.libraryChange} />
              </td>
              <td className="number" data-label={REUSE_WORDS.oneOffs}>
                <Percent percent={row.oneOffPercent} change={row.oneOffChange} />
              </td>
              <td className="number" data-label={REUSE_WORDS.given}>
                {count(row.sharedAssets)}
              </td>
              <td className="number" data-label={REUSE_WORDS.taken}>
                {count(row.adoptedAssets)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Percent({ percent, change }: { readonly percent: number | null; readonly change: number | null }) {
  if (percent === null)
    return (
      <Text span size="xs" c="dimmed">
        {REUSE_WORDS.notTold}
      </Text>
    );
  return (
    <span>
      {REUSE_WORDS.percent(percent)}
      {change === null ? null : (
        <Text span size="xs" c="dimmed" ml={6}>
          {REUSE_WORDS.change(change)}
        </Text>
      )}
    </span>
  );
}
