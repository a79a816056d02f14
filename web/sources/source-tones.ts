import type { AnswerOf } from '../../src/contract/routes.ts';
import type { Tone } from '../states/mark.tsx';

export type Source = AnswerOf<'readSource'>;

export const SOURCE_TONES: Readonly<Record<Source['status'], Tone>> = {
  active: 'good',
  blocked: 'stop',
  archived: 'plain',
};
