import { TextInput } from '@mantine/core';
import { type ReactNode, useDeferredValue, useId } from 'react';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';

export type PersonChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (personId: string) => void;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  /** Where the label stands above, as in a table. */
  readonly isBare?: boolean;
};

const OFFERED_MAX = 20;
const SEARCH_CHARACTERS_MAX = 100;

/** A person by id; whoever is meant is offered by name while typing. */
export function PersonChoice({ label, value, onChange, description, error, isBare = false }: PersonChoiceProps) {
  const list = useId();
  const typed = useDeferredValue(value.trim().slice(0, SEARCH_CHARACTERS_MAX));
  const mayRead = useMay()('control.read:access');
  const query = { state: 'active', limit: OFFERED_MAX, ...(typed === '' ? {} : { search: typed }) } as const;
  const people = useOperation('listDirectory', { query }, { enabled: mayRead });
  return (
    <>
      <TextInput
        {...(isBare ? { 'aria-label': label } : { label })}
        description={description}
        error={error}
        value={value}
        list={list}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <datalist id={list}>
        {(people.data?.rows ?? []).map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}
