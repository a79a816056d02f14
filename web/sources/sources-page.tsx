import { RowsExport } from '../filters/rows-export.tsx';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { SOURCE_WORDS } from '../words/source-words.ts';
import { SOURCE_TONES, type Source } from './source-tones.ts';

const ROWS_MAX = 200;

/** Systems that tell of results by themselves. */
export function SourcesPage() {
  const may = useMay();
  const sources = useOperation('listSources', { query: { limit: ROWS_MAX } });
  return (
    <Page
      title={SOURCE_WORDS.title}
      lead={SOURCE_WORDS.lead}
      action={may('control.write:outcomes') ? <ButtonLink to="/sources/new">{SOURCE_WORDS.add}</ButtonLink> : undefined}
    >
      <Panel title={SOURCE_WORDS.list} flush action={<RowsExport of="exportSourcesCsv" request={{}} />}>
        <Loaded query={sources} lines={6}>
          {({ rows }) =>
            rows.length === 0 ? (
              <div className="more">
                <Empty title={SOURCE_WORDS.none}>{SOURCE_WORDS.noneWhy}</Empty>
              </div>
            ) : (
              <SourceTable rows={rows} />
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

function SourceTable({ rows }: { readonly rows: readonly Source[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{SOURCE_WORDS.name}</th>
            <th>{SOURCE_WORDS.kind}</th>
            <th>{SOURCE_WORDS.address}</th>
            <th className="number">{SOURCE_WORDS.rules}</th>
            <th>{SOURCE_WORDS.state}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((source) => (
            <tr key={source.id}>
              <td>
                <TextLink to="/sources/$sourceId" params={{ sourceId: source.id }}>
                  {source.name}
                </TextLink>
              </td>
              <td data-label={SOURCE_WORDS.kind}>{SOURCE_WORDS.kinds[source.kind]}</td>
              <td data-label={SOURCE_WORDS.address}>
                <code>{source.webhookPath}</code>
              </td>
              <td className="number" data-label={SOURCE_WORDS.rules}>
                {source.rules.length}
              </td>
              <td data-label={SOURCE_WORDS.state}>
                <Mark tone={SOURCE_TONES[source.status]}>{SOURCE_WORDS.states[source.status]}</Mark>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
