import type { ClientBase, Pool } from 'pg';
import type { ParameterValues } from '../../domain/library/fill-template.ts';
import type { WorkflowWork } from '../../domain/library/workflow.ts';
import type { WorkflowResult } from '../../ports/workflow-desk.ts';
import { inTransaction } from '../connection/in-transaction.ts';

export type ViewWork = Extract<WorkflowWork, { kind: 'sql' }>;
export type ViewRules = { readonly pool: Pool; readonly views: ReadonlySet<string> };

type Cell = string | number | boolean | bigint | Date | object | null;
type Row = Readonly<Record<string, Cell>>;

/** Of all rows together: an answer is text that somebody reads. */
const TEXT_CHARACTERS_MAX = 100_000;
const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * Reads rows of a view of the allow-list, in a transaction that can write nothing. Values are bound; names are checked here
 * again, whatever was checked when they were registered.
 */
export async function readView(
  { pool, views }: ViewRules,
  work: ViewWork,
  values: ParameterValues,
): Promise<WorkflowResult> {
  const [schema = '', view = ''] = work.view.split('.');
  const names = [schema, view, ...work.columns, ...work.where.map(({ column }) => column), work.orderBy ?? 'x'];
  if (!views.has(work.view) || HOUSE.has(schema) || !names.every((name) => NAME.test(name)))
    return failed('its view is not allowed here.', `${work.view} is not among workflows.views`);
  const limits = {
    statementTimeoutMs: work.timeoutMs,
    lockTimeoutMs: work.timeoutMs,
    timeoutMs: work.timeoutMs + 1_000,
  };
  try {
    const rows = await inTransaction(pool, { ...limits, readOnlySnapshot: true }, async (client) => {
      if (!(await isView(client, { schema, view }))) return null;
      return selectRows(client, work, { schema, view, values });
    });
    if (rows === null) return failed('its view is not there.', `${work.view} is no view that can be read`);
    return { kind: 'done', text: write(work, rows) };
  } catch (error) {
    return failed(
      'its view could not be read with these parameters.',
      error instanceof Error ? error.message : String(error),
    );
  }
}

/** What holds the house's own rows is read by the house alone. */
const HOUSE: ReadonlySet<string> = new Set(['tokenward', 'pg_catalog', 'information_schema']);

type Place = { readonly schema: string; readonly view: string };

/** A table is not a view: whoever made the view chose what may be seen. */
async function isView(client: ClientBase, { schema, view }: Place): Promise<boolean> {
  const { rows } = await client.query(
    `select from pg_catalog.pg_class class join pg_catalog.pg_namespace space on space.oid = class.relnamespace
     where space.nspname = $1 and class.relname = $2 and class.relkind in ('v', 'm')`,
    [schema, view],
  );
  return rows.length === 1;
}

/** One row more than may be shown, to know that there are more. Ordered, so that the same rows are the same answer. */
async function selectRows(
  client: ClientBase,
  { columns, where, orderBy, rowsMax }: ViewWork,
  { schema, view, values }: Place & { readonly values: ParameterValues },
): Promise<readonly Row[]> {
  const conditions = where.map(({ column }, at) => `"${column}" = $${at + 1}`);
  const order = [...(orderBy === null ? [] : [orderBy]), ...columns.filter((column) => column !== orderBy)];
  const { rows } = await client.query<Row>(
    `select ${columns.map(quoted).join(', ')} from "${schema}"."${view}"
     ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`}
     order by ${order.map(quoted).join(', ')} limit ${Math.trunc(rowsMax) + 1}`,
    where.map(({ parameter }) => values.get(parameter) ?? null),
  );
  return rows;
}

function quoted(name: string): string {
  return `"${name}"`;
}

function write({ columns, rowsMax, format }: ViewWork, rows: readonly Row[]): string {
  const shown = rows.slice(0, rowsMax);
  const more = rows.length > rowsMax;
  const text =
    format === 'json'
      ? JSON.stringify({ rows: shown.map((row) => columns.map((column) => plain(row[column] ?? null))), columns, more })
      : tableOf(columns, shown) + (more ? '\n(There are more rows.)' : '');
  return text.length <= TEXT_CHARACTERS_MAX ? text : `${text.slice(0, TEXT_CHARACTERS_MAX)}\n(The rest is too long.)`;
}

function tableOf(columns: readonly string[], rows: readonly Row[]): string {
  if (rows.length === 0) return 'There are no rows.';
  const lines = rows.map((row) => `| ${columns.map((column) => cellOf(row[column] ?? null)).join(' | ')} |`);
  return [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---|').join('')}`, ...lines].join('\n');
}

function cellOf(cell: Cell): string {
  const value = plain(cell);
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}

function plain(cell: Cell): string | number | boolean | object | null {
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'bigint' ? cell.toString() : cell;
}

function failed(why: string, detail: string): WorkflowResult {
  return { kind: 'failed', why, detail };
}
