import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { momentInWords } from '../figures/moment.tsx';
import { dollars } from '../figures/money.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { OUTCOME_PAGE_WORDS } from '../words/outcome-page-words.ts';
import { OUTCOME_WORDS } from '../words/outcome-words.ts';

const WORDS = OUTCOME_PAGE_WORDS;
const TASKS_SHOWN = 30;
const NAME_CHARACTERS_MAX = 200;

/** Says which task, work item or branch an outcome came of. */
export function MarkForm({ outcomeId, onDone }: { readonly outcomeId: string; readonly onDone: () => void }) {
  const [task, setTask] = useState('');
  const [item, setItem] = useState('');
  const [branch, setBranch] = useState('');
  const tasks = useOperation('listTasks', { query: { limit: TASKS_SHOWN } });
  const named = (text: string) => (text.trim() === '' ? [] : [text.trim()]);
  const isEmpty = [task, item, branch].every((text) => text.trim() === '');
  const mark = useWrite({
    carryOut: (_input, idempotencyKey) =>
      callOperation('markOutcome', {
        params: { id: outcomeId },
        body: { tasks: named(task), workItems: named(item), branches: named(branch) },
        idempotencyKey,
      }),
    changes: ['readOutcome', 'listMyOutcomes'],
    done: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isEmpty) mark.mutate();
  };
  return (
    <form onSubmit={submit} className="narrow">
      <Stack gap="sm">
        {mark.error === null ? null : <Trouble error={mark.error} />}
        <Text size="sm" c="dimmed">
          {WORDS.nameNote}
        </Text>
        <NativeSelect
          label={WORDS.nameTask}
          value={task}
          data={[
            { value: '', label: WORDS.nameNone },
            ...(tasks.data?.rows ?? []).map(({ taskId, lastAt, useCaseId, costNanodollars }) => ({
              value: taskId,
              label: `${momentInWords({ at: lastAt })} · ${useCaseId ?? ''} · ${dollars(costNanodollars)}`,
            })),
          ]}
          onChange={({ currentTarget }) => setTask(currentTarget.value)}
        />
        <div className="grid-two">
          <TextInput
            label={WORDS.nameItem}
            description={WORDS.nameItemHelp}
            maxLength={NAME_CHARACTERS_MAX}
            value={item}
            onChange={({ currentTarget }) => setItem(currentTarget.value)}
          />
          <TextInput
            label={WORDS.nameBranch}
            description={WORDS.nameItemHelp}
            maxLength={NAME_CHARACTERS_MAX}
            value={branch}
            onChange={({ currentTarget }) => setBranch(currentTarget.value)}
          />
        </div>
        <Group gap="xs">
          <Button type="submit" size="compact-sm" loading={mark.isPending} disabled={isEmpty}>
            {WORDS.nameSend}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onDone}>
            {OUTCOME_WORDS.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
