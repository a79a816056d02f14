import type { Pool } from 'pg';
import type {
  ProtectionEvent,
  ProtectionFilter,
  ProtectionPage,
  ProtectionStore,
  TeamProtection,
} from '../../ports/protection-store.ts';
import { newParameters, type Parameters } from '../usage/filter-conditions.ts';

/** Events of protection on PostgreSQL, for reading; they are written where calls are taken in. */
export function createProtectionStore({ pool }: { readonly pool: Pool }): ProtectionStore {
  return {
    events: (filter, page) => readEvents(pool, filter, page),
    countOwners: (useCaseId, atMost) => countOwners(pool, useCaseId, atMost),
    event: (id) => readEvent(pool, id),
    ofTeam: async (asked) => ({ actions: await countActions(pool, asked), types: await countTypes(pool, asked) }),
  };
}

const selected = `id, fingerprint, owner, team_id as "teamId", use_case_id as "useCaseId", key_id as "keyId",
  session_id as "sessionId", task_id as "taskId", model_id as "modelId", direction, types, data_class as "dataClass", action,
  calls::float8 as calls, round(extract(epoch from first_at) * 1000)::float8 as "firstAtMs",
  round(extract(epoch from last_at) * 1000)::float8 as "lastAtMs", first_call_id as "firstCallId",
  last_call_id as "lastCallId", policy_version as "policyVersion", rules`;

async function readEvent(pool: Pool, id: string): Promise<ProtectionEvent | undefined> {
  const { rows } = await pool.query<ProtectionEvent>(
    `select ${selected} from tokenward.protection_event where id = $1`,
    [id],
  );
  return rows[0];
}

/** A page of events by their first call, newest first; a page never misses or repeats one that was there at the first. */
async function readEvents(
  pool: Pool,
  filter: ProtectionFilter,
  { limit, afterId }: { readonly limit: number; readonly afterId: string | null },
): Promise<ProtectionPage> {
  const parameters = newParameters();
  const { place } = parameters;
  const conditions = [
    `first_at >= to_timestamp(${place(filter.fromMs)}::float8 / 1000)`,
    `first_at < to_timestamp(${place(filter.toMs)}::float8 / 1000)`,
    ...conditionsOf(filter, parameters),
    ...(afterId === null ? [] : [olderThan(place(afterId))]),
  ];
  const { rows } = await pool.query<ProtectionEvent>(
    `select ${selected} from tokenward.protection_event where ${conditions.join(' and ')}
     order by first_at desc, id limit ${place(limit + 1)}`,
    [...parameters.values],
  );
  const events = rows.slice(0, limit);
  return { events, nextAfterId: rows.length > limit ? (events.at(-1)?.id ?? null) : null };
}

function conditionsOf(filter: ProtectionFilter, { place }: Parameters): readonly string[] {
  const wanted = [
    ['owner', filter.owner],
    ['team_id', filter.teamId],
    ['use_case_id', filter.useCaseId],
    ['model_id', filter.modelId],
    ['key_id', filter.keyId],
    ['action', filter.action],
    ['direction', filter.direction],
    ['fingerprint', filter.fingerprint],
  ] as const;
  const equal = wanted.flatMap(([column, value]) => (value === undefined ? [] : [`${column} = ${place(value)}`]));
  const within = filter.reach?.kind === 'parts' ? [`use_case_id = any(${place(filter.reach.useCaseIds)})`] : [];
  const ofTier =
    filter.tier === undefined
      ? []
      : [`use_case_id in (select id from tokenward.use_case where tier = ${place(Number(filter.tier))})`];
  return [...equal, ...within, ...ofTier, ...(filter.type === undefined ? [] : [`types ? ${place(filter.type)}`])];
}

/** Stops at so many. */
async function countOwners(pool: Pool, useCaseId: string, atMost: number): Promise<number> {
  const { rows } = await pool.query<{ readonly owners: number }>(
    `select count(*)::float8 as owners from (
       select distinct owner from tokenward.protection_event where use_case_id = $1 limit $2) known`,
    [useCaseId, atMost],
  );
  return rows[0]?.owners ?? 0;
}

function olderThan(place: string): string {
  return `exists (select from tokenward.protection_event last where last.id = ${place}
    and (protection_event.first_at < last.first_at
      or (protection_event.first_at = last.first_at and protection_event.id > last.id)))`;
}

type OfTeam = { readonly teamId: string; readonly fromMs: number; readonly toMs: number };

/** One row for each action that was taken in the team's calls within the time. */
async function countActions(pool: Pool, { teamId, fromMs, toMs }: OfTeam): Promise<TeamProtection['actions']> {
  const { rows } = await pool.query<TeamProtection['actions'][number]>(
    `select action, count(*)::float8 as events from tokenward.protection_event
     where team_id = $1 and first_at >= to_timestamp($2::float8 / 1000) and first_at < to_timestamp($3::float8 / 1000)
     group by action order by action`,
    [teamId, fromMs, toMs],
  );
  return rows;
}

/** The five types that stand in most events of the team's calls within the time; an event can be of several. */
async function countTypes(pool: Pool, { teamId, fromMs, toMs }: OfTeam): Promise<TeamProtection['types']> {
  const { rows } = await pool.query<TeamProtection['types'][number]>(
    `select type, count(*)::float8 as events from tokenward.protection_event, jsonb_object_keys(types) as type
     where team_id = $1 and first_at >= to_timestamp($2::float8 / 1000) and first_at < to_timestamp($3::float8 / 1000)
     group by type order by count(*) desc, type collate "C" limit 5`,
    [teamId, fromMs, toMs],
  );
  return rows;
}
