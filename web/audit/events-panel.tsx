import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import type { Span } from '../filters/range.ts';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { AUDIT_WORDS } from '../words/audit-words.ts';
import { readEventBody } from './event-body.ts';

type Event = AnswerOf<'listAuditEvents'>['rows'][number];

const PAGE_ROWS = 50;

export type EventsAsked = {
  readonly span: Span;
  readonly type: string | undefined;
  readonly subject: string | undefined;
};

/** The listing behind the panel, asked by the page: what stands above is waited for at the same time. */
export function useEvents(asked: EventsAsked) {
  const query = eventQuery(asked);
  return usePages(
    'listAuditEvents',
    { query },
    (page, signal) =>
      callOperation('listAuditEvents', {
        query: { ...query, ...page },
        signal,
      }),
    PAGE_ROWS,
  );
}

function eventQuery({ span, type, subject }: EventsAsked) {
  return { ...span, ...(type === undefined ? {} : { type }), ...(subject === undefined ? {} : { subject }) };
}

/** Every event of the time, in the order of the chain. */
export function EventsPanel({
  events,
  asked,
}: {
  readonly events: ReturnType<typeof useEvents>;
  readonly asked: EventsAsked;
}) {
  return (
    <Panel
      title={AUDIT_WORDS.events}
      flush
      action={<RowsExport of="exportAuditEventsCsv" request={{ query: eventQuery(asked) }} />}
    >
      <Paged query={events} empty={<Empty title={AUDIT_WORDS.noEvent}>{AUDIT_WORDS.noEventWhy}</Empty>}>
        {(rows) => (
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{AUDIT_WORDS.sequence}</th>
                <th>{AUDIT_WORDS.when}</th>
                <th>{AUDIT_WORDS.who}</th>
                <th>{AUDIT_WORDS.type}</th>
                <th>{AUDIT_WORDS.subject}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((event) => (
                <EventRow key={event.sequence} event={event} />
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Panel>
  );
}

function EventRow({ event }: { readonly event: Event }) {
  const { atMs, actor, type, subject } = readEventBody(event.body);
  return (
    <tr>
      <td className="figures">{count(event.sequence)}</td>
      <td data-label={AUDIT_WORDS.when}>
        <Moment at={new Date(atMs).toISOString()} />
      </td>
      <td data-label={AUDIT_WORDS.who}>{actor}</td>
      <td data-label={AUDIT_WORDS.type}>{type}</td>
      <td data-label={AUDIT_WORDS.subject}>
        <details>
          <summary className="hash">{subject}</summary>
          <Text size="xs" c="dimmed" mt={6}>
            {AUDIT_WORDS.whole}
          </Text>
          <pre className="event-body">{event.body}</pre>
          <Text size="xs" className="hash">
            {AUDIT_WORDS.previous} {event.previousHash}
          </Text>
          <Text size="xs" className="hash">
            {AUDIT_WORDS.hash} {event.hash}
          </Text>
        </details>
      </td>
    </tr>
  );
}
