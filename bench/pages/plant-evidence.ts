import type { ClientBase } from 'pg';
import { canonicalJson } from '../../src/domain/audit/canonical-json.ts';
import { SEED_OUTCOME_TYPES } from '../../src/domain/outcome/outcome-type.ts';
import type { OrganisationSize } from './plant-directory.ts';

const EVENTS_AT_ONCE = 5_000;
const CHANGES = ['person.updated', 'team.updated', 'api_key.created', 'envelope.updated', 'exception.granted'] as const;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** What grows beside calls: events of protection and of the audit trail, outcomes with their judgements, budgets, requests. */
export async function plantEvidence(client: ClientBase, size: OrganisationSize, nowMs: number): Promise<void> {
  await client.query(PROTECTION);
  for (const statement of outcomes(size)) await client.query(statement);
  for (const statement of BUDGETS) await client.query(statement);
  for (const statement of REQUESTS) await client.query(statement);
  await plantAudit(client, size.auditEvents, nowMs);
}

/** By the product's own function, so that the chain can be verified. */
async function plantAudit(client: ClientBase, count: number, nowMs: number): Promise<void> {
  for (let from = 0; from < count; from += EVENTS_AT_ONCE) {
    const bodies = Array.from({ length: Math.min(EVENTS_AT_ONCE, count - from) }, (_, at) => {
      const n = from + at;
      const type = CHANGES[n % CHANGES.length] ?? CHANGES[0];
      return canonicalJson({
        atMs: Math.floor(nowMs - YEAR_MS + (YEAR_MS * n) / count),
        actor: { kind: 'person', id: `person-${1 + (n % 400)}`, keyId: null },
        requestId: `planted-${n}`,
        type,
        subject: `${type.split('.')[0]}:planted-${n % 997}`,
        detail: { name: { from: `Planted ${n}`, to: `Planted ${n + 1}` } },
      });
    });
    await client.query('select tokenward.audit_append_all($1::text[])', [bodies]);
  }
}

const PROTECTION = `
  insert into tokenward.protection_event (id, fingerprint, owner, team_id, use_case_id, key_id, session_id, task_id, model_id,
    direction, types, data_class, action, calls, first_at, last_at, first_call_id, last_call_id, policy_version, rules)
  select md5(call_id::text), findings_digest, 'person:' || person_id, team_id, use_case_id, key_id, session_id, task_id, model_id,
    'request', findings, data_class, case when outcome = 'refused' then 'refused' else 'warned' end, 1, admitted_at, admitted_at,
    call_id, call_id, policy_version, decision_rules
  from tokenward.calls where findings_digest is not null`;

function outcomes({ outcomes: count }: OrganisationSize): readonly string[] {
  const type = JSON.stringify(SEED_OUTCOME_TYPES[0]).replaceAll("'", "''");
  return [
    `create table planted.outcome as
       select t.*, least(at + interval '1 day', now()) as claimed
       from (select * from planted.task order by hashint8(n) limit ${count}) t`,
    `insert into tokenward.outcome_event (event_id, outcome_id, kind, at, recorded_at, actor_kind, actor_id, detail)
     select 'claim-' || n, 'outcome-' || n, 'claimed', claimed, claimed, 'person', p.id, jsonb_build_object('personId', p.id, 'type',
       '${type}'::jsonb, 'amount', 1 + n % 4, 'evidenceUrl', null, 'note', 'Planted ' || n, 'teamId', p.team_id, 'useCaseId',
       use_case_id, 'marks', '[]'::jsonb)
     from planted.outcome o join planted.person p on p.position = o.position order by claimed`,
    `insert into tokenward.outcome (id, type_id, type, person_id, team_id, use_case_id, note, marks, amount, claimed_microdollars,
       state, grade, validator_id, claimed_at, recorded_at, verified_at, event_ids, task_owner_kind, task_owner_id, task_id)
     select 'outcome-' || n, 'hours_saved', '${type}'::jsonb, p.id, p.team_id, use_case_id, 'Planted ' || n, '[]', 1 + n % 4,
       (1 + n % 4) * 50000000, case when n % 5 = 0 then 'unproven' else 'counted' end,
       case when n % 5 = 0 then 'E0' else 'E1' end, case when n % 5 > 0 then 'person-' || 1 + (n + 7) % 400 end, claimed, claimed,
       case when n % 5 > 0 then claimed + interval '1 day' end, jsonb_build_array('claim-' || n), 'person', p.id, task_id
     from planted.outcome o join planted.person p on p.position = o.position order by claimed`,
    `insert into tokenward.outcome_task (outcome_id, owner_kind, owner_id, task_id, method, share)
     select id, task_owner_kind, task_owner_id, task_id, 'declared', 1 from tokenward.outcome`,
    `insert into tokenward.outcome_validation (id, outcome_id, kind, claimant_id, validator_id, why, earlier_ids, opened_at, due_at,
       state, decided_at, revision, managed_by, created_at, updated_at, changed_version)
     select 'validation-' || o.id, o.id, 'judge', person_id,
       case when o.validator_id <> person_id then o.validator_id when person_id <> 'tomas' and team_id = 'support' then 'tomas' end,
       'the manager', '[]', claimed_at, claimed_at + interval '7 days', case when o.state = 'counted' then 'attested' else 'open' end,
       case when o.state = 'counted' then verified_at end, 1, 'api', claimed_at, claimed_at, 0
     from tokenward.outcome o where o.state = 'counted' or claimed_at > now() - interval '9 days'`,
  ];
}

/** Accounts of each month with a ledger of some entries a day, as gateways write it. */
const BUDGETS = [
  `select tokenward.budget_open(e.id, (extract(epoch from month) * 1000)::bigint,
     (extract(epoch from month + interval '1 month') * 1000)::bigint)
   from generate_series(date_trunc('month', now(), 'UTC') - interval '11 months', date_trunc('month', now(), 'UTC'), '1 month') month,
     tokenward.budget_envelope e where e.period = 'month' and e.unit = 'nanodollars' order by month`,
  `insert into tokenward.budget_entry (envelope_id, period_start_ms, at, kind, amount, gateway_id)
   select 'of-' || team_id, (extract(epoch from date_trunc('month', hour, 'UTC')) * 1000)::bigint, hour, 'commit', cost, 'planted'
   from (select team_id, date_bin('2 hours', admitted_at, 'epoch') as hour, sum(cost_nanodollars) as cost from tokenward.calls
     where admitted_at >= date_trunc('month', now(), 'UTC') - interval '11 months' group by 1, 2) s where cost > 0 order by hour`,
  `update tokenward.budget_account a set spent = (select coalesce(sum(amount), 0) from tokenward.budget_entry e
     where e.envelope_id = a.envelope_id and e.period_start_ms = a.period_start_ms and e.kind = 'commit')`,
  // Of a gateway that is not heard of again: what it drew is in suspense as soon as the house looks.
  `insert into tokenward.budget_gateway (id, epoch, sequence) values ('gateway-2', 1, 1)`,
  `select tokenward.budget_aim('gateway-2', 1, id, (extract(epoch from date_trunc('month', now(), 'UTC')) * 1000)::bigint,
     18400000000, 1) from tokenward.budget_envelope where id in ('of-team-1', 'production')`,
];

const KEPT = `1, 'api', at, at, 0`;
const REQUESTS = [
  `insert into tokenward.exception (id, kind, reason_code, why, envelope_id, unit, cap, starts_at, ends_at, requester_id, requested_at,
     approver_id, approver_why, state, decided_at, decided_by, ended_at, spent_amount, revision, managed_by, created_at, updated_at, changed_version)
   select 'exception-' || n, 'raise_envelope', 'deadline', 'Planted', 'of-' || p.team_id, 'nanodollars', 5000000000, at,
     at + interval '14 days', p.id, at, 'mara', 'owns the envelope', case when n % 40 = 0 then 'requested' else 'expired' end,
     case when n % 40 > 0 then at end, case when n % 40 > 0 then 'mara' end,
     case when n % 40 > 0 then at + interval '14 days' end, case when n % 40 > 0 then 0 end, ${KEPT}
   from (select n, now() - interval '1 hour' * n * 2 as at from generate_series(1, 4000) n) s
   join planted.person p on p.position = n % 400 and p.id <> 'mara'`,
  `insert into tokenward.report (id, about, words, reporter_kind, reporter_id, unnamed, state, revision, managed_by, created_at,
     updated_at, changed_version)
   select 'report-' || n, 'mistake', 'Planted report ' || n, 'person', 'person-' || 1 + n % 400, n % 2 = 0, 'received', ${KEPT}
   from (select n, now() - interval '1 hour' * n as at from generate_series(1, 500) n) s`,
  `insert into tokenward.record_look (id, person_id, looker_kind, looker_id, what, why, looked_at)
   select gen_random_uuid(), p.id, 'person', 'ruth', 'usage', 'Planted', now() - interval '1 hour' * n
   from generate_series(1, 20000) n join planted.person p on p.position = n % 400`,
];
