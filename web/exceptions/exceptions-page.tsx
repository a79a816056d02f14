import { Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { FilterBar } from '../filters/filter-bar.tsx';
import { FilterSelect } from '../filters/filter-select.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { Named } from '../names/names.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { Together } from '../states/together.tsx';
import { EXCEPTION_WORDS } from '../words/exception-words.ts';
import { ApprovalsPanel, useApprovals } from './approvals-panel.tsx';
import { type ExceptionSearch, readExceptionSearch } from './exception-search.ts';

type Exception = AnswerOf<'readException'>;

const route = getRouteApi('/exceptions');
const TONES: Readonly<Record<Exception['state'], Tone>> = {
  requested: 'warn',
  granted: 'good',
  declined: 'stop',
  withdrawn: 'plain',
  expired: 'plain',
  revoked: 'stop',
};

/** Every exception and every call that waited for a person. */
export function ExceptionsPage() {
  const search = readExceptionSearch(route.useSearch());
  const navigate = route.useNavigate();
  const may = useMay();
  const { state, team, useCase } = search;
  const query = {
    ...(state === undefined ? {} : { state }),
    ...(team === undefined ? {} : { teamId: team }),
    ...(useCase === undefined ? {} : { useCaseId: useCase }),
  };
  const change = (next: ExceptionSearch) => void navigate({ search: next, replace: true });
  const exceptions = usePages('listExceptions', { query }, (page, signal) =>
    callOperation('listExceptions', { query: { ...query, ...page }, signal }),
  );
  const approvals = useApprovals();
  return (
    <Page title={EXCEPTION_WORDS.title} lead={EXCEPTION_WORDS.lead}>
      <FilterBar
        page="exceptions"
        search={search}
        read={readExceptionSearch}
        parts={['team', 'useCase']}
        onChange={change}
      >
        <FilterSelect
          label={EXCEPTION_WORDS.state}
          all={EXCEPTION_WORDS.all}
          options={EXCEPTION_WORDS.options}
          value={search.state}
          onTake={(taken) => change(readExceptionSearch({ ...search, state: taken }))}
        />
      </FilterBar>
      <Together queries={[exceptions, approvals]} lines={12}>
        <Stack gap="md">
          <Panel
            title={EXCEPTION_WORDS.exceptions}
            note={EXCEPTION_WORDS.exceptionsNote}
            flush
            action={<RowsExport of="exportExceptionsCsv" request={{ query }} />}
          >
            <Paged query={exceptions} empty={<Empty title={EXCEPTION_WORDS.none}>{EXCEPTION_WORDS.noneWhy}</Empty>}>
              {(rows) => <ExceptionTable rows={rows} mayRevoke={may('control.write:budgets')} />}
            </Paged>
          </Panel>
          {may('control.read:own') ? <ApprovalsPanel /> : null}
        </Stack>
      </Together>
    </Page>
  );
}

type ExceptionTableProps = { readonly rows: readonly Exception[]; readonly mayRevoke: boolean };

function ExceptionTable({ rows, mayRevoke }: ExceptionTableProps) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{EXCEPTION_WORDS.what}</th>
          <th>{EXCEPTION_WORDS.state}</th>
          <th>{EXCEPTION_WORDS.who}</th>
          <th>{EXCEPTION_WORDS.approver}</th>
          <th>{EXCEPTION_WORDS.ends}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((exception) => (
          <tr key={exception.id}>
            <td>
              <Text size="sm">{exception.sentence}</Text>
              <Text size="xs" c="dimmed" dir="auto">
                {EXCEPTION_WORDS.why(exception.why)}
              </Text>
            </td>
            <td data-label={EXCEPTION_WORDS.state}>
              <span>
                <Mark tone={TONES[exception.state]}>
                  {exception.inForce ? EXCEPTION_WORDS.inForce : EXCEPTION_WORDS.states[exception.state]}
                </Mark>
                {mayRevoke && exception.state === 'granted' ? <RevokeButton exception={exception} /> : null}
              </span>
            </td>
            <td data-label={EXCEPTION_WORDS.who}>
              <Named of="person" id={exception.requesterId} />
            </td>
            <td data-label={EXCEPTION_WORDS.approver}>
              <span>
                <Named of="person" id={exception.approverId} />
                {exception.decidedBy === null || exception.decisionReason === null ? null : (
                  <Text size="xs" c="dimmed" dir="auto">
                    {EXCEPTION_WORDS.said(exception.decidedBy, exception.decisionReason)}
                  </Text>
                )}
              </span>
            </td>
            <td data-label={EXCEPTION_WORDS.ends}>
              <Moment at={exception.endsAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RevokeButton({ exception }: { readonly exception: Exception }) {
  return (
    <div className="under">
      <ReasonButton
        label={EXCEPTION_WORDS.revoke}
        note={EXCEPTION_WORDS.revokeNote}
        changes={['listExceptions']}
        carryOut={(reason, idempotencyKey) =>
          callOperation('revokeException', {
            params: { id: exception.id },
            ifRevision: exception.revision,
            body: { reason },
            idempotencyKey,
          })
        }
      />
    </div>
  );
}
