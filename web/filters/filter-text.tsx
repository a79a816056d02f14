import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';

export type FilterTextProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onTake: (value: string | undefined) => void;
  readonly help?: string;
  /** The id of a list of what could stand here. */
  readonly list?: string;
};

/** Taken over when it is left or on Enter: half a name finds nothing. */
export function FilterText({ label, value = '', onTake, help, list }: FilterTextProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const take = () => {
    if (typed.trim() !== value) onTake(typed.trim() === '' ? undefined : typed.trim());
  };
  return (
    <TextInput
      label={label}
      placeholder={help}
      value={typed}
      className="filter-field"
      autoComplete="off"
      {...(list === undefined ? {} : { list })}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={take}
      onKeyDown={({ key }) => (key === 'Enter' ? take() : undefined)}
    />
  );
}
