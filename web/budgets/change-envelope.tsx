import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { ENVELOPE_WORDS } from '../words/envelope-words.ts';

// Its form comes when it is opened: most who look at an envelope change nothing.
const ChangeDialog = lazy(async () => ({ default: (await import('./change-dialog.tsx')).ChangeDialog }));

export const ENVELOPE_CHANGES = [
  ...(['readEnvelope', 'listEnvelopes', 'listEnvelopeEntries', 'readForecast', 'listForecasts'] as const),
  ...(['readMyBudgets', 'listMyEnvelopes', 'previewAllowance'] as const),
];

/** The button that opens what can be changed of an envelope. */
export function ChangeEnvelope({ envelope }: { readonly envelope: AnswerOf<'readEnvelope'> }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
        {ENVELOPE_WORDS.change}
      </Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <ChangeDialog envelope={envelope} close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
