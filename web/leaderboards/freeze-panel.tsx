import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { LEADERBOARD_WORDS } from '../words/leaderboard-words.ts';
import { BOARD_CHANGES } from './board-changes.ts';
import type { Move } from './leaderboard-page.tsx';

const ROWS_MAX = 200;

/** From when on the board counts nothing, and what takes its place. */
export function FreezePanel({ board }: { readonly board: Move['leaderboard'] }) {
  const programmes = useOperation('listProgrammes', { query: { limit: ROWS_MAX } });
  const [day, setDay] = useState(board.frozenFrom ?? '');
  const [programmeId, setProgramme] = useState(board.programmeId ?? '');
  const write = useWrite({
    carryOut: () =>
      callOperation('changeLeaderboard', {
        params: { id: board.id },
        body: { programmeId: programmeId === '' ? null : programmeId, ...(day === '' ? {} : { frozenFrom: day }) },
        ifRevision: board.revision,
      }),
    changes: BOARD_CHANGES,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate();
  };
  return (
    <Panel title={LEADERBOARD_WORDS.freeze} note={LEADERBOARD_WORDS.freezeNote}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {write.error === null ? null : <Trouble error={write.error} />}
          <TextInput
            type="date"
            label={LEADERBOARD_WORDS.frozen}
            value={day}
            onChange={({ currentTarget }) => setDay(currentTarget.value)}
          />
          <NativeSelect
            label={LEADERBOARD_WORDS.programme}
            data={[
              { value: '', label: LEADERBOARD_WORDS.noProgramme },
              ...(programmes.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={programmeId}
            onChange={({ currentTarget }) => setProgramme(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={write.isPending}>
              {LEADERBOARD_WORDS.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
