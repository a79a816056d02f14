import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { SOURCE_WORDS } from '../words/source-words.ts';
import type { Source } from './source-tones.ts';

const SECRET = /^[A-Za-z_][A-Za-z0-9_]*_WEBHOOK_SECRET$/;
const CHANGES = ['readSource', 'listSources'] as const;

/** Turns the signing secret over in two steps: both are believed until the system signs with the new one. */
export function RotateButton({ source }: { readonly source: Source }) {
  const [variable, setVariable] = useState('');
  const { id, secrets, revision } = source;
  const change = (wanted: Source['secrets']) =>
    callOperation('changeSource', { params: { id }, body: { secrets: wanted }, ifRevision: revision });
  const [newest, ...older] = secrets;
  if (older.length > 0 && newest !== undefined)
    return (
      <ReasonButton
        label={SOURCE_WORDS.dropOld}
        note={SOURCE_WORDS.dropOldNote}
        plain
        carryOut={() => change([newest])}
        changes={CHANGES}
      />
    );
  return (
    <ReasonButton
      label={SOURCE_WORDS.rotate}
      note={SOURCE_WORDS.rotateNote}
      plain
      isReady={SECRET.test(variable.trim())}
      fields={
        <TextInput
          label={SOURCE_WORDS.secretVariable}
          description={SOURCE_WORDS.secretHelp}
          placeholder="GITHUB_2_WEBHOOK_SECRET"
          value={variable}
          autoComplete="off"
          onChange={({ currentTarget }) => setVariable(currentTarget.value)}
        />
      }
      carryOut={() => change([{ kind: 'environment', variable: variable.trim() }, ...secrets])}
      changes={CHANGES}
    />
  );
}
