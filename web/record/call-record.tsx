import { Collapse, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { RECORD_WORDS } from '../words/record-words.ts';

type CallFacts = AnswerOf<'readMyRecord'>['calls'][number];

/** One call as it stands in the store: the gist in a line, every member and what it means below. */
export function CallRecord({ call }: { readonly call: CallFacts }) {
  const [open, disclosure] = useDisclosure(false);
  const id = useId();
  const told = (member: string) => textOf(call.fields.find((field) => field.member === member)?.value);
  const at = told('admittedAtMs');
  const filled = call.fields.filter(({ value }) => !isNothing(value));
  const empty = call.fields.filter(({ value }) => isNothing(value));
  return (
    <>
      <UnstyledButton
        className="call-line line-button"
        aria-expanded={open}
        aria-controls={id}
        onClick={disclosure.toggle}
      >
        <span className="figures">{at === '' ? call.callId : momentInWords({ at })}</span>
        <span>{told('modelId') || told('requestedModel')}</span>
        <span>{told('useCaseId')}</span>
        <Text span size="xs" c="dimmed" className="line-end">
          {RECORD_WORDS.members(filled.length)}
        </Text>
      </UnstyledButton>
      <Collapse expanded={open} id={id}>
        <dl className="facts">
          {filled.map(({ member, means, value }) => (
            <div key={member}>
              <dt>{means}</dt>
              <dd>{textOf(value)}</dd>
            </div>
          ))}
        </dl>
        <Text size="xs" c="dimmed" pb="sm">
          {RECORD_WORDS.empty(empty.map(({ means }) => means).join(' · '))}
        </Text>
      </Collapse>
    </>
  );
}

function isNothing(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0) || textOf(value) === '{}';
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
