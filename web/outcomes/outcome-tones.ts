import type { AnswerOf } from '../../src/contract/routes.ts';
import type { Tone } from '../states/mark.tsx';

export const OUTCOME_TONES: Readonly<Record<AnswerOf<'readOutcome'>['state'], Tone>> = {
  unproven: 'plain',
  maturing: 'warn',
  counted: 'good',
  reverted: 'stop',
  withdrawn: 'plain',
  duplicate: 'plain',
};
