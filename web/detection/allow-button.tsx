import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { namesOf } from '../filters/filter-select.tsx';
import { localMoment, momentOf } from '../filters/local-moment.ts';
import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { useNow } from '../states/use-now.ts';
import { ALLOW_WORDS, DETECTION_WORDS } from '../words/detection-words.ts';

const QUARTER_MS = 90 * 86_400_000;
const KINDS = namesOf(ALLOW_WORDS.kinds);
const VALUE_CHARACTERS_MIN = 3;

/** Lets a value pass until a day. */
export function AllowButton() {
  const now = useNow();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('value');
  const [value, setValue] = useState('');
  const [type, setType] = useState('');
  const [until, setUntil] = useState(localMoment(now + QUARTER_MS));
  return (
    <ReasonButton
      label={ALLOW_WORDS.add}
      changes={['listDetectionAllowEntries']}
      fields={
        <>
          <NativeSelect
            label={ALLOW_WORDS.kind}
            data={KINDS.map((name) => ({ value: name, label: ALLOW_WORDS.kinds[name] }))}
            value={kind}
            onChange={({ currentTarget }) => setKind(KINDS.find((name) => name === currentTarget.value) ?? kind)}
          />
          <TextInput
            label={ALLOW_WORDS.value}
            value={value}
            minLength={VALUE_CHARACTERS_MIN}
            autoComplete="off"
            dir="auto"
            required
            onChange={({ currentTarget }) => setValue(currentTarget.value)}
          />
          <TextInput
            label={ALLOW_WORDS.type}
            description={ALLOW_WORDS.typeHelp}
            value={type}
            autoComplete="off"
            onChange={({ currentTarget }) => setType(currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label={DETECTION_WORDS.until}
            value={until}
            required
            onChange={({ currentTarget }) => setUntil(currentTarget.value)}
          />
        </>
      }
      carryOut={async (reason, idempotencyKey) => {
        const findingType = type.trim() === '' ? null : type.trim();
        const body = { kind, value: value.trim(), findingType, reason, expiresAt: momentOf(until) ?? '' };
        await callOperation('allowDetectedValue', { body, idempotencyKey });
        setValue('');
      }}
    />
  );
}
