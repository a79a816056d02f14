import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { LEADERBOARD_WORDS } from '../words/leaderboard-words.ts';
import { BOARD_CHANGES } from './board-changes.ts';

const KINDS = ['csv', 'ccusage', 'tokscale'] as const;
type Kind = (typeof KINDS)[number];
const FILE_BYTES_MAX = 10_000_000;

type Handed = { readonly source: Kind; readonly text: string; readonly label: string; readonly day: string };

/** A file of the old board, archived as it is; says whom it names that nobody is here yet. */
export function ImportPanel({ id }: { readonly id: string }) {
  const [source, setSource] = useState<Kind>('csv');
  const [file, setFile] = useState<File | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [label, setLabel] = useState('');
  const [day, setDay] = useState('');
  const [came, setCame] = useState<AnswerOf<'importLeaderboard'> | null>(null);
  const write = useWrite<Handed>({
    carryOut: async ({ label: whose, day: first, ...handed }, idempotencyKey) => {
      const body = { ...handed, label: whose === '' ? null : whose, day: first === '' ? null : first, people: {} };
      setCame(await callOperation('importLeaderboard', { params: { id }, body, idempotencyKey }));
    },
    changes: BOARD_CHANGES,
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (file === null) return;
    const wrong =
      file.size > FILE_BYTES_MAX ? LEADERBOARD_WORDS.tooLarge : file.size === 0 ? LEADERBOARD_WORDS.empty : null;
    setFault(wrong);
    if (wrong === null) write.mutate({ source, text: await file.text(), label: label.trim(), day });
  };
  return (
    <Panel title={LEADERBOARD_WORDS.import} note={LEADERBOARD_WORDS.importNote}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          {write.error === null ? null : <Trouble error={write.error} />}
          <NativeSelect
            label={LEADERBOARD_WORDS.kind}
            data={KINDS.map((kind) => ({ value: kind, label: LEADERBOARD_WORDS.kinds[kind] }))}
            value={source}
            onChange={({ currentTarget: { value } }) => setSource(KINDS.find((kind) => kind === value) ?? 'csv')}
          />
          <TextInput
            type="file"
            label={LEADERBOARD_WORDS.file}
            accept=".csv,.json,.txt"
            error={fault}
            onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)}
          />
          <Group grow align="flex-start">
            <TextInput
              label={LEADERBOARD_WORDS.label}
              description={LEADERBOARD_WORDS.labelHelp}
              value={label}
              onChange={({ currentTarget }) => setLabel(currentTarget.value)}
            />
            <TextInput
              type="date"
              label={LEADERBOARD_WORDS.day}
              description={LEADERBOARD_WORDS.dayHelp}
              value={day}
              onChange={({ currentTarget }) => setDay(currentTarget.value)}
            />
          </Group>
          <Group justify="flex-end">
            <Button type="submit" variant="default" disabled={file === null} loading={write.isPending}>
              {LEADERBOARD_WORDS.handIn}
            </Button>
          </Group>
          {came === null ? null : <Came came={came} />}
        </Stack>
      </form>
    </Panel>
  );
}

function Came({ came: { rows, names, rowsAfterFreeze, unknown } }: { readonly came: AnswerOf<'importLeaderboard'> }) {
  return (
    <Text size="sm" role="status">
      {LEADERBOARD_WORDS.imported(rows, names)}{' '}
      {rowsAfterFreeze === 0 ? '' : `${LEADERBOARD_WORDS.late(rowsAfterFreeze)} `}
      {unknown.length === 0 ? '' : LEADERBOARD_WORDS.unknown(unknown.join(', '))}
    </Text>
  );
}
