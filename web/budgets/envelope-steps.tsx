import { Group, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useMay } from '../shell/session.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { ENVELOPE_WORDS } from '../words/envelope-words.ts';
import { AdjustEnvelope } from './adjust-envelope.tsx';
import { ChangeEnvelope, ENVELOPE_CHANGES } from './change-envelope.tsx';

/** What whoever looks after budgets may do with one: what its state allows. */
export function EnvelopeSteps({ envelope }: { readonly envelope: AnswerOf<'readEnvelope'> }) {
  const may = useMay()('control.write:budgets');
  if (!may) return null;
  const isOurs = envelope.managedBy !== 'file';
  return (
    <Group gap="xs">
      {envelope.status === 'archived' ? null : <AdjustEnvelope envelope={envelope} />}
      {isOurs ? (
        <>
          {envelope.status === 'archived' ? null : <ChangeEnvelope envelope={envelope} />}
          <StateStep envelope={envelope} />
        </>
      ) : (
        <Text size="xs" c="dimmed">
          {ENVELOPE_WORDS.byFile}
        </Text>
      )}
    </Group>
  );
}

function StateStep({ envelope: { id, revision, status } }: { readonly envelope: AnswerOf<'readEnvelope'> }) {
  const step = status === 'archived' ? 'restore' : 'archive';
  return (
    <ReasonButton
      plain
      label={ENVELOPE_WORDS[step]}
      note={step === 'archive' ? ENVELOPE_WORDS.archiveNote : ENVELOPE_WORDS.restoreNote}
      changes={ENVELOPE_CHANGES}
      carryOut={(_reason, idempotencyKey) =>
        callOperation(step === 'archive' ? 'archiveEnvelope' : 'restoreEnvelope', {
          ...{ params: { id }, ifRevision: revision, body: {}, idempotencyKey },
        })
      }
    />
  );
}
