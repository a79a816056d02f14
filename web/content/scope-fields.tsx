import { TextInput } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { momentOf } from '../filters/local-moment.ts';
import { CONTENT_WORDS } from '../words/content-words.ts';

/** Which content is meant, as fields hold it. */
export type ScopeTexts = {
  readonly person: string;
  readonly useCase: string;
  readonly call: string;
  readonly from: string;
  readonly to: string;
};

export const NO_SCOPE: ScopeTexts = { person: '', useCase: '', call: '', from: '', to: '' };

export type ScopeFieldsProps = {
  readonly scope: ScopeTexts;
  readonly onChange: (scope: ScopeTexts) => void;
};

/** Person, use case, call and time; what is left empty does not narrow. */
export function ScopeFields({ scope, onChange }: ScopeFieldsProps) {
  const field = (name: keyof ScopeTexts) => ({
    label: CONTENT_WORDS[name],
    value: scope[name],
    autoComplete: 'off',
    onChange: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) =>
      onChange({ ...scope, [name]: currentTarget.value }),
  });
  return (
    <div className="fields">
      <TextInput {...field('person')} />
      <TextInput {...field('useCase')} />
      <TextInput {...field('call')} />
      <TextInput type="datetime-local" {...field('from')} />
      <TextInput type="datetime-local" {...field('to')} />
    </div>
  );
}

export function scopeOf({ person, useCase, call, from, to }: ScopeTexts) {
  const given = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    personId: given(person),
    useCaseId: given(useCase),
    callId: given(call),
    from: momentOf(from),
    to: momentOf(to),
  };
}

type Kept = Pick<AnswerOf<'readContentAccess'>, 'personId' | 'useCaseId' | 'callId' | 'from' | 'to'>;

export function scopeInWords({ personId, useCaseId, callId, from, to }: Kept): string {
  const told = [
    personId === null ? '' : `${CONTENT_WORDS.person} ${personId}`,
    useCaseId === null ? '' : `${CONTENT_WORDS.useCase} ${useCaseId}`,
    callId === null ? '' : `${CONTENT_WORDS.call} ${callId}`,
    from === null ? '' : `${CONTENT_WORDS.from} ${momentInWords({ at: from })}`,
    to === null ? '' : `${CONTENT_WORDS.to} ${momentInWords({ at: to })}`,
  ].filter((text) => text !== '');
  return told.length === 0 ? CONTENT_WORDS.everything : told.join(' · ');
}
