export type Line = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string };

/** Beyond it the two stand one below the other: nobody reads so long a difference line by line. */
const LINES_MAX = 600;

/** What a text says otherwise than the one before, line by line. */
export function lineDifference(before: string, after: string): readonly Line[] {
  const old = before.split('\n');
  const now = after.split('\n');
  if (old.length > LINES_MAX || now.length > LINES_MAX)
    return [
      ...old.map((text) => ({ kind: 'gone', text }) as const),
      ...now.map((text) => ({ kind: 'new', text }) as const),
    ];
  const shared = lengths(old, now);
  const lines: Line[] = [];
  let row = 0;
  let column = 0;
  while (row < old.length || column < now.length) {
    const gone = old[row];
    const come = now[column];
    if (gone !== undefined && gone === come) {
      lines.push({ kind: 'same', text: gone });
      row += 1;
      column += 1;
    } else if (
      gone !== undefined &&
      (come === undefined || at(shared, row + 1, column) >= at(shared, row, column + 1))
    ) {
      lines.push({ kind: 'gone', text: gone });
      row += 1;
    } else {
      lines.push({ kind: 'new', text: come ?? '' });
      column += 1;
    }
  }
  return lines;
}

/** How many lines the rest of both have in common, from each place on. */
function lengths(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const table: number[][] = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let row = old.length - 1; row >= 0; row -= 1) {
    const line = table[row] ?? [];
    for (let column = now.length - 1; column >= 0; column -= 1)
      line[column] =
        old[row] === now[column]
          ? at(table, row + 1, column + 1) + 1
          : Math.max(at(table, row + 1, column), at(table, row, column + 1));
  }
  return table;
}

function at(table: readonly (readonly number[])[], ...[row, column]: readonly [row: number, column: number]): number {
  return table[row]?.[column] ?? 0;
}
