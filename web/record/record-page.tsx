import { Group, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { momentInWords } from '../figures/moment.tsx';
import { dollars } from '../figures/money.ts';
import { readRange } from '../filters/range.ts';
import { RangeChoice } from '../filters/range-choice.tsx';
import { useRange } from '../filters/use-range.ts';
import { useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { RECORD_WORDS } from '../words/record-words.ts';
import { CallsPanel } from './calls-panel.tsx';
import { FoundPanel, useMyFound } from './found-panel.tsx';
import { ReadersPanel } from './readers-panel.tsx';

type Record = AnswerOf<'readMyRecord'>;

const route = getRouteApi('/record');

/** What is stored about the reader, why, for how long, who may see it, and who looked. */
export function RecordPage() {
  const search = readRange(route.useSearch());
  const navigate = route.useNavigate();
  const { span } = useRange(search, '30d');
  const record = useOperation('readMyRecord', { query: { ...span, calls: 5 } });
  const looks = useOperation('listLooksAtMe', { query: span });
  const found = useMyFound(span);
  return (
    <Page
      title={RECORD_WORDS.title}
      lead={RECORD_WORDS.lead}
      action={
        <Group className="no-print" gap="sm">
          <RangeChoice
            search={search}
            usual="30d"
            onChange={(chosen) => void navigate({ search: readRange({ ...chosen }), replace: true })}
          />
        </Group>
      }
    >
      <Together queries={[record, looks, found]} lines={14}>
        <Loaded query={record}>
          {(data) => (
            <Stack gap="md">
              <Sums record={data} />
              <Stored record={data} />
              <div className="grid-two grid-even">
                <Loaded query={looks}>{({ rows }) => <ReadersPanel readings={data.readings} looks={rows} />}</Loaded>
                <Content record={data} />
              </div>
              <FoundPanel events={found} />
              <CallsPanel record={data} span={span} />
            </Stack>
          )}
        </Loaded>
      </Together>
    </Page>
  );
}

function Sums({ record: { totals, from, to } }: { readonly record: Record }) {
  const input = totals.inputUncachedTokens + totals.inputCacheReadTokens + totals.inputCacheWriteTokens;
  const output = totals.outputVisibleTokens + totals.outputReasoningTokens;
  return (
    <Panel
      title={RECORD_WORDS.sums}
      note={RECORD_WORDS.between(momentInWords({ at: from, day: true }), momentInWords({ at: to, day: true }))}
    >
      <div className="grid-figures">
        <Figure
          label={RECORD_WORDS.callsCount}
          value={count(totals.calls)}
          note={RECORD_WORDS.refused(totals.callsRefused)}
          rows="calls"
        />
        <Figure
          label={RECORD_WORDS.cost}
          value={dollars(totals.costNanodollars)}
          note={RECORD_WORDS.unpriced(totals.callsUnpriced)}
          rows="calls"
        />
        <Figure label={RECORD_WORDS.sent} value={count(input)} note={RECORD_WORDS.tokens} rows="calls" />
        <Figure label={RECORD_WORDS.written} value={count(output)} note={RECORD_WORDS.tokens} rows="calls" />
      </div>
    </Panel>
  );
}

function Stored({ record }: { readonly record: Record }) {
  return (
    <Panel title={RECORD_WORDS.stored} note={RECORD_WORDS.storedNote} flush>
      <div className="table-scroll">
        <table className="table table-stack">
          <thead>
            <tr>
              <th>{RECORD_WORDS.what}</th>
              <th className="number">{RECORD_WORDS.records}</th>
              <th>{RECORD_WORDS.why}</th>
              <th>{RECORD_WORDS.keptFor}</th>
              <th>{RECORD_WORDS.seenBy}</th>
            </tr>
          </thead>
          <tbody>
            {record.stored.map((row) => (
              <tr key={row.what}>
                <td>
                  <Text size="sm" fw={500} className="begins">
                    {row.what}
                  </Text>
                </td>
                <td className="number" data-label={RECORD_WORDS.records}>
                  {count(row.records)}
                </td>
                <td data-label={RECORD_WORDS.why}>{row.why}</td>
                <td data-label={RECORD_WORDS.keptFor}>{row.keptFor}</td>
                <td data-label={RECORD_WORDS.seenBy}>{row.seenBy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Content({ record: { content } }: { readonly record: Record }) {
  return (
    <Panel title={RECORD_WORDS.content} note={RECORD_WORDS.contentNote}>
      {content.length === 0 ? (
        <Empty title={RECORD_WORDS.noContent}>{RECORD_WORDS.noContentWhy}</Empty>
      ) : (
        <ul className="line-list">
          {content.map((row) => (
            <li key={`${row.useCaseId} ${row.dataClass}`} className="line">
              <span>
                {row.useCaseId}, {row.dataClass}: {RECORD_WORDS.texts(row.records)}
              </span>
              <span className="line-end">{RECORD_WORDS.days(row.days)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
