import { Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Figure } from '../figures/figure.tsx';
import { dollars } from '../figures/money.ts';
import { operationQuery } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Panel } from '../states/panel.tsx';
import { WORKBENCH_WORDS } from '../words/workbench-words.ts';
import type { Conversation, Turn } from './use-conversation.ts';

export type CostPanelProps = { readonly conversation: Conversation };

const LOOKED_AGAIN_MS = 1_500;
/** What never reached the gateway is never recorded. */
const LOOKS_MAX = 12;
const CALLS_LOOKED_AT = 50;

/** What this conversation has cost so far. */
export function CostPanel({ conversation }: CostPanelProps) {
  const { taskId, beganAt, turns } = conversation;
  const ended = turns.filter((turn) => turn.kind === 'refused' || isOver(turn)).length;
  // A call is recorded a moment after its end. The record is asked first: of a task without calls there is no account.
  const record = useQuery({
    ...operationQuery('readMyRecord', { query: { from: beganAt, calls: CALLS_LOOKED_AT } }),
    enabled: ended > 0,
    refetchInterval: ({ state }) =>
      recordedOf(state.data, taskId) < ended && state.dataUpdateCount < LOOKS_MAX ? LOOKED_AGAIN_MS : false,
  });
  const recorded = recordedOf(record.data, taskId);
  const task = useQuery({
    ...operationQuery('readTask', { params: { id: taskId } }),
    queryKey: ['readTask', { params: { id: taskId } }, recorded],
    enabled: recorded > 0,
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title={WORKBENCH_WORDS.cost}>
      <Stack gap="sm">
        <Figure
          label={WORKBENCH_WORDS.soFar}
          value={task.data === undefined ? '–' : dollars(task.data.costNanodollars)}
          note={recorded < ended ? WORKBENCH_WORDS.recording : WORKBENCH_WORDS.calls(task.data?.calls ?? 0)}
        />
        {task.data?.cheaper == null ? null : <Text size="sm">{task.data.cheaper.sentence}</Text>}
        {task.data === undefined ? null : (
          <TextLink to="/costs/$taskId" params={{ taskId }} size="sm">
            {WORKBENCH_WORDS.whole}
          </TextLink>
        )}
      </Stack>
    </Panel>
  );
}

function isOver(turn: Turn): boolean {
  return turn.kind === 'answered' && turn.state !== 'running';
}

function recordedOf(record: AnswerOf<'readMyRecord'> | undefined, taskId: string): number {
  const calls = record?.calls ?? [];
  return calls.filter(({ fields }) => fields.some(({ member, value }) => member === 'taskId' && value === taskId))
    .length;
}
