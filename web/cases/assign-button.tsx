import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { namesOf } from '../filters/filter-select.tsx';
import { PersonField } from '../filters/person-field.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useMyRules } from '../rules/use-my-rules.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { CASE_WORDS } from '../words/case-words.ts';

const DIFFICULTIES = namesOf(CASE_WORDS.difficulties);
const WORDS_MAX = 2_000;
const EMPTY = { personId: '', useCaseId: '', words: '', difficulty: '' };

/** Asks somebody of one's team to do a piece of work. */
export function AssignButton() {
  const [wanted, setWanted] = useState(EMPTY);
  const rules = useMyRules();
  const useCases = rules.data?.useCases ?? [];
  const useCaseId = wanted.useCaseId === '' ? (useCases[0]?.id ?? '') : wanted.useCaseId;
  return (
    <ReasonButton
      label={CASE_WORDS.assign}
      note={CASE_WORDS.assignNote}
      plain
      isReady={wanted.personId.trim() !== '' && wanted.words.trim() !== '' && useCaseId !== ''}
      fields={
        <>
          <PersonField
            label={CASE_WORDS.person}
            value={wanted.personId}
            onChange={(personId) => setWanted({ ...wanted, personId })}
          />
          <Textarea
            label={CASE_WORDS.words}
            autosize
            minRows={2}
            maxLength={WORDS_MAX}
            dir="auto"
            value={wanted.words}
            onChange={({ currentTarget }) => setWanted({ ...wanted, words: currentTarget.value })}
          />
          <NativeSelect
            label={CASE_WORDS.useCase}
            value={useCaseId}
            data={useCases.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={({ currentTarget }) => setWanted({ ...wanted, useCaseId: currentTarget.value })}
          />
          <NativeSelect
            label={CASE_WORDS.difficulty}
            value={wanted.difficulty}
            data={[
              { value: '', label: CASE_WORDS.asClassed },
              ...DIFFICULTIES.map((name) => ({ value: name, label: CASE_WORDS.difficulties[name] })),
            ]}
            onChange={({ currentTarget }) => setWanted({ ...wanted, difficulty: currentTarget.value })}
          />
        </>
      }
      carryOut={async (_reason, idempotencyKey) => {
        const { personId, words, difficulty } = wanted;
        await callOperation('assignWork', {
          body: {
            personId: personId.trim(),
            useCaseId,
            words: words.trim(),
            difficulty: DIFFICULTIES.find((name) => name === difficulty) ?? null,
          },
          idempotencyKey,
        });
        setWanted(EMPTY);
      }}
      changes={['listMyAssignments']}
    />
  );
}
