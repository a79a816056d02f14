import type { Source } from '../../domain/source/source.ts';
import { nounTable } from '../control/noun-table.ts';

type SourceRow = {
  readonly id: string;
  readonly kind: Source['kind'];
  readonly name: string;
  readonly secrets: Source['secrets'];
  readonly api: Source['api'];
  readonly pages_url: string | null;
  readonly mapping: Source['mapping'];
  readonly rules: Source['rules'];
  readonly skew_seconds_max: number;
  readonly status: Source['status'];
};

export const sourceTable = nounTable<Source, SourceRow>({
  table: 'source',
  // biome-ignore format: one line is enough
  columns: ['id', 'kind', 'name', 'secrets', 'api', 'pages_url', 'mapping', 'rules', 'skew_seconds_max', 'status'],
  toRow: (source) => ({
    id: source.id,
    kind: source.kind,
    name: source.name,
    secrets: JSON.stringify(source.secrets),
    api: JSON.stringify(source.api),
    pages_url: source.pagesUrl,
    mapping: JSON.stringify(source.mapping),
    rules: JSON.stringify(source.rules),
    skew_seconds_max: source.skewSecondsMax,
    status: source.status,
  }),
  fromRow: (row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    secrets: row.secrets,
    api: row.api,
    pagesUrl: row.pages_url,
    mapping: row.mapping,
    rules: row.rules,
    skewSecondsMax: row.skew_seconds_max,
    status: row.status,
  }),
});
