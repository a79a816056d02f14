import { Button, Group, Text } from '@mantine/core';
import { momentInWords } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { useSession } from '../shell/session.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Trouble } from '../states/trouble.tsx';
import { TRANSFER_WORDS } from '../words/transfer-words.ts';
import { TRANSFER_CHANGES, type Transfer } from './transfer-decision.ts';

const WORDS = TRANSFER_WORDS;
export const TRANSFER_TONES: Readonly<Record<Transfer['state'], Tone>> = {
  proposed: 'warn',
  carried_out: 'good',
  declined: 'stop',
  kept: 'plain',
  withdrawn: 'plain',
  expired: 'plain',
};

/** A transfer that is the reader's own: where it stands, who answers, and the way back. */
export function MyTransferLine({ transfer }: { readonly transfer: Transfer }) {
  const { person } = useSession();
  const withdraw = useWrite({
    carryOut: (_input: undefined, idempotencyKey) =>
      callOperation('withdrawTransfer', { params: { id: transfer.id }, idempotencyKey }),
    changes: TRANSFER_CHANGES,
  });
  const isOpen = transfer.state === 'proposed';
  return (
    <div className="decision">
      <Group justify="space-between" gap="sm" align="flex-start">
        <div className="panel-words">
          <Text size="sm">{transfer.sentence}</Text>
          <Text size="xs" c="dimmed" dir="auto">
            “{transfer.why}”
          </Text>
          <Text size="xs" c="dimmed">
            {isOpen
              ? WORDS.answers(transfer.consenterId, momentInWords({ at: transfer.expiresAt }))
              : momentInWords({ at: transfer.decidedAt ?? transfer.expiresAt })}
            {transfer.decisionReason === null ? '' : ` · ${WORDS.said(transfer.decisionReason)}`}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Mark tone={TRANSFER_TONES[transfer.state]}>{WORDS.states[transfer.state]}</Mark>
          {isOpen && transfer.proposedBy === person.id ? (
            <Button
              size="compact-xs"
              variant="default"
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate(undefined)}
            >
              {WORDS.withdraw}
            </Button>
          ) : null}
        </Group>
      </Group>
      {withdraw.error === null ? null : <Trouble error={withdraw.error} />}
    </div>
  );
}
