import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { KEY_WORDS } from '../words/key-words.ts';

type ReplaceKeyProps = {
  readonly apiKey: AnswerOf<'readApiKey'>;
  readonly onSecret: (secret: string | null) => void;
};

const HOURS = /^\d{1,3}$/;
const HOURS_MAX = 168;
const A_DAY = '24';

/** A new key with the same rights; how long the old one goes on is asked, as programs change over one after another. */
export function ReplaceKey({ apiKey, onSecret }: ReplaceKeyProps) {
  const [hours, setHours] = useState(A_DAY);
  const isFit = HOURS.test(hours.trim()) && Number(hours) <= HOURS_MAX;
  return (
    <ReasonButton
      plain
      label={KEY_WORDS.replace}
      note={KEY_WORDS.replaceNote}
      changes={['listApiKeys']}
      isReady={isFit}
      fields={
        <TextInput
          label={KEY_WORDS.overlap}
          description={KEY_WORDS.overlapHelp}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          value={hours}
          error={isFit ? null : KEY_WORDS.overlapHelp}
          onChange={({ currentTarget }) => setHours(currentTarget.value)}
        />
      }
      carryOut={async (_reason, idempotencyKey) => {
        const { secret } = await callOperation('rotateApiKey', {
          params: { id: apiKey.id },
          ifRevision: apiKey.revision,
          body: { overlapHours: Number(hours) },
          idempotencyKey,
        });
        onSecret(secret);
      }}
    />
  );
}
