import type { Pool } from 'pg';
import type { AdmittedCall, CallRecord } from '../../domain/usage/call-record.ts';
import type { TokenUsage } from '../../domain/usage/token-usage.ts';
import type { CallsPage, UsageFilter } from '../../ports/usage-store.ts';
import { wholeAdmission } from '../journal/spoken-members.ts';
import { bucketColumns, type CallColumn, callColumns } from './call-columns.ts';
import { filterConditions, newParameters } from './filter-conditions.ts';

/** A call as it is selected: the members of the record, the buckets beside them. */
type CallRow = Omit<CallRecord, 'usage'> & TokenUsage;

const selectedCall = [
  `call_id as "callId"`,
  `${milliseconds('admitted_at')} as "admittedAtMs"`,
  ...callColumns.map((column) => `${selectedAs(column)} as "${column.member}"`),
  ...bucketColumns.map(({ member, column }) => `${column}::float8 as "${member}"`),
].join(', ');

/** One settled call; its id tells the partition. */
export async function readCall(pool: Pool, callId: string): Promise<CallRecord | undefined> {
  if (!isUuid(callId)) return undefined;
  const { rows } = await pool.query<CallRow>(
    `select ${selectedCall} from tokenward.calls
     where admitted_at = tokenward.uuid_time($1::uuid) and call_id = $1::uuid`,
    [callId],
  );
  const [row] = rows;
  return row === undefined ? undefined : fromRowCall(row);
}

/** A page of settled calls, newest first; a page never misses or repeats a call that was there when the first was read. */
export async function readCalls(
  pool: Pool,
  filter: UsageFilter,
  { limit, afterId }: { readonly limit: number; readonly afterId: string | null },
): Promise<CallsPage> {
  if (afterId !== null && !isUuid(afterId)) throw new RangeError('a page of calls begins after a call id');
  const parameters = newParameters();
  const { place } = parameters;
  const conditions = [
    `admitted_at >= to_timestamp(${place(filter.fromMs)}::float8 / 1000)`,
    `admitted_at < to_timestamp(${place(filter.toMs)}::float8 / 1000)`,
    ...filterConditions(filter, parameters),
    ...(afterId === null ? [] : [olderThan(place(afterId))]),
  ];
  const { rows } = await pool.query<CallRow>(
    `select ${selectedCall} from tokenward.calls where ${conditions.join(' and ')}
     order by admitted_at desc, call_id desc limit ${place(limit + 1)}`,
    [...parameters.values],
  );
  const calls = rows.slice(0, limit).map(fromRowCall);
  return { calls, nextAfterId: rows.length > limit ? (calls.at(-1)?.callId ?? null) : null };
}

/** Calls that are admitted and not settled, the oldest first. */
export async function readOpenCalls(pool: Pool, limit: number): Promise<readonly AdmittedCall[]> {
  const { rows } = await pool.query<{ line: AdmittedCall }>(
    'select line from tokenward.call_open order by admitted_at, call_id limit $1',
    [limit],
  );
  return rows.map(({ line }) => wholeAdmission(line));
}

/** The first condition lets the partitions of younger months be left out. */
function olderThan(place: string): string {
  return `admitted_at <= tokenward.uuid_time(${place}::uuid)
    and (admitted_at, call_id) < (tokenward.uuid_time(${place}::uuid), ${place}::uuid)`;
}

function selectedAs({ column, kind }: CallColumn): string {
  if (kind === 'time') return milliseconds(column);
  if (kind === 'count') return `${column}::float8`;
  return kind === 'money' ? `${column}::text` : column;
}

function milliseconds(column: string): string {
  return `round(extract(epoch from ${column}) * 1000)::float8`;
}

function fromRowCall(row: CallRow): CallRecord {
  const {
    inputUncachedTokens,
    inputCacheReadTokens,
    inputCacheWrite5mTokens,
    inputCacheWrite1hTokens,
    inputCacheWriteUnknownTokens,
    outputVisibleTokens,
    outputReasoningTokens,
    ...call
  } = row;
  return {
    ...call,
    usage: {
      inputUncachedTokens,
      inputCacheReadTokens,
      inputCacheWrite5mTokens,
      inputCacheWrite1hTokens,
      inputCacheWriteUnknownTokens,
      outputVisibleTokens,
      outputReasoningTokens,
    },
  };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
