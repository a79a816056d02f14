import type { AnswerOf } from '../../src/contract/routes.ts';
import type { Tone } from '../states/mark.tsx';

type State = AnswerOf<'readProgramme'>['state'];

export const STATE_TONES: Readonly<Record<State, Tone>> = { draft: 'plain', running: 'good', ended: 'plain' };
