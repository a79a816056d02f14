import { Moment } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { CACHE_WORDS } from '../words/routing-words.ts';

const WORDS = CACHE_WORDS;

export function usePurges() {
  return usePages('listCachePurges', {}, (page, signal) => callOperation('listCachePurges', { query: page, signal }));
}

/** What was ordered to be forgotten, by whom and why. */
export function PurgesPanel() {
  return (
    <Panel
      title={WORDS.orders}
      note={WORDS.ordersNote}
      flush
      action={<RowsExport of="exportCachePurgesCsv" request={{}} />}
    >
      <Paged query={usePurges()} empty={<Empty title={WORDS.ordersNone} />}>
        {(rows) => (
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{WORDS.when}</th>
                <th>{WORDS.what}</th>
                <th>{WORDS.why}</th>
                <th>{WORDS.by}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    <Moment at={row.createdAt} />
                  </td>
                  <td data-label={WORDS.what}>
                    <span>
                      {WORDS.forgets[row.subjectKind]} <bdi>{row.subjectId}</bdi>
                    </span>
                  </td>
                  <td data-label={WORDS.why} dir="auto">
                    {row.reason}
                  </td>
                  <td data-label={WORDS.by}>
                    <bdi>{row.orderedBy}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Panel>
  );
}
