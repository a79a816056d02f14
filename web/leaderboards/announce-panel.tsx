import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { momentInWords } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { LEADERBOARD_WORDS } from '../words/leaderboard-words.ts';
import { BOARD_CHANGES } from './board-changes.ts';
import type { Move } from './leaderboard-page.tsx';

const TEXT_CHARACTERS_MAX = 4_000;

/** What people are told: begun from a draft, written by a person, and kept with the board. */
export function AnnouncePanel({ board }: { readonly board: Move['leaderboard'] }) {
  const [text, setText] = useState('');
  const params = { id: board.id };
  const draft = useWrite({
    carryOut: async () => setText((await callOperation('draftLeaderboardAnnouncement', { params })).text),
    changes: [],
  });
  const announce = useWrite({
    carryOut: () => callOperation('announceLeaderboard', { params, body: { text }, ifRevision: board.revision }),
    changes: BOARD_CHANGES,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') announce.mutate();
  };
  const error = draft.error ?? announce.error;
  const note =
    board.announcedAt === null
      ? LEADERBOARD_WORDS.announceNote
      : `${LEADERBOARD_WORDS.said}, ${momentInWords({ at: board.announcedAt })}`;
  return (
    <Panel title={LEADERBOARD_WORDS.announce} note={note}>
      {board.announcement === null ? (
        <form onSubmit={submit}>
          <Stack gap="md">
            {error === null ? null : <Trouble error={error} />}
            <Textarea
              label={LEADERBOARD_WORDS.text}
              value={text}
              autosize
              minRows={4}
              maxRows={18}
              maxLength={TEXT_CHARACTERS_MAX}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
            {board.programmeId === null ? (
              <Text size="xs" c="dimmed">
                {LEADERBOARD_WORDS.draftNeeds}
              </Text>
            ) : null}
            <Group justify="flex-end" gap="sm">
              <Button
                variant="default"
                loading={draft.isPending}
                disabled={board.programmeId === null}
                onClick={() => draft.mutate()}
              >
                {LEADERBOARD_WORDS.draft}
              </Button>
              <Button type="submit" loading={announce.isPending} disabled={text.trim() === ''}>
                {LEADERBOARD_WORDS.record}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Text size="sm" dir="auto" style={{ whiteSpace: 'pre-wrap' }}>
          {board.announcement}
        </Text>
      )}
    </Panel>
  );
}
