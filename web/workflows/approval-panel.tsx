import { Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { callOperation } from '../request/call-operation.ts';
import { useSession } from '../shell/session.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { WORKFLOW_WORDS } from '../words/workflow-words.ts';
import type { Workflow } from './workflows-page.tsx';

const WORDS = WORKFLOW_WORDS;

export type ApprovalPanelProps = {
  readonly workflow: Workflow;
  /** Null: the use case has none; undefined: the reader may not see who it is. */
  readonly ownerId: string | null | undefined;
};

/** Whose yes a version waits for, and the yes itself for whoever can give it. */
export function ApprovalPanel({ workflow: { id, version }, ownerId }: ApprovalPanelProps) {
  const { person } = useSession();
  const mine = ownerId === person.id;
  const waits =
    ownerId === undefined ? WORDS.waitsForOwner : ownerId === null ? WORDS.waitsForNobody : WORDS.waits(ownerId);
  return (
    <Panel title={WORDS.waiting} note={WORDS.notApprovedWhy}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{mine ? WORDS.waitsForYou : waits}</Text>
        {mine ? (
          <ReasonButton
            plain
            filled
            label={WORDS.approve}
            note={WORDS.approveNote(version)}
            changes={['listWorkflows', 'readWorkflow']}
            carryOut={async (_reason, idempotencyKey) => {
              await callOperation('approveWorkflow', { params: { id }, body: { version }, idempotencyKey });
              notifications.show({ message: WORDS.approvedNow });
            }}
          />
        ) : null}
      </Group>
    </Panel>
  );
}
