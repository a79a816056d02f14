import { Select, Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Panel } from '../states/panel.tsx';
import { WORKBENCH_WORDS } from '../words/workbench-words.ts';

import type { CallSearch } from './call-search.ts';

type UseCaseRules = AnswerOf<'readMyRules'>['useCases'][number];

/** The one that was chosen where the use case has it, else the first, which is the cheapest that serves. */
export function chooseModel(useCase: UseCaseRules | undefined, wish: string | undefined): string {
  const models = useCase?.models ?? [];
  return wish !== undefined && models.includes(wish) ? wish : (models[0] ?? '');
}

export type CallChoiceProps = {
  readonly useCases: readonly UseCaseRules[];
  readonly useCase: UseCaseRules | undefined;
  readonly model: string;
  readonly onChange: (change: CallSearch) => void;
};

/** For what and by which model: always in view, because both decide what is allowed and what it costs. */
export function CallChoice({ useCases, useCase, model, onChange }: CallChoiceProps) {
  return (
    <Panel title={WORKBENCH_WORDS.call}>
      <Stack gap="xs">
        <Select
          label={WORKBENCH_WORDS.useCase}
          data={useCases.map(({ id, name }) => ({ value: id, label: name }))}
          value={useCase?.id ?? null}
          onChange={(id) => onChange(id === null ? {} : { useCase: id })}
        />
        <Select
          label={WORKBENCH_WORDS.model}
          data={useCase?.models ?? []}
          value={model}
          searchable
          onChange={(id) => onChange(id === null ? {} : { model: id })}
        />
        <Text size="xs" c="dimmed">
          {WORKBENCH_WORDS.allowedData(useCase?.dataClasses ?? [])}
        </Text>
      </Stack>
    </Panel>
  );
}
