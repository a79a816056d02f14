import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Figure } from '../figures/figure.tsx';
import { dollars } from '../figures/money.ts';
import { codeOf } from '../request/request-problem.ts';
import { operationQuery, useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Panel } from '../states/panel.tsx';
import { WORKBENCH_WORDS } from '../words/workbench-words.ts';
import type { Turn } from './use-conversation.ts';

export type CostPanelProps = {
  readonly taskId: string;
  readonly turns: readonly Turn[];
  readonly useCaseId: string;
};

const LOOKED_AGAIN_MS = 3_000;

/** What this conversation has cost so far, and what its use case may still spend. */
export function CostPanel({ taskId, turns, useCaseId }: CostPanelProps) {
  const ended = turns.filter(
    (turn) => turn.kind === 'refused' || (turn.kind === 'answered' && turn.state !== 'running'),
  ).length;
  const task = useQuery({
    ...operationQuery('readTask', { params: { id: taskId } }),
    enabled: ended > 0,
    // A call is recorded a moment after its end: until then there is no such task, or one call too few.
    refetchInterval: ({ state }) => ((state.data?.calls ?? 0) < ended ? LOOKED_AGAIN_MS : false),
    retry: false,
  });
  const budgets = useOperation('readMyBudgets', {});
  const near = (budgets.data?.budgets ?? []).filter(
    ({ useCaseIds }) => useCaseIds.length === 0 || useCaseIds.includes(useCaseId),
  );
  const fullest = [...near].sort((left, right) => right.usedTenths - left.usedTenths)[0];
  const waiting =
    ended > 0 && (task.data === undefined || task.data.calls < ended) && codeOf(task.error) !== 'rule_broken';
  return (
    <Panel title={WORKBENCH_WORDS.cost}>
      <Stack gap="sm">
        <Figure
          label={WORKBENCH_WORDS.soFar}
          value={task.data === undefined ? '–' : dollars(task.data.costNanodollars)}
          note={waiting ? WORKBENCH_WORDS.recording : WORKBENCH_WORDS.calls(task.data?.calls ?? 0)}
        />
        {task.data?.cheaper == null ? null : <Text size="sm">{task.data.cheaper.sentence}</Text>}
        {fullest === undefined ? null : (
          <Text size="xs" c="dimmed">
            {WORKBENCH_WORDS.budget(fullest.name, fullest.usedTenths)}
          </Text>
        )}
        {task.data === undefined ? null : (
          <TextLink to="/costs/$taskId" params={{ taskId }} size="sm">
            {WORKBENCH_WORDS.whole}
          </TextLink>
        )}
      </Stack>
    </Panel>
  );
}
