import { Group, Text } from '@mantine/core';
import { Moment, momentInWords } from '../figures/moment.tsx';
import { PersonLink } from '../people/person-link.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useMay, useSession } from '../shell/session.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { REVIEW_WORDS } from '../words/review-words.ts';
import type { Permission } from './reviews-page.tsx';

const WORDS = REVIEW_WORDS;
const TONES: Readonly<Record<Permission['state'], Tone>> = {
  proposed: 'warn',
  approved: 'good',
  declined: 'stop',
  ended: 'plain',
};

/** What was proposed, and what became of it. */
export function PermissionTable({ rows }: { readonly rows: readonly Permission[] }) {
  const mayDecide = useMay()('control.write:programmes');
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{WORDS.purposeOf}</th>
          <th>{WORDS.by}</th>
          <th>{WORDS.decided}</th>
          <th>{WORDS.time}</th>
          <th>{WORDS.state}</th>
          {mayDecide ? <th>{WORDS.decide}</th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <PermissionRow key={row.id} row={row} mayDecide={mayDecide} />
        ))}
      </tbody>
    </table>
  );
}

function PermissionRow({ row, mayDecide }: { readonly row: Permission; readonly mayDecide: boolean }) {
  const { startsAt, endsAt, decidedAt, decidedBy, reason } = row;
  return (
    <tr>
      <td dir="auto">
        {row.purpose}
        <Text size="xs" c="dimmed" maw={360}>
          {WORDS.agreedWith(row.agreedWith)}
        </Text>
      </td>
      <td data-label={WORDS.by}>
        <span>
          <PersonLink id={row.proposedBy} />
          <Text size="xs" c="dimmed">
            <Moment at={row.proposedAt} day />
          </Text>
        </span>
      </td>
      <td data-label={WORDS.decided}>
        {decidedBy === null || decidedAt === null ? null : (
          <span>
            <PersonLink id={decidedBy} />
            <Text size="xs" c="dimmed">
              <Moment at={decidedAt} day />
            </Text>
            <Text size="xs" c="dimmed" dir="auto" maw={260}>
              “{reason}”
            </Text>
          </span>
        )}
      </td>
      <td data-label={WORDS.time}>
        {startsAt === null || endsAt === null
          ? null
          : WORDS.from(momentInWords({ at: startsAt, day: true }), momentInWords({ at: endsAt, day: true }))}
      </td>
      <td data-label={WORDS.state}>
        <Mark tone={TONES[row.state]}>{WORDS.states[row.state]}</Mark>
      </td>
      {mayDecide ? (
        <td data-label={WORDS.decide}>
          <Steps row={row} />
        </td>
      ) : null}
    </tr>
  );
}

function Steps({ row: { id, state, proposedBy } }: { readonly row: Permission }) {
  const { person } = useSession();
  const decide = (decision: 'approve' | 'decline' | 'end') => (reason: string, idempotencyKey: string) =>
    callOperation('decideRecognitionExport', { params: { id }, body: { decision, reason }, idempotencyKey });
  const changes = ['listExportPermissions'] as const;
  if (state === 'declined' || state === 'ended') return null;
  const isOwn = proposedBy === person.id;
  return (
    <Group gap="xs">
      {state === 'proposed' && isOwn ? (
        <Text size="xs" c="dimmed">
          {WORDS.own}
        </Text>
      ) : null}
      {state === 'proposed' && !isOwn ? (
        <>
          <ReasonButton
            label={WORDS.approve}
            note={WORDS.approveNote}
            filled
            carryOut={decide('approve')}
            changes={changes}
          />
          <ReasonButton label={WORDS.decline} carryOut={decide('decline')} changes={changes} />
        </>
      ) : null}
      {state === 'approved' || isOwn ? (
        <ReasonButton label={WORDS.end} note={WORDS.endNote} carryOut={decide('end')} changes={changes} />
      ) : null}
    </Group>
  );
}
