import type { Pool } from 'pg';
import type { DataClass } from '../../domain/detection/data-class.ts';
import type { Lane } from '../../domain/identity/key-grant.ts';
import type { MediaKind } from '../../domain/policy/policy-facts.ts';
import type { DecidedCalls, DecidedGroup, FineFact, PolicyHistory } from '../../ports/policy-history.ts';

export function createPolicyHistory({ pool }: { readonly pool: Pool }): PolicyHistory {
  return { decidedCalls: (asked) => readDecidedCalls(pool, asked) };
}

type Asked = Parameters<PolicyHistory['decidedCalls']>[0];

type GroupRow = {
  readonly calls: string;
  readonly example_call_ids: readonly string[];
  readonly caller_kind: 'person' | 'service_account';
  readonly caller_id: string | null;
  readonly team_id: string;
  readonly key_id: string | null;
  readonly project_id: string | null;
  readonly lane: Lane;
  readonly use_case_id: string;
  readonly template_id: string | null;
  readonly template_approved: boolean | null;
  readonly declared_data_class: DataClass | null;
  readonly finding_types: readonly string[];
  readonly media: readonly MediaKind[];
  readonly model: string;
  readonly hour: number | null;
  readonly weekday: number | null;
  readonly exception_ids: readonly string[];
};

type SumRow = { readonly calls: string; readonly undecided: string };

/** The model that was asked for, without a use case before its name; what was served says less of the question. */
const ASKED_MODEL = `case when use_case_id is not null and starts_with(requested_model, use_case_id || '/')
  and not exists (select from tokenward.model where model.id = requested_model)
  then substr(requested_model, length(use_case_id) + 2) else coalesce(requested_model, model_id) end`;

/**
 * Settled calls that a policy was asked about, in groups of equal facts, the largest first, and how many there were in
 * all. Reads the partitions of the time alone. Two statements: a call that settles between them is in one count only.
 */
async function readDecidedCalls(pool: Pool, asked: Asked): Promise<DecidedCalls> {
  const range = [new Date(asked.fromMs), new Date(asked.toMs)];
  const sums = await pool.query<SumRow>(
    `select count(*) filter (where data_class is not null)::text as calls,
       count(*) filter (where data_class is null)::text as undecided
     from tokenward.calls where admitted_at >= $1 and admitted_at < $2`,
    range,
  );
  const { rows } = await pool.query<GroupRow>(groupsText(asked.tellApart), [...range, asked.timeZone, asked.groupsMax]);
  const groups = rows.map(fromRowGroup);
  const calls = Number(sums.rows[0]?.calls ?? 0);
  const grouped = groups.reduce((sum, group) => sum + group.calls, 0);
  return {
    groups,
    calls,
    callsLeftOut: Math.max(0, calls - grouped),
    callsUndecided: Number(sums.rows[0]?.undecided ?? 0),
  };
}

/** Facts that nobody asks for stand as constants, so that they part no group. */
function groupsText(tellApart: readonly FineFact[]): string {
  const fine = (fact: FineFact, sql: string, otherwise: string): string => (tellApart.includes(fact) ? sql : otherwise);
  const facts = [
    `case when service_account_id is null then 'person' else 'service_account' end as caller_kind`,
    `${fine('person', 'coalesce(person_id, service_account_id)', 'null::text')} as caller_id`,
    'team_id',
    `${fine('key', 'key_id', 'null::text')} as key_id`,
    `${fine('project', 'project_id', 'null::text')} as project_id`,
    'lane',
    'use_case_id',
    'template_id',
    'template_approved',
    'declared_data_class',
    `array(select jsonb_object_keys(findings) order by 1) as finding_types`,
    'media_kinds as media',
    `${ASKED_MODEL} as model`,
    `${fine('hour', 'extract(hour from admitted_at at time zone $3)::int', 'null::int')} as hour`,
    `${fine('weekday', 'extract(isodow from admitted_at at time zone $3)::int', 'null::int')} as weekday`,
    `${fine('exceptions', 'exception_ids', `'[]'::jsonb`)} as exception_ids`,
  ];
  return `with decided as (
      select call_id, admitted_at, ${facts.join(', ')}
      from tokenward.calls
      -- The zone is a parameter also where no rule asks for the time.
      where admitted_at >= $1 and admitted_at < $2 and data_class is not null and $3::text is not null
        and team_id is not null and lane is not null and use_case_id is not null
    )
    select count(*)::text as calls,
      array[max(call_id::text), min(call_id::text)] as example_call_ids,
      caller_kind, caller_id, team_id, key_id, project_id, lane, use_case_id, template_id, template_approved,
      declared_data_class, finding_types, media, model, hour, weekday, exception_ids
    from decided where model is not null
    group by caller_kind, caller_id, team_id, key_id, project_id, lane, use_case_id, template_id, template_approved,
      declared_data_class, finding_types, media, model, hour, weekday, exception_ids
    order by count(*) desc limit $4`;
}

function fromRowGroup(row: GroupRow): DecidedGroup {
  return {
    calls: Number(row.calls),
    exampleCallIds: [...new Set(row.example_call_ids)],
    callerKind: row.caller_kind,
    callerId: row.caller_id,
    teamId: row.team_id,
    keyId: row.key_id,
    projectId: row.project_id,
    lane: row.lane,
    useCaseId: row.use_case_id,
    templateId: row.template_id,
    templateApproved: row.template_approved,
    declaredDataClass: row.declared_data_class,
    findingTypes: row.finding_types,
    media: row.media,
    modelId: row.model,
    hour: row.hour,
    weekday: row.weekday,
    exceptionIds: row.exception_ids,
  };
}
