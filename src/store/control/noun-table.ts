import { isDeepStrictEqual } from 'node:util';
import type { ClientBase, Pool, QueryResultRow } from 'pg';
import type { ManagedBy, Page, PageRequest, PutResult, Stored } from '../../ports/control-store.ts';
import type { BigintColumn } from './column-values.ts';

/** A noun's table and the translation between its rows and the house's plain data. */
export type NounMapping<Row, Columns extends QueryResultRow> = {
  readonly table: string;
  /** All columns of the noun itself, `id` first. */
  readonly columns: readonly (keyof Columns & string)[];
  readonly toRow: (row: Row) => { readonly [C in keyof Columns]: unknown };
  readonly fromRow: (columns: Columns) => Row;
  /** A condition on a row of the table, where it holds rows besides that are not the noun's. */
  readonly only?: string;
};

export type Put<Row> = {
  readonly row: Row;
  readonly managedBy: ManagedBy;
  readonly expectedRevision: number | null | undefined;
  readonly nowMs: number;
  /** Publishes a new snapshot version; asked for only when something changes. */
  readonly publish: () => Promise<bigint>;
};

export type Queries = Pick<Pool | ClientBase, 'query'>;

/** What can be done with the rows of a noun. */
export type NounTable<Row> = {
  readonly get: (queries: Queries, id: string) => Promise<Stored<Row> | undefined>;
  readonly list: (queries: Queries, page: PageRequest) => Promise<Page<Row>>;
  /** Every row, in the order of the ids. */
  readonly all: (queries: Queries) => Promise<readonly Row[]>;
  readonly put: (client: ClientBase, put: Put<Row>) => Promise<PutResult>;
};

type Bookkeeping = {
  readonly revision: BigintColumn;
  readonly managed_by: ManagedBy;
  readonly created_at: Date;
  readonly updated_at: Date;
};

export function nounTable<Row extends { readonly id: string }, Columns extends QueryResultRow>(
  mapping: NounMapping<Row, Columns>,
): NounTable<Row> {
  const { table, columns, toRow, fromRow, only = 'true' } = mapping;
  const selected = `${columns.join(', ')}, revision, managed_by, created_at, updated_at`;
  const insertion = insertText({ table, columns });
  const change = updateText({ table, columns });

  /** One row by its id. */
  async function get(queries: Queries, id: string): Promise<Stored<Row> | undefined> {
    const { rows } = await queries.query<Columns & Bookkeeping>(
      `select ${selected} from tokenward.${table} where id = $1 and ${only}`,
      [id],
    );
    const [row] = rows;
    return row === undefined ? undefined : stored(row);
  }

  /** Rows in the order of their ids, byte by byte, so that the order is the same on every server. */
  async function list(queries: Queries, { limit, afterId, where, within }: PageRequest): Promise<Page<Row>> {
    const values: (string | readonly string[])[] = [];
    const conditions = Object.entries(where).map(([member, value]) => {
      if (value === null) return `${columnOf(member)} is null`;
      values.push(value);
      return `${columnOf(member)}::text = $${values.length + 2}`;
    });
    const anyOf = within?.map(({ member, ids }) => {
      values.push(ids);
      return `${columnOf(member)}::text = any($${values.length + 2})`;
    });
    if (anyOf !== undefined) conditions.push(`(${['false', ...anyOf].join(' or ')})`);
    const { rows } = await queries.query<Columns & Bookkeeping>(
      `select ${selected} from tokenward.${table}
       where ${[only, `($2::text is null or id collate "C" > $2)`, ...conditions].join(' and ')}
       order by id collate "C" limit $1`,
      [limit + 1, afterId, ...values],
    );
    const page = rows.slice(0, limit).map(stored);
    return { rows: page, nextAfterId: rows.length > limit ? (page.at(-1)?.row.id ?? null) : null };
  }

  /** The whole table: only for nouns of which an organisation has hundreds. */
  async function all(queries: Queries): Promise<readonly Row[]> {
    const { rows } = await queries.query<Columns>(
      `select ${columns.join(', ')} from tokenward.${table} where ${only} order by id collate "C"`,
    );
    return rows.map(fromRow);
  }

  /** Writers of the control plane follow one another (see writeUnit), so the row cannot change between the two statements. */
  async function put(client: ClientBase, { row, managedBy, expectedRevision, nowMs, publish }: Put<Row>) {
    const before = await get(client, row.id);
    if (expectedRevision !== undefined && (before?.revision ?? null) !== expectedRevision) return 'revision_conflict';
    if (before !== undefined && before.managedBy === managedBy && isDeepStrictEqual(before.row, row)) {
      return 'unchanged';
    }
    const values = toRow(row);
    await client.query(before === undefined ? insertion : change, [
      ...columns.map((column) => values[column]),
      managedBy,
      new Date(nowMs),
      (await publish()).toString(),
    ]);
    return before === undefined ? 'inserted' : 'updated';
  }

  function stored(row: Columns & Bookkeeping): Stored<Row> {
    return {
      row: fromRow(row),
      revision: Number(row.revision),
      managedBy: row.managed_by,
      createdAtMs: row.created_at.getTime(),
      updatedAtMs: row.updated_at.getTime(),
    };
  }

  /** Only a column's own name ever gets into the text of a statement. */
  function columnOf(member: string): string {
    const wanted = member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const found = columns.find((column) => column === wanted);
    if (found === undefined) throw new RangeError(`a ${table} has no member ${JSON.stringify(member)} to list by`);
    return found;
  }

  return { get, list, all, put };
}

type Naming = { readonly table: string; readonly columns: readonly string[] };

/** Revision 1; fails where the id is taken. Parameters: the columns, managed_by, now, snapshot version. */
function insertText({ table, columns }: Naming): string {
  const places = columns.map((_, index) => `$${index + 1}`).join(', ');
  const [managedBy, now, version] = [1, 2, 3].map((offset) => `$${columns.length + offset}`);
  return `insert into tokenward.${table}
    (${columns.join(', ')}, managed_by, created_at, updated_at, changed_version, revision)
    values (${places}, ${managedBy}, ${now}, ${now}, ${version}, 1)`;
}

/** The next revision of the row with this id. Parameters as for the insertion. */
function updateText({ table, columns }: Naming): string {
  const [managedBy, now, version] = [1, 2, 3].map((offset) => `$${columns.length + offset}`);
  const settings = columns.map((column, index) => `${column} = $${index + 1}`).slice(1);
  return `update tokenward.${table}
    set ${settings.join(', ')}, managed_by = ${managedBy}, updated_at = ${now}, changed_version = ${version},
      revision = revision + 1
    where id = $1`;
}
