import { POLICY_WORDS } from '../words/policy-words.ts';
import type { EditorSearch } from './editor-search.ts';
import type { MatrixRow } from './policy-document.ts';

type DataClass = (typeof POLICY_WORDS.classes)[number];

/** Which row the editor opens with. */
export type RowWish =
  | { readonly kind: 'row'; readonly id: string }
  | { readonly kind: 'new'; readonly useCase: string; readonly dataClass: DataClass };

const NAME_CHARACTERS_MAX = 58;

/** What the address asks for. */
export function wishOf({ row, useCase, dataClass }: EditorSearch): RowWish | undefined {
  if (row !== undefined) return { kind: 'row', id: row };
  const known = POLICY_WORDS.classes.find((name) => name === dataClass);
  return useCase === undefined || known === undefined ? undefined : { kind: 'new', useCase, dataClass: known };
}

type NewRow = Extract<RowWish, { readonly kind: 'new' }>;

/** A row for just this use case and class, by a name that no other has; what happens is still to be said. */
export function rowFor({ useCase, dataClass }: NewRow, others: readonly MatrixRow[]): MatrixRow {
  const name = `${useCase}-${dataClass}`.slice(0, NAME_CHARACTERS_MAX);
  const isTaken = (id: string) => others.some((row) => row.id === id);
  const id = [name, ...others.map((_row, at) => `${name}-${at + 2}`)].find((one) => !isTaken(one)) ?? `${name}-1`;
  return { id, for: { useCase: [useCase] }, when: { dataClass: [dataClass] }, does: [], why: '' };
}
