import type { Pool } from 'pg';
import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import type { TaskCall, TaskKey } from '../../domain/task/task-call.ts';
import type { TokenUsage } from '../../domain/usage/token-usage.ts';
import type { TaskCalls } from '../../ports/task-store.ts';
import { bucketColumns } from '../usage/call-columns.ts';
import { ownerId, ownerOf } from './task-columns.ts';

type CallRow = Omit<TaskCall, 'usage'> & TokenUsage & { readonly position: number };

const milliseconds = (column: string): string => `round(extract(epoch from c.${column}) * 1000)::float8`;

const selected = [
  'c.call_id as "callId"',
  `${milliseconds('admitted_at')} as "admittedAtMs"`,
  `${milliseconds('settled_at')} as "settledAtMs"`,
  'c.team_id as "teamId", c.lane, c.use_case_id as "useCaseId", c.model_id as "modelId", c.template_id as "templateId"',
  'c.conversation_hash as "conversationHash", c.prefix_hashes as "prefixHashes", c.face',
  'c.tool_count::float8 as "toolCount", c.difficulty, c.data_class as "dataClass", c.outcome, c.attempts',
  'c.repeats::float8 as repeats, c.usage_basis as "usageBasis", c.cost_nanodollars::text as "costNanodollars"',
  'c.route_saving_nanodollars::text as "routeSavingNanodollars"',
  'c.avoided_cost_nanodollars::text as "avoidedCostNanodollars", c.answered_by as "answeredBy"',
  ...bucketColumns.map(({ member, column }) => `c.${column}::float8 as "${member}"`),
].join(', ');

/** The newest calls of each task by the index on tasks, given oldest first; what is only compared with a call is none of them. */
export async function readTaskCalls(
  pool: Pool,
  keys: readonly TaskKey[],
  { fromMs, callsMax }: { readonly fromMs: number; readonly callsMax: number },
): Promise<readonly TaskCalls[]> {
  if (keys.length === 0) return [];
  const { rows } = await pool.query<CallRow>(
    `select k.position::float8 as position, ${selected}
     from unnest($1::text[], $2::text[], $3::text[]) with ordinality as k(owner_kind, owner_id, task_id, position)
     cross join lateral (
       select * from tokenward.calls c
       where c.task_id = k.task_id and c.admitted_at >= to_timestamp($4::float8 / 1000) and c.shadow_of is null
         and case k.owner_kind when 'person' then c.person_id else c.service_account_id end = k.owner_id
       order by c.admitted_at desc, c.call_id desc limit $5) c
     order by k.position, c.admitted_at, c.call_id`,
    [
      keys.map(({ owner }) => owner.kind),
      keys.map(({ owner }) => ownerId(owner)),
      keys.map(({ taskId }) => taskId),
      ...[fromMs, callsMax + 1],
    ],
  );
  const groups = Map.groupBy(rows, ({ position }) => position);
  return keys.flatMap((key, index) => {
    const found = groups.get(index + 1) ?? [];
    if (found.length === 0) return [];
    return { key, calls: found.slice(-callsMax).map(fromRowCall), isPartial: found.length > callsMax };
  });
}

/** Whose calls stand under an id, by the same index; a task that many share is found by the first of them. */
export async function readTaskOwners(
  pool: Pool,
  taskId: string,
  { fromMs, limit }: { readonly fromMs: number; readonly limit: number },
): Promise<readonly KeyOwner[]> {
  const { rows } = await pool.query<{ readonly kind: KeyOwner['kind']; readonly id: string }>(
    `select distinct case when person_id is null then 'service_account' else 'person' end as kind,
       coalesce(person_id, service_account_id) as id
     from tokenward.calls
     where task_id = $1 and admitted_at >= to_timestamp($2::float8 / 1000) and shadow_of is null
       and coalesce(person_id, service_account_id) is not null
     order by 1, 2 limit $3`,
    [taskId, fromMs, limit],
  );
  return rows.map(({ kind, id }) => ownerOf(kind, id));
}

function fromRowCall(row: CallRow): TaskCall {
  const {
    position: _position,
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
      ...{ inputUncachedTokens, inputCacheReadTokens, inputCacheWrite5mTokens, inputCacheWrite1hTokens },
      ...{ inputCacheWriteUnknownTokens, outputVisibleTokens, outputReasoningTokens },
    },
  };
}
