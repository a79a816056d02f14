import { Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { Together } from '../states/together.tsx';
import { SUSPENSION_WORDS } from '../words/protection-words.ts';
import { SuspensionForm } from './suspension-form.tsx';

type Suspension = AnswerOf<'readSuspension'>;

const route = getRouteApi('/suspensions');

/** What is stopped now, and the way to stop more. */
export function SuspensionsPage() {
  const search = route.useSearch();
  const may = useMay();
  const mayStop = may('control.write:protection');
  const suspensions = usePages('listSuspensions', {}, (page, signal) =>
    callOperation('listSuspensions', { query: page, signal }),
  );
  const nothing = <Empty title={SUSPENSION_WORDS.nothing}>{SUSPENSION_WORDS.nothingWhy}</Empty>;
  return (
    <Page title={SUSPENSION_WORDS.title} lead={SUSPENSION_WORDS.lead}>
      <Stack gap="md">
        {mayStop ? <SuspensionForm key={`${search.kind} ${search.id}`} search={search} /> : null}
        <Together queries={[suspensions]} lines={12}>
          <Panel
            title={SUSPENSION_WORDS.inForce}
            flush
            action={<RowsExport of="exportSuspensionsCsv" request={{}} note={SUSPENSION_WORDS.exportNote} />}
          >
            <Paged query={suspensions} empty={nothing}>
              {(rows) => {
                const inForce = rows.filter(({ state }) => state === 'in_force');
                return inForce.length === 0 ? (
                  <div className="more">{nothing}</div>
                ) : (
                  <StoppedTable rows={inForce} mayLift={mayStop} />
                );
              }}
            </Paged>
          </Panel>
          <Panel title={SUSPENSION_WORDS.ended}>
            <EndedList rows={(suspensions.data?.pages ?? []).flatMap(({ rows }) => rows)} />
          </Panel>
        </Together>
      </Stack>
    </Page>
  );
}

function StoppedTable({ rows, mayLift }: { readonly rows: readonly Suspension[]; readonly mayLift: boolean }) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{SUSPENSION_WORDS.who}</th>
          <th>{SUSPENSION_WORDS.reason}</th>
          <th>{SUSPENSION_WORDS.from}</th>
          <th>{SUSPENSION_WORDS.to}</th>
          <th>{SUSPENSION_WORDS.by}</th>
          <th>
            <span className="sr-only">{SUSPENSION_WORDS.lift}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Mark tone="stop">{SUSPENSION_WORDS.kinds[row.subjectKind]}</Mark> <bdi>{row.subjectId}</bdi>
            </td>
            <td data-label={SUSPENSION_WORDS.reason} dir="auto">
              {row.reason}
            </td>
            <td data-label={SUSPENSION_WORDS.from}>
              <Moment at={row.createdAt} />
            </td>
            <td data-label={SUSPENSION_WORDS.to}>
              {row.expiresAt === null ? SUSPENSION_WORDS.open : <Moment at={row.expiresAt} />}
            </td>
            <td data-label={SUSPENSION_WORDS.by}>{row.madeBy}</td>
            <td>{mayLift ? <LiftButton suspension={row} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LiftButton({ suspension }: { readonly suspension: Suspension }) {
  return (
    <ReasonButton
      label={SUSPENSION_WORDS.lift}
      note={SUSPENSION_WORDS.liftNote}
      isOptional
      carryOut={(reason, idempotencyKey) => {
        const { subjectKind, subjectId } = suspension;
        const body = { kind: subjectKind, id: subjectId, reason: reason === '' ? null : reason };
        return callOperation('lift', { body, idempotencyKey });
      }}
      changes={['listSuspensions']}
    />
  );
}

function EndedList({ rows }: { readonly rows: readonly Suspension[] }) {
  const ended = rows.filter(({ state }) => state !== 'in_force');
  if (ended.length === 0) return <Empty title={SUSPENSION_WORDS.noneEnded} />;
  return (
    <ul className="line-list">
      {ended.map((row) => (
        <li key={row.id} className="line">
          <Text size="sm">
            {SUSPENSION_WORDS.kinds[row.subjectKind]} <bdi>{row.subjectId}</bdi>: {row.reason}
          </Text>
          <Text size="xs" c="dimmed" className="line-end">
            {SUSPENSION_WORDS.states[row.state]} {row.endedAt === null ? null : <Moment at={row.endedAt} />}
            {row.endReason === null ? '' : ` · ${row.endReason}`}
          </Text>
        </li>
      ))}
    </ul>
  );
}
