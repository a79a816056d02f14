import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { localMoment, momentOf } from '../filters/local-moment.ts';
import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { REQUEST_WORDS } from '../words/request-words.ts';

type Exception = AnswerOf<'listMyExceptions'>['asked'][number];

const WEEK_MS = 7 * 86_400_000;
const WHY_MAX = 4_000;

/** Asks for the time after an exception: what is left of it is not carried on, and somebody decides anew. */
export function ExtendButton({ exception }: { readonly exception: Exception }) {
  const [ends, setEnds] = useState(() => localMoment(Date.parse(exception.endsAt) + WEEK_MS));
  const [cap, setCap] = useState('');
  const [why, setWhy] = useState('');
  const endsAt = momentOf(ends);
  const isLater = endsAt !== null && Date.parse(endsAt) > Date.parse(exception.endsAt);
  return (
    <ReasonButton
      plain
      label={REQUEST_WORDS.extend}
      note={REQUEST_WORDS.extendNote}
      changes={['listMyExceptions', 'listExceptions']}
      isReady={isLater && cap.trim() !== ''}
      fields={
        <>
          <TextInput
            label={REQUEST_WORDS.untilWhen}
            type="datetime-local"
            value={ends}
            error={isLater ? null : REQUEST_WORDS.afterFirst}
            onChange={({ currentTarget }) => setEnds(currentTarget.value)}
          />
          <TextInput
            label={exception.unit === 'dollars' ? REQUEST_WORDS.cap : REQUEST_WORDS.capIn(exception.unit)}
            description={REQUEST_WORDS.capAnew}
            inputMode="decimal"
            autoComplete="off"
            data-autofocus
            value={cap}
            onChange={({ currentTarget }) => setCap(currentTarget.value)}
          />
          <Textarea
            label={REQUEST_WORDS.whyAsk}
            description={REQUEST_WORDS.whySame}
            autosize
            minRows={2}
            maxLength={WHY_MAX}
            dir="auto"
            value={why}
            onChange={({ currentTarget }) => setWhy(currentTarget.value)}
          />
        </>
      }
      carryOut={(_reason, idempotencyKey) =>
        callOperation('extendException', {
          params: { id: exception.id },
          body: {
            endsAt: endsAt ?? '',
            cap: cap.trim().replace(',', '.'),
            why: why.trim() === '' ? null : why.trim(),
          },
          idempotencyKey,
        })
      }
    />
  );
}
