import type { PeriodBounds } from '../budget/period.ts';
import type { MonthName } from './charge-month.ts';
import { DECIMAL_PLACES, type FocusVersion, focusColumns, type TableColumn } from './focus-columns.ts';

/** What FOCUS wants said beside an export: who made it, its columns, and whether its time is over. */
export type FocusMetadata = {
  readonly DataGenerator: { readonly DataGenerator: string };
  readonly DatasetInstance: readonly {
    readonly DatasetInstanceId: string;
    readonly DatasetInstanceName: string;
    readonly FocusDatasetId: string;
  }[];
  readonly Schema: {
    readonly SchemaId: string;
    readonly FocusVersion: string;
    readonly CreationDate: string;
    readonly DatasetInstanceId: string;
    readonly ColumnDefinition: readonly ColumnDefinition[];
  };
  /** Of FOCUS 1.3. */
  readonly Recency?: readonly Recency[];
  /** What the export does not hold, because FOCUS has no place for a cost that is not known. */
  readonly x_Unpriced: { readonly Calls: string; readonly Tokens: string };
};

export type ColumnDefinition = {
  readonly ColumnName: string;
  readonly DataType: string;
  readonly NumericPrecision?: number;
  readonly NumberScale?: number;
  readonly StringEncoding?: string;
  readonly ProviderTagPrefixes?: readonly string[];
};

type Recency = {
  readonly DatasetInstanceId: string;
  readonly DatasetInstanceComplete: boolean;
  readonly DatasetInstanceLastUpdated: string;
  readonly TimeSectors: readonly {
    readonly TimeSectorStart: string;
    readonly TimeSectorEnd: string;
    readonly TimeSectorComplete: boolean;
    readonly TimeSectorLastUpdated: string;
  }[];
};

/** When the columns below were last changed: a new set of columns gets a new date, and so a new id. */
const SCHEMA_CREATED = '2026-11-24T00:00:00Z';

export const DECIMAL_PRECISION = 38;

export function focusMetadata(given: {
  readonly version: FocusVersion;
  readonly billingAccount: string;
  readonly month: MonthName;
  readonly bounds: PeriodBounds;
  readonly isClosed: boolean;
  readonly updatedAtMs: number;
  readonly unpriced: { readonly calls: bigint; readonly tokens: bigint };
}): FocusMetadata {
  const { version, billingAccount, month, bounds, isClosed, updatedAtMs, unpriced } = given;
  const id = `${billingAccount}/cost-and-usage`;
  const updated = moment(updatedAtMs);
  return {
    DataGenerator: { DataGenerator: 'Tokenward' },
    DatasetInstance: [
      { DatasetInstanceId: id, DatasetInstanceName: `${billingAccount} ${month}`, FocusDatasetId: 'CostAndUsage' },
    ],
    Schema: {
      SchemaId: `tokenward-cost-and-usage-${version}-${SCHEMA_CREATED.slice(0, 10)}`,
      FocusVersion: version,
      CreationDate: SCHEMA_CREATED,
      DatasetInstanceId: id,
      ColumnDefinition: focusColumns(version).map(defineColumn),
    },
    ...(version === '1.2'
      ? {}
      : {
          Recency: [
            {
              DatasetInstanceId: id,
              DatasetInstanceComplete: isClosed,
              DatasetInstanceLastUpdated: updated,
              TimeSectors: [
                {
                  TimeSectorStart: moment(bounds.startMs),
                  TimeSectorEnd: moment(bounds.endMs),
                  TimeSectorComplete: isClosed,
                  TimeSectorLastUpdated: updated,
                },
              ],
            },
          ],
        }),
    x_Unpriced: { Calls: String(unpriced.calls), Tokens: String(unpriced.tokens) },
  };
}

function defineColumn({ name, type }: TableColumn): ColumnDefinition {
  switch (type) {
    case 'decimal':
      return {
        ColumnName: name,
        DataType: 'DECIMAL',
        NumericPrecision: DECIMAL_PRECISION,
        NumberScale: DECIMAL_PLACES,
      };
    case 'moment':
      return { ColumnName: name, DataType: 'DATETIME' };
    case 'json':
      return {
        ...{ ColumnName: name, DataType: 'JSON', StringEncoding: 'UTF-8' },
        ...(name.endsWith('Tags') ? { ProviderTagPrefixes: ['tokenward/'] } : {}),
      };
    case 'text':
      return { ColumnName: name, DataType: 'STRING', StringEncoding: 'UTF-8' };
  }
}

function moment(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}
