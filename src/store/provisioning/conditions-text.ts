import type { Condition } from '../../ports/provisioning-store.ts';

/** What a member is compared with: only these columns ever get into the text of a statement. */
export type Comparisons<Member extends string> = {
  readonly [M in Member]: { readonly column: string; readonly exact: boolean };
};

/** Conditions as SQL. The values are parameters, the first of them numbered `first`. */
export function conditionsText<Member extends string>(
  compared: Comparisons<Member>,
  conditions: readonly Condition<Member>[],
  first: number,
): { readonly text: readonly string[]; readonly values: string[] } {
  return {
    text: conditions.map(({ member, operator }, index) => compare(compared[member], operator, `$${first + index}`)),
    values: conditions.map(({ value }) => value),
  };
}

function compare(
  { column, exact }: { readonly column: string; readonly exact: boolean },
  operator: Condition<string>['operator'],
  place: string,
): string {
  const [left, right] = exact ? [column, `${place}::text`] : [`lower(${column})`, `lower(${place}::text)`];
  switch (operator) {
    case 'is':
      return `${left} = ${right}`;
    case 'begins':
      return `starts_with(${left}, ${right})`;
    case 'holds':
      return `position(${right} in ${left}) > 0`;
  }
}
