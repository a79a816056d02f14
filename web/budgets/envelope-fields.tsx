import { NativeSelect, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { namesOf } from '../filters/filter-select.tsx';
import { PersonField } from '../filters/person-field.tsx';
import { ENVELOPE_WORDS } from '../words/envelope-words.ts';

const WORDS = ENVELOPE_WORDS;
export const CAP_KINDS = namesOf(WORDS.capKinds);
export const AMOUNT = /^\d{1,12}([.,]\d{1,9})?$/;

/** As the wire has it. */
export function amountOf(text: string): string {
  return text.trim().replace(',', '.');
}

type OwnerFieldProps = { readonly value: string; readonly onChange: (personId: string) => void };

/** Whoever answers for it, and what it means when nobody does, before it is so. */
export function OwnerField({ value, onChange }: OwnerFieldProps) {
  return (
    <div>
      <PersonField label={WORDS.owner} description={WORDS.ownerHelp} value={value} onChange={onChange} />
      <Text size="xs" mt={4} c="dimmed" aria-live="polite">
        {value.trim() === '' ? WORDS.noOwner : ''}
      </Text>
    </div>
  );
}

type Input = { readonly value?: unknown; readonly error?: ReactNode };
type CapFieldsProps = { readonly kind: Input; readonly overdraft: Input; readonly unit: string };

/** Whether it can be exceeded, by how much, and what follows. */
export function CapFields({ kind, overdraft, unit }: CapFieldsProps) {
  const chosen = CAP_KINDS.find((name) => name === kind.value) ?? 'strict';
  return (
    <div>
      <NativeSelect
        label={WORDS.capKind}
        data={CAP_KINDS.map((value) => ({ value, label: WORDS.capKinds[value] }))}
        {...kind}
        value={chosen}
      />
      <Text size="xs" c="dimmed" mt={4} mb={chosen === 'elastic' ? 'sm' : 0}>
        {WORDS.capNotes[chosen]}
      </Text>
      {chosen === 'elastic' ? (
        <TextInput
          label={`${WORDS.overdraft}, ${unit}`}
          inputMode="decimal"
          {...overdraft}
          value={String(overdraft.value)}
        />
      ) : null}
    </div>
  );
}
