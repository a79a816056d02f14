import { Checkbox, FileInput, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { SETTINGS_WORDS } from '../words/detection-words.ts';

/** Small enough for one request, however long the lines are. */
const PART_LINES = 5_000;

/** Sends a file in parts; what it holds is hashed as it arrives. */
export function FillButton({ id }: { readonly id: string }) {
  const [file, setFile] = useState<File | null>(null);
  const [keepOthers, setKeepOthers] = useState(false);
  const [sent, setSent] = useState(0);
  return (
    <ReasonButton
      plain
      isReady={file !== null}
      label={SETTINGS_WORDS.fill}
      note={SETTINGS_WORDS.fillNote}
      changes={['listDetectionDictionaries']}
      fields={
        <>
          <FileInput
            label={SETTINGS_WORDS.file}
            placeholder={SETTINGS_WORDS.noFile}
            accept=".txt,.csv,text/plain"
            value={file}
            required
            onChange={setFile}
          />
          <Checkbox
            label={SETTINGS_WORDS.keepOthers}
            checked={keepOthers}
            onChange={({ currentTarget }) => setKeepOthers(currentTarget.checked)}
          />
          {sent === 0 ? null : (
            <Text size="sm" role="status" className="figures">
              {SETTINGS_WORDS.sending(sent)}
            </Text>
          )}
        </>
      }
      carryOut={async (_reason, uploadId) => {
        if (file === null) return;
        const left = await sendLines({ id, uploadId, lines: (await file.text()).split(/\r?\n/), onSent: setSent });
        const { dictionary } = await callOperation('fillDictionary', {
          params: { id },
          body: { uploadId, keepOthers },
        });
        setSent(0);
        setFile(null);
        notifications.show({ message: SETTINGS_WORDS.filledWith(dictionary.entries, left.tooShort, left.tooLong) });
      }}
    />
  );
}

type Sending = {
  readonly id: string;
  readonly uploadId: string;
  readonly lines: readonly string[];
  readonly onSent: (lines: number) => void;
};

/** One part after the other; the same part sent again replaces itself. */
async function sendLines({ id, uploadId, lines, onSent }: Sending) {
  let tooShort = 0;
  let tooLong = 0;
  for (let at = 0, part = 0; at < lines.length; at += PART_LINES, part += 1) {
    const some = lines.slice(at, at + PART_LINES).filter((line) => line.trim() !== '');
    const taken = await callOperation('takeDictionaryLines', {
      params: { id },
      body: { uploadId, part, lines: some },
    });
    tooShort += taken.tooShort;
    tooLong += taken.tooLong;
    onSent(Math.min(at + PART_LINES, lines.length));
  }
  return { tooShort, tooLong };
}
