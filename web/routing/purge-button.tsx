import { NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { count } from '../figures/counts.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { CACHE_WORDS } from '../words/routing-words.ts';

const WORDS = CACHE_WORDS;
const KINDS = namesOf(WORDS.kinds);

/** Makes every gateway forget answers: all, or those of one use case, person, team or model. */
export function PurgeButton() {
  const [kind, setKind] = useState<(typeof KINDS)[number]>('use_case');
  const [id, setId] = useState('');
  return (
    <ReasonButton
      isMain
      label={WORDS.forget}
      note={WORDS.forgetNote}
      isReady={kind === 'all' || id.trim() !== ''}
      changes={['readCache', 'listCachePurges']}
      fields={
        <>
          <NativeSelect
            label={WORDS.forgetWhat}
            data={KINDS.map((name) => ({ value: name, label: WORDS.kinds[name] }))}
            value={kind}
            onChange={({ currentTarget }) => setKind(KINDS.find((name) => name === currentTarget.value) ?? 'use_case')}
          />
          {kind === 'all' ? null : (
            <TextInput
              label={WORDS.id}
              value={id}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
              onChange={({ currentTarget }) => setId(currentTarget.value)}
            />
          )}
        </>
      }
      carryOut={async (reason, idempotencyKey) => {
        const body = { kind, id: kind === 'all' ? '' : id.trim(), reason };
        const purged = await callOperation('purgeCache', { body, idempotencyKey });
        notifications.show({ message: WORDS.forgotten(count(purged.sharedAnswersDestroyed)) });
      }}
    />
  );
}
