import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { PersonChoice } from '../people/person-choice.tsx';
import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { OUTCOME_PAGE_WORDS } from '../words/outcome-page-words.ts';
import { OUTCOME_WORDS } from '../words/outcome-words.ts';
import type { Outcome } from './outcome-page.tsx';

const WORDS = OUTCOME_PAGE_WORDS;
const CHANGES = [
  ...(['readOutcome', 'listMyOutcomes', 'listOutcomes', 'listMyValidations', 'listValidations'] as const),
  ...(['listMyScores', 'explainMyScore'] as const),
];
const CLEAN_UP_MINUTES_MAX = 4_800;

/** Taking back, reverting, giving to somebody else: what the server says that the reader may do. */
export function OutcomeSteps({ outcome: { id, steps } }: { readonly outcome: Outcome }) {
  return (
    <>
      {steps.includes('withdraw') ? (
        <ReasonButton
          label={OUTCOME_WORDS.withdraw}
          note={OUTCOME_WORDS.withdrawNote}
          carryOut={(reason, idempotencyKey) =>
            callOperation('withdrawOutcome', { params: { id }, body: { reason }, idempotencyKey })
          }
          changes={CHANGES}
        />
      ) : null}
      {steps.includes('revert') ? <RevertButton id={id} /> : null}
      {steps.includes('reassign') ? <ReassignButton id={id} /> : null}
    </>
  );
}

function RevertButton({ id }: { readonly id: string }) {
  const [minutes, setMinutes] = useState<number | string>(0);
  return (
    <ReasonButton
      label={WORDS.revert}
      note={WORDS.revertNote}
      fields={
        <NumberInput
          label={WORDS.cleanUpField}
          value={minutes}
          onChange={setMinutes}
          min={0}
          max={CLEAN_UP_MINUTES_MAX}
          allowDecimal={false}
        />
      }
      carryOut={(reason, idempotencyKey) =>
        callOperation('revertOutcome', {
          params: { id },
          body: { reason, cleanUpMinutes: Number(minutes) },
          idempotencyKey,
        })
      }
      changes={CHANGES}
    />
  );
}

function ReassignButton({ id }: { readonly id: string }) {
  const [personId, setPersonId] = useState('');
  return (
    <ReasonButton
      label={WORDS.reassign}
      note={WORDS.reassignNote}
      fields={<PersonChoice label={WORDS.toPerson} value={personId} onChange={setPersonId} />}
      isReady={personId.trim() !== ''}
      carryOut={(reason, idempotencyKey) =>
        callOperation('reassignOutcome', {
          params: { id },
          body: { toPersonId: personId.trim(), reason },
          idempotencyKey,
        })
      }
      changes={CHANGES}
    />
  );
}
