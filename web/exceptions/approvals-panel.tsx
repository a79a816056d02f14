import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { Named } from '../names/names.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { EXCEPTION_WORDS } from '../words/exception-words.ts';

type Approval = AnswerOf<'listApprovals'>['rows'][number];

const TONES: Readonly<Record<Approval['state'], Tone>> = {
  pending: 'warn',
  approved: 'good',
  declined: 'stop',
  expired: 'plain',
  withdrawn: 'plain',
};

/** The calls; asked for by the page too, so that its parts appear together. */
export function useApprovals() {
  return usePages('listApprovals', {}, (page, signal) => callOperation('listApprovals', { query: page, signal }));
}

/** Calls that were held until somebody said yes or no. */
export function ApprovalsPanel() {
  const approvals = useApprovals();
  return (
    <Panel
      title={EXCEPTION_WORDS.approvals}
      note={EXCEPTION_WORDS.approvalsNote}
      flush
      action={<RowsExport of="exportApprovalsCsv" request={{}} />}
    >
      <Paged query={approvals} empty={<Empty title={EXCEPTION_WORDS.noApproval} />}>
        {(rows) => (
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{EXCEPTION_WORDS.what}</th>
                <th>{EXCEPTION_WORDS.state}</th>
                <th>{EXCEPTION_WORDS.who}</th>
                <th>{EXCEPTION_WORDS.found}</th>
                <th>{EXCEPTION_WORDS.given}</th>
                <th>{EXCEPTION_WORDS.asked}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((approval) => (
                <ApprovalRow key={approval.id} approval={approval} />
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Panel>
  );
}

function ApprovalRow({ approval }: { readonly approval: Approval }) {
  const found = Object.entries(approval.findings).map(([type, number]) => `${type.replaceAll('_', ' ')} × ${number}`);
  const given = approval.given.map(({ personId }) => personId);
  return (
    <tr>
      <td>
        <Named of="use_case" id={approval.useCaseId} />
        <Text size="xs" c="dimmed">
          {approval.why}
        </Text>
      </td>
      <td data-label={EXCEPTION_WORDS.state}>
        <Mark tone={TONES[approval.state]}>{EXCEPTION_WORDS.approvalStates[approval.state]}</Mark>
      </td>
      <td data-label={EXCEPTION_WORDS.who}>
        <Named of="person" id={approval.ownerId} />
      </td>
      <td data-label={EXCEPTION_WORDS.found}>{found.length === 0 ? EXCEPTION_WORDS.nothingFound : found.join(', ')}</td>
      <td data-label={EXCEPTION_WORDS.given}>{given.length === 0 ? EXCEPTION_WORDS.nobody : given.join(', ')}</td>
      <td data-label={EXCEPTION_WORDS.asked}>
        <Moment at={approval.askedAt} />
      </td>
    </tr>
  );
}
