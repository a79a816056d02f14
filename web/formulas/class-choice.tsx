import { Group, NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { COMPARISON_WORDS } from '../words/comparison-words.ts';

export type Difficulty = AnswerOf<'listScoreClasses'>['rows'][number]['difficulty'];

export type ClassChoiceProps = {
  readonly useCase: { readonly id: string; readonly name: string };
  /** Undefined: nobody said it. */
  readonly difficulty: Difficulty | undefined;
  readonly mayChange: boolean;
};

const WORDS = COMPARISON_WORDS;
const DIFFICULTIES = namesOf(WORDS.difficulties);

/** How hard work of a use case is; chosen by whoever may, as often as they like. */
export function ClassChoice({ useCase: { id, name }, difficulty, mayChange }: ClassChoiceProps) {
  const set = useWrite({
    carryOut: (chosen: Difficulty, idempotencyKey) =>
      callOperation('setScoreClass', { params: { useCaseId: id }, body: { difficulty: chosen }, idempotencyKey }),
    changes: ['listScoreClasses'],
    done: (made) => notifications.show({ message: WORDS.said(name, WORDS.difficulties[made.difficulty]) }),
  });
  if (!mayChange) return difficulty === undefined ? WORDS.unsaid : WORDS.difficulties[difficulty];
  return (
    <Group gap="xs">
      {set.error === null ? null : <Trouble error={set.error} />}
      <NativeSelect
        size="xs"
        aria-label={WORDS.classOf(name)}
        value={difficulty ?? ''}
        disabled={set.isPending}
        data={[
          ...(difficulty === undefined ? [{ value: '', label: WORDS.choose }] : []),
          ...DIFFICULTIES.map((value) => ({ value, label: WORDS.difficulties[value] })),
        ]}
        onChange={({ currentTarget: { value } }) => {
          const chosen = DIFFICULTIES.find((one) => one === value);
          if (chosen !== undefined) set.mutate(chosen);
        }}
      />
    </Group>
  );
}
