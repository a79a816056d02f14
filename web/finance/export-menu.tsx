import { ExportMenu } from '../filters/export-menu.tsx';
import { addressOf } from '../request/call-operation.ts';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { MONTH } from './periods.ts';
import { queryOf } from './showback-query.ts';
import type { Grouping, SpendingSearch } from './spending-search.ts';

const WORDS = FINANCE_WORDS.spending;
const VERSIONS = ['1.3', '1.2'] as const;

export type SpendingFilesProps = {
  readonly search: SpendingSearch;
  readonly period: string;
  readonly by: Grouping;
  readonly top: number;
};

/** Schema and recency, and what is left out of the export. */
function metadataOf(month: string) {
  const href = addressOf('readFocusMetadata', { params: { month }, query: { version: '1.3' } });
  return { label: WORDS.exportMetadata, href, name: `focus-1.3-${month}.json` };
}

/** Files that the server streams: exactly these rows, what they are made of, or the period as FOCUS has it. */
export function SpendingFiles({ search, period, by, top }: SpendingFilesProps) {
  const query = { ...queryOf(search), period };
  const focus = VERSIONS.flatMap((version) => [
    {
      label: WORDS.exportCsv(version),
      href: addressOf('exportFocusCsv', { query: { period, version } }),
      name: `focus-${version}-${period}.csv`,
    },
    {
      label: WORDS.exportParquet(version),
      href: addressOf('exportFocusParquet', { query: { period, version } }),
      name: `focus-${version}-${period}.parquet`,
    },
  ]);
  const files = [
    {
      label: WORDS.exportTable,
      href: addressOf('exportShowbackCsv', { query: { ...query, by, top } }),
      name: `spending-${period}.csv`,
    },
    { label: WORDS.exportRowsCsv, href: addressOf('exportRatedRowsCsv', { query }), name: `rows-${period}.csv` },
    { label: WORDS.exportRows, href: addressOf('listRatedRows', { query }), name: `rows-${period}.ndjson` },
    ...focus,
    ...(MONTH.test(period) ? [metadataOf(period)] : []),
  ];
  return <ExportMenu files={files} note={WORDS.exportNote} />;
}
