import { Button, Group, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { codeOf } from '../request/request-problem.ts';
import { useWrite } from '../request/use-write.ts';
import { Empty } from '../states/empty.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { CONTENT_WORDS } from '../words/content-words.ts';
import type { ContentSearch } from './content-search.ts';
import { NO_SCOPE, ScopeFields, scopeOf } from './scope-fields.tsx';

export type AskFormProps = {
  readonly search: ContentSearch;
  readonly onAsked: (access: { readonly id: string; readonly isGranted: boolean }) => void;
};

const PURPOSES = namesOf(CONTENT_WORDS.purposes);
const REASON_CHARACTERS_MIN = 10;
const MINUTES_MAX = 480;

/** Asks to read what is kept within a scope. */
export function AskForm({ search, onAsked }: AskFormProps) {
  const [scope, setScope] = useState({ ...NO_SCOPE, person: search.person ?? '', call: search.call ?? '' });
  const [purpose, setPurpose] = useState<(typeof PURPOSES)[number]>('incident');
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState<number | string>(30);
  const ask = useWrite({
    carryOut: (_input, idempotencyKey) => {
      const body = { ...scopeOf(scope), purpose, reason: reason.trim(), minutes: Number(minutes) };
      return callOperation('requestContentAccess', { body, idempotencyKey });
    },
    changes: ['listContentAccess'],
    done: ({ id, state }) => {
      setReason('');
      notifications.show({ message: CONTENT_WORDS.sent[state] });
      onAsked({ id, isGranted: state === 'granted' });
    },
  });
  const isWhole = reason.trim().length >= REASON_CHARACTERS_MIN && typeof minutes === 'number';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) ask.mutate();
  };
  return (
    <Panel title={CONTENT_WORDS.ask} note={CONTENT_WORDS.askNote}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Refused error={ask.error} />
          <ScopeFields scope={scope} onChange={setScope} />
          <div className="grid-two">
            <NativeSelect
              label={CONTENT_WORDS.purpose}
              data={PURPOSES.map((name) => ({ value: name, label: CONTENT_WORDS.purposes[name] }))}
              value={purpose}
              onChange={({ currentTarget }) =>
                setPurpose(PURPOSES.find((name) => name === currentTarget.value) ?? purpose)
              }
            />
            <NumberInput
              label={CONTENT_WORDS.minutes}
              value={minutes}
              min={1}
              max={MINUTES_MAX}
              allowDecimal={false}
              onChange={setMinutes}
            />
          </div>
          <TextInput
            label={CONTENT_WORDS.reason}
            description={CONTENT_WORDS.reasonHelp}
            value={reason}
            minLength={REASON_CHARACTERS_MIN}
            maxLength={200}
            dir="auto"
            required
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={!isWhole} loading={ask.isPending}>
              {CONTENT_WORDS.send}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

/** That nothing is kept is an answer, and no trouble. */
function Refused({ error }: { readonly error: Error | null }) {
  if (error === null) return null;
  if (codeOf(error) !== 'not_found') return <Trouble error={error} />;
  return (
    <div role="status">
      <Empty title={CONTENT_WORDS.noRecord}>{CONTENT_WORDS.noRecordWhy}</Empty>
    </div>
  );
}
