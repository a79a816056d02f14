import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { KEY_WORDS } from '../words/key-words.ts';

type Key = AnswerOf<'readApiKey'>;

/** What can be changed of a key that works on: its name and its use cases. All else is fixed at its birth. */
export function ChangeKey({ apiKey }: { readonly apiKey: Key }) {
  const [name, setName] = useState(apiKey.name);
  const [useCases, setUseCases] = useState(apiKey.allowedUseCaseIds.join(', '));
  const [usual, setUsual] = useState(apiKey.defaultUseCaseId ?? '');
  return (
    <ReasonButton
      plain
      label={KEY_WORDS.change}
      note={KEY_WORDS.changeNote}
      changes={['listApiKeys']}
      isReady={name.trim() !== ''}
      fields={
        <>
          <TextInput
            label={KEY_WORDS.keyName}
            value={name}
            dir="auto"
            data-autofocus
            autoComplete="off"
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <TextInput
            label={KEY_WORDS.useCases}
            description={KEY_WORDS.useCasesHelp}
            value={useCases}
            autoComplete="off"
            onChange={({ currentTarget }) => setUseCases(currentTarget.value)}
          />
          <TextInput
            label={KEY_WORDS.defaultUseCase}
            value={usual}
            autoComplete="off"
            onChange={({ currentTarget }) => setUsual(currentTarget.value)}
          />
        </>
      }
      carryOut={(_reason, idempotencyKey) =>
        callOperation('changeApiKey', {
          params: { id: apiKey.id },
          ifRevision: apiKey.revision,
          body: {
            name: name.trim(),
            allowedUseCaseIds: [...idsOf(useCases)],
            defaultUseCaseId: usual.trim() === '' ? null : usual.trim(),
          },
          idempotencyKey,
        })
      }
    />
  );
}

/** Ids as people write them, with commas between. */
export function idsOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
}
