import { AGREED, addToChargeSums } from '../chargeback/charge-sums.ts';
import { bucketColumns, type CallColumn, callColumns } from '../usage/call-columns.ts';
import { addToSums, SUM_TABLES } from '../usage/sum-statement.ts';

/**
 * The statement that records settled calls: $1 is a JSON array of `CallRecord` lines, $2 the refusal codes that are told
 * to the audit trail one by one. It answers one row.
 *
 *   lines ─▶ first_line ─▶ stored ─┬▶ usage_hourly, usage_daily, charge_hourly
 *               │            ▲     ├▶ conversation_head, task_link
 *               └▶ task ─────┘     └▶ the answer
 *
 * Idempotent: only calls that were not yet in the ledger reach the sums, the heads and the answer. Of two lines of one
 * call the earlier counts. Every table is written in the order of its key, so that two gateways never wait crosswise.
 */
export function settleStatement(): string {
  return `
with recursive line as materialized (
  select l.*, u.*, tokenward.uuid_time(l."callId") as admitted_at,
    coalesce('person:' || l."personId", 'service_account:' || l."serviceAccountId", 'key:' || l."keyId") as owner
  from rows from (json_to_recordset($1::json) as (${recordset(lineMembers())})) with ordinality as l
  cross join lateral json_to_record(l.usage) as u(${recordset(usageMembers())})
),
first_line as materialized (
  select distinct on ("callId") * from line order by "callId", ordinality
),
${taskOfEachLine},
stored as (
  insert into tokenward.calls (call_id, admitted_at, ${columnNames().join(', ')})
  select "callId", admitted_at, ${values().join(', ')}
  from first_line left join task using (ordinality)
  order by admitted_at, "callId"
  on conflict do nothing
  returning *, tableoid = 'tokenward.calls_default'::regclass as in_default
),
hourly as (${addToSums(SUM_TABLES.hourly, 'stored')}),
daily as (${addToSums(SUM_TABLES.daily, 'stored')}),
${AGREED},
charged as (${addToChargeSums('stored')}),
closed as (
  delete from tokenward.call_open where call_id = any (array(select "callId" from first_line))
),
new_line as materialized (
  select first_line.ordinality, first_line.owner, first_line."taskId", first_line."taskSource", stored.*
  from first_line join stored on stored.call_id = first_line."callId"
),
heads as (
  insert into tokenward.conversation_head (owner, hash, task_id, seen_at)
  select distinct on (owner, conversation_hash) owner, conversation_hash, task_id, now() from new_line
  where owner is not null and conversation_hash is not null and task_id is not null
  order by owner, conversation_hash, ordinality
  on conflict do nothing
),
links as (
  insert into tokenward.task_link (owner, task_id, linked_task_id, seen_at)
  select distinct on (owner, "taskId") owner, left("taskId", 512), task_id, now() from new_line
  where "taskSource" = 'new' and task_id <> left("taskId", 512)
  order by owner, "taskId", ordinality
  on conflict do nothing
)
${answer}`;
}

type Member = { readonly member: string; readonly type: string };

// biome-ignore format: a table is read down
const typeInLine: { readonly [K in CallColumn['kind']]: string } = {
  text: 'text', integer: 'integer', count: 'bigint', money: 'bigint',
  fraction: 'double precision', time: 'numeric', flag: 'boolean', json: 'json', list: 'jsonb',
  laterList: 'jsonb', laterCounts: 'jsonb', object: 'jsonb',
};

function lineMembers(): readonly Member[] {
  const members = callColumns.map(({ member, kind }) => ({ member, type: typeInLine[kind] }));
  return [{ member: 'callId', type: 'uuid' }, ...members, { member: 'usage', type: 'json' }];
}

function usageMembers(): readonly Member[] {
  return bucketColumns.map(({ member }) => ({ member, type: 'bigint' }));
}

function recordset(members: readonly Member[]): string {
  return members.map(({ member, type }) => `"${member}" ${type}`).join(', ');
}

function columnNames(): readonly string[] {
  return [...callColumns, ...bucketColumns].map(({ column }) => column);
}

function values(): readonly string[] {
  return [...callColumns.map(valueOfColumn), ...bucketColumns.map(({ member }) => `"${member}"`)];
}

function valueOfColumn({ member, kind }: CallColumn): string {
  if (member === 'taskId') return 'left(coalesce(task.task_id, "taskId"), 512)';
  if (kind === 'text') return `left("${member}", 512)`;
  if (kind === 'laterList') return `coalesce("${member}", '[]')`;
  if (kind === 'laterCounts') return `coalesce("${member}", '{}')`;
  if (kind === 'time') return `to_timestamp("${member}" / 1000.0)`;
  return `"${member}"`;
}

/**
 * Which task a line belongs to where that is not the one it names. A line that began a task (`new`) goes on with the task
 * of the newest prefix that is known: to the store, or from an earlier line of this batch. A line that its gateway put
 * into a task by itself follows that task's first line. Reckoned line after line, so that the cut of batches does not matter.
 * Known heads are looked up one by one (`lateral … limit 1`): a join could scan the whole table where statistics are stale.
 */
const taskOfEachLine = `prefix as (
  select l.ordinality, l.owner, p.hash, p.rank
  from first_line l cross join lateral jsonb_array_elements_text(l."prefixHashes") with ordinality as p(hash, rank)
  where l."taskSource" = 'new' and l.owner is not null
),
batch_head as (
  select owner, "conversationHash" as hash, min(ordinality) as ordinality from first_line
  where owner is not null and "conversationHash" is not null and "taskId" is not null
  group by owner, "conversationHash"
),
follows as (
  (select distinct on (p.ordinality) p.ordinality, known.task_id as known_task_id,
    case when known.task_id is null then earlier.ordinality end as parent
  from prefix p
  left join lateral (
    select task_id from tokenward.conversation_head h where h.owner = p.owner and h.hash = p.hash limit 1
  ) known on true
  left join batch_head earlier on earlier.owner = p.owner and earlier.hash = p.hash and earlier.ordinality < p.ordinality
  where known.task_id is not null or earlier.ordinality is not null
  order by p.ordinality, p.rank)
  union all
  (select l.ordinality, known.linked_task_id, case when known.linked_task_id is null then began.ordinality end
  from first_line l
  left join lateral (
    select linked_task_id from tokenward.task_link k
    where k.owner = l.owner and k.task_id = left(l."taskId", 512) limit 1
  ) known on true
  left join (
    select owner, "taskId", min(ordinality) as ordinality from first_line where "taskSource" = 'new'
    group by owner, "taskId"
  ) began on began.owner = l.owner and began."taskId" = l."taskId" and began.ordinality < l.ordinality
  where l."taskSource" in ('prefix', 'response_id')
    and (known.linked_task_id is not null or began.ordinality is not null))
),
task as (
  select ordinality, coalesce(known_task_id, "taskId") as task_id
  from first_line left join follows using (ordinality) where parent is null
  union all
  select follows.ordinality, task.task_id from follows join task on follows.parent = task.ordinality
)`;

/** `positions`: which lines are new, counted from 1. `stray_months`: months of calls that fell into the default partition. */
const answer = `select
  (select count(*)::integer from line) as lines,
  coalesce(array_agg(ordinality::integer order by ordinality), '{}') as positions,
  (array_agg(call_id order by ordinality))[1] as first_call_id,
  (array_agg(call_id order by ordinality desc))[1] as last_call_id,
  coalesce(array_agg(distinct to_char(admitted_at at time zone 'UTC', 'YYYY-MM')) filter (where in_default), '{}')
    as stray_months,
  coalesce(json_agg(json_build_object(
    'callId', call_id, 'keyId', key_id, 'personId', person_id, 'serviceAccountId', service_account_id,
    'teamId', team_id, 'lane', lane, 'useCaseId', use_case_id, 'tier', tier, 'decision', decision,
    'rules', decision_rules, 'policyVersion', policy_version, 'approverId', approver_id, 'outcome', outcome,
    'errorCode', error_code, 'requestedModel', left(requested_model, 200), 'modelId', model_id,
    'upstreamId', upstream_id
  ) order by ordinality) filter (where (tier = 3 and decision = 'allow')
    or (outcome = 'refused' and error_code = any($2::text[]) and findings_digest is null)), '[]') as governed,
  coalesce(json_agg(json_build_object(
    'callId', call_id, 'keyId', key_id, 'personId', person_id, 'serviceAccountId', service_account_id,
    'teamId', team_id, 'lane', lane, 'useCaseId', use_case_id, 'tier', tier, 'decision', decision,
    'rules', decision_rules, 'policyVersion', policy_version, 'approverId', approver_id, 'outcome', outcome,
    'errorCode', error_code, 'requestedModel', null, 'modelId', model_id, 'upstreamId', upstream_id,
    'sessionId', session_id, 'taskId', task_id, 'admittedAtMs', round(extract(epoch from admitted_at) * 1000),
    'dataClass', data_class, 'findings', findings, 'findingsDigest', findings_digest, 'obligations', obligations,
    'answerFindings', answer_findings, 'answerAction', answer_action
  ) order by ordinality) filter (where findings_digest is not null or answer_action in ('redact', 'block')), '[]')
    as protected
from new_line`;
