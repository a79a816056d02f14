import { Button, Group, NumberInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { REQUEST_WORDS } from '../words/request-words.ts';
import type { Given } from './decision.ts';

export type AnswerFormProps = {
  readonly kind: 'approve' | 'decline';
  readonly label: string;
  /** A yes says how much it came to. */
  readonly isMeasured: boolean;
  readonly onAnswer: (given: Given) => void;
  readonly onCancel: () => void;
};

const REASON_CHARACTERS_MAX = 200;

/** The words that go with an answer; Escape goes back. */
export function AnswerForm({ kind, label, isMeasured, onAnswer, onCancel }: AnswerFormProps) {
  const [reason, setReason] = useState('');
  const [amount, setAmount] = useState<number | string>('');
  const isWhole = reason.trim() !== '' && (!isMeasured || amount !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) onAnswer({ reason: reason.trim(), amount: Number(amount) });
  };
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <Group gap="xs" mt={8} align="flex-end">
        {isMeasured ? (
          <NumberInput label={REQUEST_WORDS.measuredAmount} value={amount} onChange={setAmount} autoFocus w={150} />
        ) : null}
        <TextInput
          label={kind === 'decline' ? REQUEST_WORDS.whyNot : REQUEST_WORDS.why}
          value={reason}
          maxLength={REASON_CHARACTERS_MAX}
          autoFocus={!isMeasured}
          style={{ flex: '1 1 220px' }}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!isWhole}>
          {label}
        </Button>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          {REQUEST_WORDS.cancel}
        </Button>
      </Group>
    </form>
  );
}
