import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useOperation } from '../request/use-operation.ts';

export type TeamSelectProps = {
  readonly label: string;
  /** What stands there while nothing is chosen. */
  readonly all: string;
  readonly value: string;
  readonly onChange: (teamId: string) => void;
  readonly error?: ReactNode;
  /** In a row of filters: as wide before the names have come as after. */
  readonly isFixed?: boolean;
};

const TEAMS_MAX = 500;
const FILTER_WIDTH = 190;

/** One of the active teams by name. One that is chosen and not among them stays, by its id. */
export function TeamSelect({ label, all, value, onChange, error, isFixed = false }: TeamSelectProps) {
  const teams = useOperation('listTeams', { query: { status: 'active', limit: TEAMS_MAX } });
  const known = (teams.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const sorted = known.toSorted((one, other) => one.label.localeCompare(other.label));
  const isKnown = value === '' || known.some((team) => team.value === value);
  return (
    <NativeSelect
      label={label}
      value={value}
      error={error}
      {...(isFixed ? { w: FILTER_WIDTH } : {})}
      data={[{ value: '', label: all }, ...(isKnown ? [] : [{ value, label: value }]), ...sorted]}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
