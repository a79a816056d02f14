import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';

/**
 * What becomes of one member of a request on its way to another API. `becomes`: it is said there, under that name. `drop`: it is
 * left out and the client is told by header. `refuse`: the call is refused, in words that name the member.
 */
export type Treatment =
  | { readonly kind: 'becomes'; readonly what: string }
  | { readonly kind: 'drop'; readonly why: string }
  | { readonly kind: 'refuse'; readonly why: string };

/** One member (or one kind of thing) of one part of a body. */
export type TableRow = {
  /** The part of the body: `body`, `message of the user`, `tool`, … */
  readonly scope: string;
  readonly member: string;
  readonly to: { readonly [F in TranslatableFace]?: Treatment };
  /** Values that say what is so anyway: with them the member is left out and nobody need be told. */
  readonly harmless: readonly unknown[];
};

/** All that a request of one face can hold. What stands in no row is refused. */
export type FaceTable = { readonly face: TranslatableFace; readonly rows: readonly TableRow[] };

export function becomes(what: string): Treatment {
  return { kind: 'becomes', what };
}

export function drop(why: string): Treatment {
  return { kind: 'drop', why };
}

export function refused(why: string): Treatment {
  return { kind: 'refuse', why };
}

/** [to the first other face, to the second, harmless values …]; one treatment alone goes for both. */
export type Cell = Treatment | readonly [Treatment, Treatment, ...unknown[]];

/** The rows of one part of a body. `others`: the two faces that the columns are for. */
export function rowsOf(
  scope: string,
  others: readonly [TranslatableFace, TranslatableFace],
  cells: Readonly<Record<string, Cell>>,
): readonly TableRow[] {
  const [one, other] = others;
  return Object.entries(cells).map(([member, cell]) => {
    const [first, second, ...harmless] = isList(cell) ? cell : ([cell, cell] as const);
    return { scope, member, to: { [one]: first, [other]: second }, harmless };
  });
}

function isList(cell: Cell): cell is readonly [Treatment, Treatment, ...unknown[]] {
  return Array.isArray(cell);
}
