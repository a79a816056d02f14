import type { Buffer } from 'node:buffer';
import type { ClientBase, Pool } from 'pg';
import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import type { CallFingerprint } from '../../domain/similarity/fingerprint.ts';
import { joinSketches, type KeptSketch } from '../../domain/similarity/sketch.ts';
import { inTransaction } from '../connection/in-transaction.ts';
import { fromRowSketch, toRowSketch } from './sketch-column.ts';

const limits = { statementTimeoutMs: 20_000, lockTimeoutMs: 10_000, timeoutMs: 30_000 };
/** One of all gateways writes at a time, so that no two join the sketch of one task at once. */
const WRITER_LOCK = 7_305_501;

/** Keeps a batch, all of it or nothing. Calls whose task the store has linked elsewhere meanwhile are told in that one. */
export async function keepFingerprints(pool: Pool, batch: readonly CallFingerprint[]): Promise<void> {
  if (batch.length === 0) return;
  await inTransaction(pool, limits, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [WRITER_LOCK]);
    const tasks = await readTaskIds(client, batch);
    await keepShapes(client, batch);
    await keepUses(client, batch);
    await keepDrift(client, batch);
    await keepTaskSketches(client, batch, tasks);
  });
}

/** By the primary key, within the partitions of the batch. A call that has not arrived keeps the task its gateway gave it. */
async function readTaskIds(
  client: ClientBase,
  batch: readonly CallFingerprint[],
): Promise<ReadonlyMap<string, string>> {
  const times = batch.map(({ atMs }) => atMs);
  const { rows } = await client.query<{ call_id: string; task_id: string }>(
    `select call_id, task_id from tokenward.calls where call_id = any($1) and task_id is not null
       and admitted_at >= to_timestamp($2::float8 / 1000) and admitted_at < to_timestamp($3::float8 / 1000)`,
    [batch.map(({ callId }) => callId), Math.min(...times) - 1, Math.max(...times) + 1],
  );
  return new Map(rows.map((row) => [row.call_id, row.task_id]));
}

/** A shape that is there is only seen again. */
async function keepShapes(client: ClientBase, batch: readonly CallFingerprint[]): Promise<void> {
  const rows = batch.flatMap(({ prompts, atMs }) =>
    prompts.map(({ digest, role, sketch, shingles }) => ({
      ...{ id: digest, role, shingles, at: new Date(atMs).toISOString() },
      sketch: `\\x${toRowSketch(sketch).toString('hex')}`,
    })),
  );
  await client.query(
    `insert into tokenward.prompt_shape as kept (id, role, sketch, shingles, first_seen_at, last_seen_at)
     select distinct on (id) id, role, sketch::bytea, shingles, at, max(at) over (partition by id)
     from jsonb_to_recordset($1) as shape (id text, role text, sketch text, shingles integer, at timestamptz)
     order by id, at
     on conflict (id) do update set last_seen_at = greatest(kept.last_seen_at, excluded.last_seen_at)`,
    [JSON.stringify(rows)],
  );
}

/** A day's calls of one owner are counted in one row. */
async function keepUses(client: ClientBase, batch: readonly CallFingerprint[]): Promise<void> {
  const rows = batch.flatMap((one) =>
    one.prompts.map(({ digest }) => ({
      ...{ shape_id: digest, at: new Date(one.atMs).toISOString(), ...rowOwner(one.owner) },
      ...{ team_id: one.teamId ?? '', use_case_id: one.useCaseId, asset_id: one.template?.assetId ?? '' },
    })),
  );
  await client.query(
    `insert into tokenward.prompt_use as kept (shape_id, day, owner_kind, owner_id, team_id, use_case_id, asset_id, calls)
     select shape_id, (at at time zone 'UTC')::date, owner_kind, owner_id, team_id, use_case_id, asset_id, count(*)
     from jsonb_to_recordset($1) as told (shape_id text, at timestamptz, owner_kind text, owner_id text, team_id text,
       use_case_id text, asset_id text)
     group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
     on conflict (shape_id, day, owner_kind, owner_id, team_id, use_case_id, asset_id)
       do update set calls = kept.calls + excluded.calls`,
    [JSON.stringify(rows)],
  );
}

/** Counts by tenths, of nobody in particular. */
async function keepDrift(client: ClientBase, batch: readonly CallFingerprint[]): Promise<void> {
  const rows = batch.flatMap(({ template, atMs, teamId }) =>
    template === null
      ? []
      : [
          {
            ...{ at: new Date(atMs).toISOString(), asset_id: template.assetId, version: template.version },
            ...{ team_id: teamId ?? '', use: template.use, kept_tenths: template.keptTenths },
          },
        ],
  );
  await client.query(
    `insert into tokenward.template_drift as kept (day, asset_id, version, team_id, use, kept_tenths, calls)
     select (at at time zone 'UTC')::date, asset_id, version, team_id, use, kept_tenths, count(*)
     from jsonb_to_recordset($1) as told (at timestamptz, asset_id text, version integer, team_id text, use text,
       kept_tenths smallint)
     group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
     on conflict (day, asset_id, version, team_id, use, kept_tenths) do update set calls = kept.calls + excluded.calls`,
    [JSON.stringify(rows)],
  );
}

type TaskSketch = KeptSketch & {
  readonly owner: KeyOwner;
  readonly taskId: string;
  readonly useCaseId: string;
  readonly firstMs: number;
  readonly lastMs: number;
};

async function keepTaskSketches(
  client: ClientBase,
  batch: readonly CallFingerprint[],
  taskIds: ReadonlyMap<string, string>,
): Promise<void> {
  const told = new Map<string, TaskSketch>();
  const tell = (one: TaskSketch): void => {
    const name = nameOf(one);
    const there = told.get(name);
    told.set(name, there === undefined ? one : joined(there, one));
  };
  for (const { callId, owner, taskId, useCaseId, atMs, question } of batch) {
    const known = taskIds.get(callId) ?? taskId;
    if (known === null || question === null) continue;
    tell({ ...question, owner, taskId: known, useCaseId, firstMs: atMs, lastMs: atMs });
  }
  const rows = [...told.values()];
  for (const kept of await readTaskSketches(client, rows)) {
    const now = told.get(nameOf(kept));
    if (now !== undefined) told.set(nameOf(kept), joined(kept, now));
  }
  await writeTaskSketches(client, [...told.values()]);
}

function joined(one: TaskSketch, other: TaskSketch): TaskSketch {
  const times = { firstMs: Math.min(one.firstMs, other.firstMs), lastMs: Math.max(one.lastMs, other.lastMs) };
  return { ...one, ...joinSketches(one, other), ...times };
}

type TaskSketchRow = {
  readonly owner_kind: KeyOwner['kind'];
  readonly owner_id: string;
  readonly task_id: string;
  readonly use_case_id: string;
  readonly sketch: Buffer;
  readonly shingles: number;
  readonly first_at: Date;
  readonly last_at: Date;
};

/** By the primary key. The writers' lock keeps others from joining at the same time. */
async function readTaskSketches(client: ClientBase, tasks: readonly TaskSketch[]): Promise<readonly TaskSketch[]> {
  const keys = tasks.map(({ owner, taskId }) => ({ ...rowOwner(owner), task_id: taskId }));
  const { rows } = await client.query<TaskSketchRow>(
    `select kept.* from tokenward.task_sketch kept
     join jsonb_to_recordset($1) as wanted (owner_kind text, owner_id text, task_id text)
       using (owner_kind, owner_id, task_id)`,
    [JSON.stringify(keys)],
  );
  return rows.map((row) => ({
    owner: ownerOf(row),
    taskId: row.task_id,
    useCaseId: row.use_case_id,
    sketch: fromRowSketch(row.sketch),
    shingles: row.shingles,
    firstMs: row.first_at.getTime(),
    lastMs: row.last_at.getTime(),
  }));
}

/** What changed is to be compared again. */
async function writeTaskSketches(client: ClientBase, tasks: readonly TaskSketch[]): Promise<void> {
  const rows = tasks.map((task) => ({
    ...{ ...rowOwner(task.owner), task_id: task.taskId, use_case_id: task.useCaseId, shingles: task.shingles },
    ...{ first_at: new Date(task.firstMs).toISOString(), last_at: new Date(task.lastMs).toISOString() },
    sketch: `\\x${toRowSketch(task.sketch).toString('hex')}`,
  }));
  await client.query(
    `insert into tokenward.task_sketch
       (owner_kind, owner_id, task_id, use_case_id, sketch, shingles, first_at, last_at)
     select owner_kind, owner_id, task_id, use_case_id, sketch::bytea, shingles, first_at, last_at
     from jsonb_to_recordset($1) as told (owner_kind text, owner_id text, task_id text, use_case_id text, sketch text,
       shingles integer, first_at timestamptz, last_at timestamptz)
     order by 1, 2, 3
     on conflict (owner_kind, owner_id, task_id) do update set sketch = excluded.sketch, shingles = excluded.shingles,
       first_at = excluded.first_at, last_at = excluded.last_at, is_compared = false`,
    [JSON.stringify(rows)],
  );
}

export function rowOwner(owner: KeyOwner): { readonly owner_kind: KeyOwner['kind']; readonly owner_id: string } {
  switch (owner.kind) {
    case 'person':
      return { owner_kind: owner.kind, owner_id: owner.personId };
    case 'service_account':
      return { owner_kind: owner.kind, owner_id: owner.serviceAccountId };
  }
}

export function ownerOf(row: { readonly owner_kind: KeyOwner['kind']; readonly owner_id: string }): KeyOwner {
  switch (row.owner_kind) {
    case 'person':
      return { kind: 'person', personId: row.owner_id };
    case 'service_account':
      return { kind: 'service_account', serviceAccountId: row.owner_id };
  }
}

function nameOf({ owner, taskId }: Pick<TaskSketch, 'owner' | 'taskId'>): string {
  const { owner_kind: kind, owner_id: id } = rowOwner(owner);
  return JSON.stringify([kind, id, taskId]);
}
