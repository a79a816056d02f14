import { Button, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { useRange } from '../filters/use-range.ts';
import { Named } from '../names/names.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useWrite } from '../request/use-write.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { CONTENT_WORDS } from '../words/content-words.ts';

type Access = AnswerOf<'readContentAccess'>;
type Head = AnswerOf<'listContent'>['rows'][number];
type Whole = AnswerOf<'readContent'>;

/** What is kept within a granted request; its text is asked for one by one, and each time recorded. */
export function RecordsPanel({ accessId }: { readonly accessId: string }) {
  const access = useOperation('readContentAccess', { params: { id: accessId } });
  return <Loaded query={access}>{(data) => <Records access={data} />}</Loaded>;
}

function Records({ access }: { readonly access: Access }) {
  const [shown, setShown] = useState<Whole | null>(null);
  const query = scopeQuery(access, useRange({}, '90d').span);
  const records = usePages('listContent', { query }, (page, signal) =>
    callOperation('listContent', { query: { ...query, ...page }, signal }),
  );
  const read = useWrite({
    carryOut: (id: string) => callOperation('readContent', { params: { id }, query: { accessId: access.id } }),
    changes: ['listContentReadings'],
    done: setShown,
  });
  return (
    <Panel title={CONTENT_WORDS.records} note={CONTENT_WORDS.recordsNote(access.requesterId)} flush>
      {read.error === null ? null : (
        <div className="more">
          <Trouble error={read.error} />
        </div>
      )}
      <Paged query={records} empty={<Empty title={CONTENT_WORDS.noRecord}>{CONTENT_WORDS.noRecordWhy}</Empty>}>
        {(rows) => <RecordTable rows={rows} onRead={(id) => read.mutate(id)} />}
      </Paged>
      <Modal opened={shown !== null} onClose={() => setShown(null)} title={CONTENT_WORDS.text} size="lg">
        {shown === null ? null : <TextOf whole={shown} />}
      </Modal>
    </Panel>
  );
}

type RecordTableProps = {
  readonly rows: readonly Head[];
  readonly onRead: (id: string) => void;
};

function RecordTable({ rows, onRead }: RecordTableProps) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{CONTENT_WORDS.at}</th>
          <th>{CONTENT_WORDS.of}</th>
          <th>{CONTENT_WORDS.useCase}</th>
          <th>{CONTENT_WORDS.tier}</th>
          <th>{CONTENT_WORDS.dataClass}</th>
          <th>
            <span className="sr-only">{CONTENT_WORDS.open}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Moment at={row.at} />
            </td>
            <td data-label={CONTENT_WORDS.of}>
              <Named of="person" id={row.ownerId} />
            </td>
            <td data-label={CONTENT_WORDS.useCase}>
              <Named of="use_case" id={row.useCaseId} />
            </td>
            <td data-label={CONTENT_WORDS.tier}>{row.tier}</td>
            <td data-label={CONTENT_WORDS.dataClass}>{row.dataClass}</td>
            <td>
              <Button size="compact-sm" variant="default" onClick={() => onRead(row.id)}>
                {CONTENT_WORDS.open}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TextOf({ whole }: { readonly whole: Whole }) {
  return (
    <Stack gap="sm">
      {whole.text.map((part) => (
        <div key={`${part.direction} ${part.kind} ${part.text}`}>
          <Text size="xs" c="dimmed">
            {CONTENT_WORDS.directions[part.direction]} · {part.kind}
          </Text>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre className="asset-text" tabIndex={0} dir="auto">
            {part.text}
          </pre>
        </div>
      ))}
    </Stack>
  );
}

function scopeQuery(access: Access, span: { readonly from: string; readonly to: string }) {
  return {
    from: access.from ?? span.from,
    to: access.to ?? span.to,
    ...(access.personId === null ? {} : { personId: access.personId }),
    ...(access.useCaseId === null ? {} : { useCaseId: access.useCaseId }),
    ...(access.callId === null ? {} : { callId: access.callId }),
  };
}
