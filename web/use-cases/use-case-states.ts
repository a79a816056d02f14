import type { AnswerOf } from '../../src/contract/routes.ts';
import { namesOf } from '../filters/filter-select.tsx';
import type { Tone } from '../states/mark.tsx';
import { USE_CASE_WORDS } from '../words/use-case-words.ts';

export type UseCase = AnswerOf<'readUseCase'>;

/** The classes of data, from what anybody may see to what few may. */
export const CLASSES = namesOf(USE_CASE_WORDS.classes);

export const STATUS_TONES: Readonly<Record<UseCase['status'], Tone>> = {
  active: 'good',
  blocked: 'stop',
  archived: 'plain',
};
