import { Mark, type Tone } from '../states/mark.tsx';
import { VALIDATION_WORDS } from '../words/validation-words.ts';
import type { ValidationState } from './validation-search.ts';

const TONES: Readonly<Record<ValidationState, Tone>> = {
  open: 'warn',
  attested: 'good',
  declined: 'stop',
  measured: 'good',
  granted: 'good',
  upheld: 'stop',
  void: 'plain',
};

export function StateMark({ state }: { readonly state: ValidationState }) {
  return <Mark tone={TONES[state]}>{VALIDATION_WORDS.states[state]}</Mark>;
}
