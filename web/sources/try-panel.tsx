import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { SOURCE_WORDS } from '../words/source-words.ts';
import { readJsonObject } from './read-json.ts';
import type { Source } from './source-tones.ts';

type DryRun = AnswerOf<'trySource'>;
type Message = { readonly payload: Record<string, unknown>; readonly event: string | null };

/** What a pasted message would come to, and why it comes to nothing. */
export function TryPanel({ id, kind }: Pick<Source, 'id' | 'kind'>) {
  const [text, setText] = useState('');
  const [event, setEvent] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const run = useWrite({
    carryOut: (body: Message) => callOperation('trySource', { params: { id }, body }),
    changes: [],
  });
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    const payload = readJsonObject(text);
    setFault(payload === undefined ? SOURCE_WORDS.notJson : null);
    if (payload !== undefined) run.mutate({ payload, event: event.trim() === '' ? null : event.trim() });
  };
  return (
    <Panel title={SOURCE_WORDS.tryTitle} note={SOURCE_WORDS.tryNote}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {kind === 'github' ? (
            <TextInput
              label={SOURCE_WORDS.event}
              placeholder="pull_request"
              value={event}
              maw={320}
              onChange={(changed) => setEvent(changed.currentTarget.value)}
            />
          ) : null}
          <Textarea
            label={SOURCE_WORDS.payload}
            value={text}
            error={fault}
            rows={7}
            spellCheck={false}
            classNames={{ input: 'code-input' }}
            onChange={(changed) => setText(changed.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={run.isPending} disabled={text.trim() === ''}>
              {SOURCE_WORDS.tryIt}
            </Button>
          </Group>
          {run.error === null ? null : <Trouble error={run.error} />}
          <div aria-live="polite">{run.data === undefined ? null : <DryRunText run={run.data} />}</div>
        </Stack>
      </form>
    </Panel>
  );
}

/** What a message would come to: what would be told, what it waits for, faults, whom it mentions. */
export function DryRunText({ run }: { readonly run: DryRun }) {
  const lines = run.results.flatMap(({ subject, told, waitsFor }) => [
    ...told.map((one) => `${subject}: ${toldInWords(one)}`),
    ...waitsFor.map((what) => `${subject}: ${what}`),
  ]);
  const mentions = run.mentions.map(
    ({ shownAs, externalId, personId }) => `${shownAs ?? externalId}: ${personId ?? SOURCE_WORDS.meanings.unknown}`,
  );
  if (lines.length + run.faults.length + run.facts.length === 0) {
    return <Text size="sm">{SOURCE_WORDS.nothingComes}</Text>;
  }
  return (
    <Stack gap="sm">
      <Lines title={SOURCE_WORDS.results} lines={lines.length === 0 ? [SOURCE_WORDS.nothingComes] : lines} />
      <Lines title={SOURCE_WORDS.faults} lines={run.faults} />
      <Lines title={SOURCE_WORDS.mentions} lines={mentions} />
      {run.facts.length === 0 ? null : (
        <details>
          <summary>{SOURCE_WORDS.factCount(run.facts.length)}</summary>
          <pre className="event-body">{JSON.stringify(run.facts, null, 2)}</pre>
        </details>
      )}
    </Stack>
  );
}

function toldInWords({ kind, typeId, amount, personId }: DryRun['results'][number]['told'][number]): string {
  return SOURCE_WORDS.toldOf(
    SOURCE_WORDS.told[kind],
    typeId ?? '',
    amount === null ? '' : String(amount),
    personId ?? SOURCE_WORDS.nobodyKnown,
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <ul className="sentences">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
