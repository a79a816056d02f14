import { Button, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { momentInWords } from '../figures/moment.tsx';
import { callOperation, newWriteName } from '../request/call-operation.ts';
import { forget, useOperation } from '../request/use-operation.ts';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { Trouble } from '../states/trouble.tsx';
import { POINT_WORDS } from '../words/point-words.ts';

export type ContestPanelProps = {
  readonly period: string;
  readonly rules: readonly { readonly rule: string; readonly words: string }[];
};

/** Says that a score is wrong; another person answers by a date. */
export function ContestPanel({ period, rules }: ContestPanelProps) {
  const contests = useOperation('listMyContests', {});
  const mine = (contests.data?.rows ?? []).filter((contest) => contest.period === period);
  return (
    <Panel title={POINT_WORDS.contest} note={POINT_WORDS.contestNote}>
      <Stack gap="md">
        {mine.map((contest) => (
          <div key={contest.id}>
            <Group gap="xs">
              <Mark tone={contest.state === 'upheld' ? 'good' : contest.state === 'open' ? 'warn' : 'plain'}>
                {POINT_WORDS.contestStates[contest.state]}
              </Mark>
              <Text size="xs" c="dimmed">
                {contest.state === 'open'
                  ? POINT_WORDS.answeredBy(momentInWords({ at: contest.dueAt, day: true }))
                  : ''}
              </Text>
            </Group>
            <Text size="sm" dir="auto">
              {contest.words}
            </Text>
            {contest.state === 'open' ? (
              <ReasonButton
                plain
                label={POINT_WORDS.takeBack}
                note={POINT_WORDS.takeBackNote}
                carryOut={(_reason, idempotencyKey) =>
                  callOperation('withdrawContest', { params: { id: contest.id }, idempotencyKey })
                }
                changes={['listMyContests']}
              />
            ) : null}
            {contest.answer === null ? null : (
              <Text size="sm" c="dimmed" dir="auto">
                {POINT_WORDS.answer(contest.answer)}
              </Text>
            )}
          </div>
        ))}
        <ContestForm period={period} rules={rules} />
      </Stack>
    </Panel>
  );
}

function ContestForm({ period, rules }: ContestPanelProps) {
  const [words, setWords] = useState('');
  const [rule, setRule] = useState('');
  const [writeName, setWriteName] = useState(newWriteName);
  const queries = useQueryClient();
  const contest = useMutation({
    mutationFn: () =>
      callOperation('contestMyScore', {
        params: { period },
        body: { words: words.trim(), rule: rule === '' ? null : rule },
        idempotencyKey: writeName,
      }),
    onSuccess: async () => {
      setWords('');
      setWriteName(newWriteName());
      await forget(queries, ['listMyContests']);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    contest.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {contest.error === null ? null : <Trouble error={contest.error} />}
        <NativeSelect
          label={POINT_WORDS.about}
          data={[
            { value: '', label: POINT_WORDS.allOfIt },
            ...rules.map((one) => ({ value: one.rule, label: one.words })),
          ]}
          value={rule}
          onChange={(event) => setRule(event.currentTarget.value)}
        />
        <Textarea
          label={POINT_WORDS.wrong}
          autosize
          minRows={2}
          maxLength={4_000}
          dir="auto"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={contest.isPending} disabled={words.trim() === ''}>
            {POINT_WORDS.send}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
