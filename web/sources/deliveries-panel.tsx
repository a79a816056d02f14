import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { SOURCE_WORDS } from '../words/source-words.ts';

type Delivery = AnswerOf<'listSourceDeliveries'>['rows'][number];

const PAGE_ROWS = 20;

/** What the panels show, asked by the page: all below them appears with them. */
export function useDeliveries(id: string) {
  const deliveries = usePages(
    'listSourceDeliveries',
    id,
    (page, signal) =>
      callOperation('listSourceDeliveries', {
        params: { id },
        query: { ...page },
        signal,
      }),
    PAGE_ROWS,
  );
  const refusals = useOperation('listSourceRefusals', { params: { id } });
  return { deliveries, refusals };
}

export type DeliveriesPanelProps = ReturnType<typeof useDeliveries> & { readonly webhookPath: string };

/** What the system sent, and what was not believed of it. */
export function DeliveriesPanel({ deliveries, refusals, webhookPath }: DeliveriesPanelProps) {
  return (
    <Stack gap="md">
      <Panel title={SOURCE_WORDS.deliveries} note={SOURCE_WORDS.deliveriesNote} flush>
        <Paged
          query={deliveries}
          empty={<Empty title={SOURCE_WORDS.noDeliveries}>{SOURCE_WORDS.noDeliveriesWhy(webhookPath)}</Empty>}
        >
          {(rows) => <DeliveryTable rows={rows} />}
        </Paged>
      </Panel>
      <RefusalsPanel refusals={refusals} />
    </Stack>
  );
}

function DeliveryTable({ rows }: { readonly rows: readonly Delivery[] }) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{SOURCE_WORDS.when}</th>
          <th>{SOURCE_WORDS.event}</th>
          <th>{SOURCE_WORDS.via}</th>
          <th className="number">{SOURCE_WORDS.many}</th>
          <th>{SOURCE_WORDS.note}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.deliveryId}>
            <td>
              <Moment at={row.receivedAt} />
            </td>
            <td data-label={SOURCE_WORDS.event}>{row.event}</td>
            <td data-label={SOURCE_WORDS.via}>{SOURCE_WORDS.vias[row.via]}</td>
            <td className="number" data-label={SOURCE_WORDS.many}>
              {count(row.facts)}
            </td>
            <td data-label={SOURCE_WORDS.note}>{row.note ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RefusalsPanel({ refusals }: Pick<DeliveriesPanelProps, 'refusals'>) {
  return (
    <Panel title={SOURCE_WORDS.refusals} note={SOURCE_WORDS.refusalsNote}>
      <Loaded query={refusals} lines={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={SOURCE_WORDS.noRefusals} />
          ) : (
            <ul className="line-list">
              {rows.map(({ hour, reason, refused }) => (
                <li key={`${hour} ${reason}`} className="line">
                  <span>
                    <Moment at={hour} />
                    <Text size="sm" c="dimmed">
                      {reason}
                    </Text>
                  </span>
                  <span className="line-end figures">{count(refused)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
