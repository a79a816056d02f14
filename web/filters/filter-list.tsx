import { useId } from 'react';
import { useOperation } from '../request/use-operation.ts';
import { FILTER_WORDS } from '../words/filter-words.ts';
import { FilterText } from './filter-text.tsx';

export type FilterListProps = {
  readonly of: 'listTeams' | 'listUseCases' | 'listModels';
  /** Whether the reader may see the list. */
  readonly isListed: boolean;
  readonly label: string;
  readonly value: string | undefined;
  readonly onTake: (value: string | undefined) => void;
};

const OFFERED_MAX = 500;

/** A name, with those that there are offered while it is typed. */
export function FilterList({ of, isListed, label, value, onTake }: FilterListProps) {
  const id = useId();
  const rows = useOperation(of, { query: { limit: OFFERED_MAX } }, { enabled: isListed });
  return (
    <>
      <FilterText label={label} value={value} help={FILTER_WORDS.all} list={id} onTake={onTake} />
      <datalist id={id}>
        {(rows.data?.rows ?? []).map((row) => (
          <option key={row.id} value={row.id} />
        ))}
      </datalist>
    </>
  );
}
