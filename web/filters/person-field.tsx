import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';

export type PersonFieldProps = {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (personId: string) => void;
};

const PEOPLE_MAX = 500;

/** A person's id; whoever may read the directory is offered its people by name while typing. */
export function PersonField({ label, description, value, onChange }: PersonFieldProps) {
  const list = useId();
  const mayRead = useMay()('control.read:directory');
  const people = useOperation('listPeople', { query: { status: 'active', limit: PEOPLE_MAX } }, { enabled: mayRead });
  return (
    <>
      <TextInput
        label={label}
        description={description}
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
