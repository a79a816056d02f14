import { NativeSelect } from '@mantine/core';

export type FilterSelectProps<Value extends string> = {
  readonly label: string;
  /** What stands there while nothing is chosen. */
  readonly all: string;
  readonly options: Readonly<Record<Value, string>>;
  readonly value: Value | undefined;
  readonly onTake: (value: Value | undefined) => void;
  /** In the head of a panel: small, its name for screen readers alone. */
  readonly small?: boolean;
};

/** One of a few, or all of them. */
export function FilterSelect<Value extends string>(props: FilterSelectProps<Value>) {
  const { label, all, options, value, onTake, small = false } = props;
  const names = namesOf(options);
  return (
    <NativeSelect
      {...(small ? { 'aria-label': label, size: 'xs' } : { label })}
      value={value ?? ''}
      data={[{ value: '', label: all }, ...names.map((name) => ({ value: name, label: options[name] }))]}
      onChange={({ currentTarget }) => onTake(names.find((name) => name === currentTarget.value))}
    />
  );
}

/** The names of an option table, as the type says them. */
export function namesOf<Value extends string>(options: Readonly<Record<Value, string>>): readonly Value[] {
  return Object.keys(options).filter((name): name is Value => Object.hasOwn(options, name));
}
