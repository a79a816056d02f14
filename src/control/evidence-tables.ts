import { canonicalJson } from '../domain/audit/canonical-json.ts';
import type { TableCell, TableColumn } from '../domain/chargeback/focus-columns.ts';
import type { KeyOwner } from '../domain/identity/key-grant.ts';

/** A table of evidence: its columns by name, and what one row says in each. */
export type EvidenceTable<Row> = {
  readonly columns: readonly TableColumn[];
  readonly toCells: (row: Row) => Readonly<Record<string, TableCell>>;
};

/** Written down as `name: kind`, in the order of the file. */
type Kinds = Readonly<Record<string, 'words' | 'plain' | 'moment' | 'json'>>;

/** `words`: text that people may have chosen, which no spreadsheet may run. `plain`: numbers and codes of the house. */
export function evidenceTable<Row>(
  kinds: Kinds,
  toCells: (row: Row) => Readonly<Record<string, unknown>>,
): EvidenceTable<Row> {
  const columns = Object.entries(kinds).map(
    ([name, kind]): TableColumn => ({
      name: kind === 'moment' ? name.replace(/Ms$/, '') : name,
      type: kind === 'moment' || kind === 'json' ? kind : 'text',
      nullable: true,
      fromPeople: kind === 'words',
    }),
  );
  return {
    columns,
    toCells: (row) => {
      const said = toCells(row);
      const cells = Object.entries(kinds).map(([name, kind], at) => [
        columns[at]?.name ?? name,
        cellOf(kind, said[name]),
      ]);
      return Object.fromEntries(cells);
    },
  };
}

/** `person:ruth`. */
export function partyOf(kind: string, id: string): string {
  return `${kind}:${id}`;
}

export function ownerOf(owner: KeyOwner): string {
  return owner.kind === 'person'
    ? partyOf('person', owner.personId)
    : partyOf('service_account', owner.serviceAccountId);
}

function cellOf(kind: Kinds[string], value: unknown): TableCell {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'json':
      return canonicalJson(value);
    case 'moment':
      return Number(value);
    case 'words':
    case 'plain':
      return String(value);
  }
}
