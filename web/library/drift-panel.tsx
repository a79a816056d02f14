import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Share } from '../figures/share.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { REUSE_WORDS } from '../words/reuse-words.ts';
import type { ReuseQuery, ReuseRows } from './reuse-search.ts';

type Drifts = AnswerOf<'readTemplateDrift'>;
type Row = Drifts['rows'][number];

export type DriftPanelProps = {
  readonly drift: UseQueryResult<Drifts>;
  readonly rule: UseQueryResult<AnswerOf<'readSimilarityRule'>>;
  /** As it was asked. */
  readonly query: ReuseQuery;
  readonly by: ReuseRows;
};

/** How far calls are from the templates that they are made of; nobody's words are looked at, only how many stayed. */
export function DriftPanel({ drift, rule, query, by }: DriftPanelProps) {
  const isOff = rule.data?.mode === 'off';
  return (
    <Panel
      title={REUSE_WORDS.drift}
      note={REUSE_WORDS.driftNote}
      flush
      action={<RowsExport of="exportTemplateDriftCsv" request={{ query }} />}
    >
      <Loaded query={drift} lines={4}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="more">
              <Empty
                title={isOff ? REUSE_WORDS.fingerprintsOff : REUSE_WORDS.noDrift}
                action={
                  <TextLink to="/merges" mt={4}>
                    {REUSE_WORDS.switchOn}
                  </TextLink>
                }
              >
                {REUSE_WORDS.noDriftWhy}
              </Empty>
            </div>
          ) : (
            <DriftTable rows={rows} by={by} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function DriftTable({ rows, by }: { readonly rows: readonly Row[]; readonly by: ReuseRows }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{REUSE_WORDS.asset}</th>
            {by === 'asset' ? null : <th>{by === 'version' ? REUSE_WORDS.version : REUSE_WORDS.group}</th>}
            <th className="number">{REUSE_WORDS.named}</th>
            <th className="number">{REUSE_WORDS.unnamed}</th>
            <th className="number">{REUSE_WORDS.kept}</th>
            <th className="number">{REUSE_WORDS.drifted}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.assetId} ${row.version} ${row.teamIds?.join()}`}>
              <td>
                <TextLink to="/library/$assetId" params={{ assetId: row.assetId }}>
                  {row.assetId}
                </TextLink>
              </td>
              {by === 'version' ? <td data-label={REUSE_WORDS.version}>{row.version}</td> : null}
              {by === 'team' ? <td data-label={REUSE_WORDS.group}>{row.teamIds?.join(', ')}</td> : null}
              <td className="number" data-label={REUSE_WORDS.named}>
                {count(row.named)}
              </td>
              <td className="number" data-label={REUSE_WORDS.unnamed}>
                {count(row.unnamed)}
              </td>
              <td className="number" data-label={REUSE_WORDS.kept}>
                {row.keptTenthsMedian === null ? REUSE_WORDS.tooFew : REUSE_WORDS.keptTenths(row.keptTenthsMedian)}
              </td>
              <td className="number" data-label={REUSE_WORDS.drifted}>
                {row.driftedPercent === null ? (
                  REUSE_WORDS.tooFew
                ) : (
                  <span>
                    {REUSE_WORDS.percent(row.driftedPercent)}
                    <Share of={row.driftedPercent / 100} tone={row.driftedPercent >= 50 ? 'warn' : 'plain'} />
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
