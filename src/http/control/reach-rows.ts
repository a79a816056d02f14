import { isWithinReach, type Reach, type RowParts } from '../../domain/identity/narrow-reach.ts';
import type { PageRequest } from '../../ports/control-store.ts';

/** Members of a noun's row that say to which part it belongs, and the same of a row that was read. */
export type PartsOfNoun<Row> = {
  readonly team?: readonly string[];
  readonly useCase?: readonly string[];
  readonly of: (row: Row) => RowParts;
};

/** What a listing is narrowed by in the store itself, so that pages, cursors and their ends tell of nothing else. */
export function withinOf<Row>(reach: Reach, parts: PartsOfNoun<Row>): Pick<PageRequest, 'within'> {
  if (reach.kind === 'all') return {};
  const of = (members: readonly string[] | undefined, ids: readonly string[]) =>
    ids.length === 0 ? [] : (members ?? []).map((member) => ({ member, ids }));
  return { within: [...of(parts.team, reach.teamIds), ...of(parts.useCase, reach.useCaseIds)] };
}

/** Undefined where there is no such row for this reach: outside of it a row is as unknown as one that never was. */
export function seenRow<Row, Kept extends { readonly row: Row }>(
  stored: Kept | undefined,
  { reach, parts }: { readonly reach: Reach; readonly parts: PartsOfNoun<Row> },
): Kept | undefined {
  return stored !== undefined && isWithinReach(reach, parts.of(stored.row)) ? stored : undefined;
}

/** The use cases that figures are narrowed to; left out: all. */
export function ownUseCases(reach: Reach): { readonly useCaseIds?: readonly string[] } {
  return reach.kind === 'all' ? {} : { useCaseIds: reach.useCaseIds };
}
