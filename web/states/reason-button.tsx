import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { OperationId } from '../../src/contract/routes.ts';
import { useWrite } from '../request/use-write.ts';
import { REASON_WORDS } from '../words/state-words.ts';
import { Trouble } from './trouble.tsx';

export type ReasonButtonProps = {
  readonly label: string;
  /** What follows from it. */
  readonly note?: ReactNode;
  readonly carryOut: (reason: string, writeName: string) => Promise<unknown>;
  readonly changes: readonly OperationId[];
  /** Further fields, above the reason. */
  readonly fields?: ReactNode;
  /** Without a reason: asked only whether it is meant. */
  readonly plain?: boolean;
  readonly isOptional?: boolean;
  readonly filled?: boolean;
  /** In the head of a page, where buttons are larger. */
  readonly isMain?: boolean;
  /** In each row of a long table. */
  readonly quiet?: boolean;
  /** False while the further fields lack something. */
  readonly isReady?: boolean;
};

const REASON_CHARACTERS_MAX = 200;

/** A step that is asked about once more, with the reason that goes on the record. */
export function ReasonButton(props: ReasonButtonProps) {
  const { label, note, carryOut, changes, fields, plain = false, isOptional = plain } = props;
  const { filled = false, quiet = false, isMain = false, isReady = true } = props;
  // A table has a hundred of these: what it opens is made when somebody comes near, by pointer or by key.
  const [isNear, setNear] = useState(false);
  const near = () => setNear(true);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const write = useWrite<string>({
    carryOut,
    changes,
    done: () => {
      setOpen(false);
      setReason('');
    },
  });
  const isWhole = isReady && (isOptional || reason.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) write.mutate(reason.trim());
  };
  return (
    <>
      <Button
        size={quiet ? 'compact-xs' : isMain ? 'sm' : 'compact-sm'}
        variant={quiet ? 'subtle' : filled ? 'filled' : 'default'}
        onClick={() => setOpen(true)}
        onFocus={near}
        onPointerEnter={near}
      >
        {label}
      </Button>
      {isNear || isOpen ? (
        <Modal opened={isOpen} onClose={() => setOpen(false)} title={label}>
          <form onSubmit={submit}>
            <Stack gap="md">
              {write.error === null ? null : <Trouble error={write.error} />}
              {note === undefined ? null : <Text size="sm">{note}</Text>}
              {fields}
              {plain ? null : (
                <TextInput
                  label={REASON_WORDS.reason}
                  description={REASON_WORDS.onRecord}
                  value={reason}
                  maxLength={REASON_CHARACTERS_MAX}
                  dir="auto"
                  data-autofocus
                  required={!isOptional}
                  onChange={(event) => setReason(event.currentTarget.value)}
                />
              )}
              <Group justify="flex-end">
                <Button variant="default" onClick={() => setOpen(false)}>
                  {REASON_WORDS.cancel}
                </Button>
                <Button type="submit" disabled={!isWhole} loading={write.isPending}>
                  {label}
                </Button>
              </Group>
            </Stack>
          </form>
        </Modal>
      ) : null}
    </>
  );
}
