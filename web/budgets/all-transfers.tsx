import { Group, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Moment } from '../figures/moment.tsx';
import { FilterSelect } from '../filters/filter-select.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { TRANSFER_WORDS } from '../words/transfer-words.ts';
import { TRANSFER_TONES } from './my-transfer-line.tsx';
import type { Transfer } from './transfer-decision.ts';
import { readTransferSearch, type TransferSearch } from './transfer-search.ts';

const route = getRouteApi('/transfers');
const WORDS = TRANSFER_WORDS;

/** Every transfer and every offer, for whoever looks after budgets. */
export function AllTransfers() {
  const search = readTransferSearch(route.useSearch());
  const navigate = route.useNavigate();
  const change = (next: TransferSearch) => void navigate({ search: { ...search, ...next }, replace: true });
  const { state, kind } = search;
  const query = { ...(state === undefined ? {} : { state }), ...(kind === undefined ? {} : { kind }) };
  const transfers = usePages('listTransfers', { query }, (page, signal) =>
    callOperation('listTransfers', { query: { ...query, ...page }, signal }),
  );
  return (
    <Panel
      title={WORDS.all}
      note={WORDS.allNote}
      flush
      action={
        <Group gap="xs">
          <FilterSelect
            small
            label={WORDS.kind}
            all={WORDS.everyKind}
            options={WORDS.kinds}
            value={kind}
            onTake={(taken) => change({ kind: taken })}
          />
          <FilterSelect
            small
            label={WORDS.state}
            all={WORDS.everyState}
            options={WORDS.states}
            value={state}
            onTake={(taken) => change({ state: taken })}
          />
          <RowsExport of="exportTransfersCsv" request={{ query }} />
        </Group>
      }
    >
      <Paged query={transfers} empty={<Empty title={WORDS.none}>{WORDS.noneWhy}</Empty>}>
        {(rows) => <TransferTable rows={rows} />}
      </Paged>
    </Panel>
  );
}

function TransferTable({ rows }: { readonly rows: readonly Transfer[] }) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{WORDS.what}</th>
          <th>{WORDS.state}</th>
          <th>{WORDS.who}</th>
          <th>{WORDS.consenter}</th>
          <th>{WORDS.decided}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((transfer) => (
          <tr key={transfer.id}>
            <td>
              <Text size="sm">{transfer.sentence}</Text>
              <Text size="xs" c="dimmed" dir="auto">
                {WORDS.kinds[transfer.kind]} · “{transfer.why}”
              </Text>
            </td>
            <td data-label={WORDS.state}>
              <Mark tone={TRANSFER_TONES[transfer.state]}>{WORDS.states[transfer.state]}</Mark>
            </td>
            <td data-label={WORDS.who}>
              <bdi>{transfer.proposedBy ?? WORDS.house}</bdi>
            </td>
            <td data-label={WORDS.consenter}>
              <bdi>{transfer.consenterId}</bdi>
            </td>
            <td data-label={WORDS.decided}>
              {transfer.decidedAt === null ? '–' : <Moment at={transfer.decidedAt} />}
              {transfer.decisionReason === null ? null : (
                <Text size="xs" c="dimmed" dir="auto">
                  “{transfer.decisionReason}”
                </Text>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
