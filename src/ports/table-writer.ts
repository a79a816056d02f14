import type { TableCell, TableColumn } from '../domain/chargeback/focus-columns.ts';

/** Writes rows as they come, in a file format of its own. It holds some rows at a time, never all of them. */
export type TableWriter = (
  columns: readonly TableColumn[],
  rows: AsyncIterable<Readonly<Record<string, TableCell>>>,
) => AsyncIterable<Uint8Array>;
