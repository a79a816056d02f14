import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { amountInWords } from '../figures/amounts.ts';
import { Mark, type Tone } from '../states/mark.tsx';
import { ALLOWANCE_WORDS } from '../words/allowance-words.ts';

export type Evaluation = Pick<AnswerOf<'previewAllowance'>, 'tranches' | 'unit'>;
type State = Evaluation['tranches'][number]['state'];

const TONES: Readonly<Record<State, Tone>> = { unlocked: 'good', kept: 'good', locked: 'plain', not_measured: 'plain' };

/** Each part of the rule as it stands for one budget: what it adds, and with figures what holds and what is missing. */
export function TrancheList({ evaluation }: { readonly evaluation: Evaluation }) {
  return (
    <ul className="line-list">
      {evaluation.tranches.map(({ id, name, state, amount, why }) => (
        <li key={id} className="line">
          <div>
            <Text size="sm" fw={500} dir="auto">
              {name} <Mark tone={TONES[state]}>{ALLOWANCE_WORDS.states[state]}</Mark>
            </Text>
            {why.map((sentence) => (
              <Text key={sentence} size="xs" c="dimmed">
                {sentence}
              </Text>
            ))}
          </div>
          <Text size="sm" className="line-end figures">
            +{amountInWords(amount, evaluation.unit)}
          </Text>
        </li>
      ))}
    </ul>
  );
}
