import type { RequestOf } from '../../src/client/operation-request.ts';
import type { LIST_EXPORT_ROUTES } from '../../src/contract/list-exports.ts';
import { addressOf } from '../request/call-operation.ts';
import { FILTER_WORDS } from '../words/filter-words.ts';
import { ExportMenu } from './export-menu.tsx';

type ListExportId = keyof typeof LIST_EXPORT_ROUTES;

export type RowsExportProps<Id extends ListExportId> = {
  readonly of: Id;
  /** The one that the list beside it was asked for with, without its page. */
  readonly request: RequestOf<Id>;
  /** What the file does not say of itself. */
  readonly note?: string;
};

/** In the head of a list: all its rows as a file. */
export function RowsExport<Id extends ListExportId>({ of, request, note }: RowsExportProps<Id>) {
  const href = addressOf(of, request);
  const name = href.slice(href.lastIndexOf('/') + 1).replace(/\?.*/, '');
  return (
    <ExportMenu isSmall files={[{ label: FILTER_WORDS.csv, href, name }]} {...(note === undefined ? {} : { note })} />
  );
}
