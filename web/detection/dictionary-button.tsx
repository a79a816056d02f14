import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { DETECTION_WORDS, SETTINGS_WORDS } from '../words/detection-words.ts';

const CLASSES = namesOf(DETECTION_WORDS.classes);

/** Makes a dictionary, empty at first. */
export function DictionaryButton() {
  const [id, setId] = useState('');
  const [word, setWord] = useState('');
  const [dataClass, setDataClass] = useState<(typeof CLASSES)[number]>('confidential');
  return (
    <ReasonButton
      plain
      label={SETTINGS_WORDS.newDictionary}
      changes={['listDetectionDictionaries']}
      fields={
        <>
          <TextInput
            label={SETTINGS_WORDS.id}
            description={SETTINGS_WORDS.notId}
            value={id}
            pattern="[a-z][a-z0-9_]{1,40}"
            required
            data-autofocus
            onChange={({ currentTarget }) => setId(currentTarget.value)}
          />
          <TextInput
            label={SETTINGS_WORDS.word}
            value={word}
            required
            onChange={({ currentTarget }) => setWord(currentTarget.value)}
          />
          <NativeSelect
            label={SETTINGS_WORDS.dataClass}
            data={CLASSES.map((name) => ({ value: name, label: DETECTION_WORDS.classes[name] }))}
            value={dataClass}
            onChange={({ currentTarget }) =>
              setDataClass(CLASSES.find((name) => name === currentTarget.value) ?? dataClass)
            }
          />
        </>
      }
      carryOut={(_reason, idempotencyKey) =>
        callOperation('saveDetectionDictionary', { body: { id, word: word.trim(), dataClass }, idempotencyKey })
      }
    />
  );
}
