import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { PAST_WORDS } from '../words/past-words.ts';
import type { Source } from './source-tones.ts';
import { type FileImport, useFileImport } from './use-file-import.ts';

/** Messages of the past from a file: handed in in pieces, with what was taken and refused. */
export function FilePanel({ id, kind }: Pick<Source, 'id' | 'kind'>) {
  const [file, setFile] = useState<File | null>(null);
  const [event, setEvent] = useState('');
  const { state, fault, start, stop } = useFileImport(id);
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (file !== null) void start(file, event.trim() === '' ? null : event.trim());
  };
  return (
    <Panel title={PAST_WORDS.byFile} note={PAST_WORDS.byFileNote}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            type="file"
            label={PAST_WORDS.file}
            accept=".ndjson,.jsonl,.json,.txt"
            error={fault}
            onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)}
          />
          {kind === 'github' ? (
            <TextInput
              label={PAST_WORDS.event}
              description={PAST_WORDS.eventHelp}
              placeholder="pull_request"
              value={event}
              onChange={({ currentTarget }) => setEvent(currentTarget.value)}
            />
          ) : null}
          <Group justify="flex-end">
            {state?.isRunning === true ? (
              <Button variant="default" onClick={stop}>
                {PAST_WORDS.stop}
              </Button>
            ) : null}
            <Button type="submit" variant="default" disabled={file === null} loading={state?.isRunning === true}>
              {PAST_WORDS.handIn}
            </Button>
          </Group>
          {state === null ? null : <Progress state={state} />}
        </Stack>
      </form>
    </Panel>
  );
}

function Progress({ state: { done, all, isRunning, sums, error } }: { readonly state: FileImport }) {
  const isStopped = !isRunning && done < all && error === null;
  return (
    <Stack gap="sm">
      <Text size="sm" role="status" className="figures">
        {isStopped ? PAST_WORDS.stoppedAt(done, all) : PAST_WORDS.reading(done, all)}
      </Text>
      <span className="share">
        <span style={{ width: `${Math.round((100 * done) / all)}%` }} />
      </span>
      {error === null ? null : <Trouble error={error} />}
      <div className="grid-figures">
        <Figure label={PAST_WORDS.facts} value={count(sums.facts)} />
        <Figure label={PAST_WORDS.results} value={count(sums.results)} />
        <Figure label={PAST_WORDS.events} value={count(sums.outcomeEvents)} />
        <Figure label={PAST_WORDS.alreadyKnown} value={count(sums.alreadyKnown)} />
        <Figure label={PAST_WORDS.saidNothing} value={count(sums.saidNothing)} />
        <Figure label={PAST_WORDS.tooOld} value={count(sums.tooOld)} />
      </div>
      {sums.faults.length === 0 ? null : (
        <div>
          <Text size="sm" fw={600}>
            {PAST_WORDS.refused}
          </Text>
          <ul className="sentences">
            {[...new Set(sums.faults)].map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </div>
      )}
    </Stack>
  );
}
