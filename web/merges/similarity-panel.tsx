import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { useMay } from '../shell/session.tsx';
import { type Fact, Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { MERGE_WORDS } from '../words/merge-words.ts';
import { SimilarityDialog } from './similarity-dialog.tsx';

type Rule = AnswerOf<'readSimilarityRule'>;

const WORDS = MERGE_WORDS.rule;

/** What is looked at to find what is built twice, for everybody to read; whoever keeps the library changes it. */
export function SimilarityPanel({ rule }: { readonly rule: UseQueryResult<Rule> }) {
  const mayChange = useMay()('control.write:library');
  return (
    <Panel
      title={WORDS.title}
      note={WORDS.note}
      action={mayChange && rule.data !== undefined ? <SimilarityDialog rule={rule.data} /> : undefined}
    >
      <Loaded query={rule} lines={4}>
        {(data) => (
          <>
            <Facts facts={factsOf(data)} />
            <Text size="xs" c="dimmed" mt="xs">
              {WORDS.what}
            </Text>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function factsOf({ mode, useCaseIds, lookedAt, dataClassMax, keepDays, revision, updatedAt }: Rule): readonly Fact[] {
  const isOn = mode === 'on';
  return [
    [
      WORDS.state,
      <Mark key="mode" tone={isOn ? 'good' : 'plain'}>
        {WORDS.modes[mode]}
      </Mark>,
    ],
    [WORDS.useCases, useCaseIds.length === 0 ? WORDS.everyUseCase : useCaseIds.join(', ')],
    ...(isOn ? [[WORDS.lookedAt, lookedAt.length === 0 ? WORDS.noUseCase : lookedAt.join(', ')] as const] : []),
    [WORDS.dataClass, dataClassMax],
    [WORDS.keep, WORDS.days(keepDays)],
    [WORDS.changed, revision === 0 ? WORDS.never : <Moment key="at" at={updatedAt} />],
  ];
}
