import type { ClientBase } from 'pg';

/** How large the organisation is made, around the few rows of the sample that it grows out of. */
export type OrganisationSize = {
  readonly calls: number;
  readonly people: number;
  readonly teams: number;
  readonly useCases: number;
  readonly auditEvents: number;
  readonly outcomes: number;
};

/** The sample's own, counted in. */
const SAMPLE = { people: 8, teams: 4, useCases: 13 } as const;

/**
 * Cost centres, teams, people with keys, projects, use cases and envelopes. Each row is one of the sample's under another name,
 * so that it has whatever such a row needs. Leaves lists in the schema `planted`, by number, for what is planted on them.
 */
export async function plantDirectory(client: ClientBase, { people, teams, useCases }: OrganisationSize): Promise<void> {
  for (const statement of [
    'drop schema if exists planted cascade',
    'create schema planted',
    copies('cost_centre', 'cc-100', 12, `'id', 'centre-' || n, 'name', 'Centre ' || n`),
    copies(
      'team',
      'analytics',
      teams - SAMPLE.teams,
      `'id', 'team-' || n, 'name', 'Team ' || n, 'cost_centre', 'centre-' || 1 + n % 12`,
    ),
    numbered('team', 'id, cost_centre', 'tokenward.team'),
    copies(
      'person',
      'omar',
      people - SAMPLE.people,
      `'id', 'person-' || n, 'name', 'Person ' || n, 'email', 'person-' || n || '@example.com',
       'team_id', (select id from planted.team t where t.position = n % ${teams})`,
    ),
    `insert into tokenward.project select (jsonb_populate_record(null::tokenward.project, to_jsonb(model) || jsonb_build_object('id', 'work-of-' || t.id,
       'name', 'Work of ' || t.id, 'team_id', t.id, 'cost_centre', t.cost_centre))).*
     from (select * from tokenward.project limit 1) as model, planted.team t`,
    `insert into tokenward.api_key select (jsonb_populate_record(null::tokenward.api_key, to_jsonb(model) || jsonb_build_object('id', gen_random_uuid(),
       'name', 'Key of ' || p.id, 'digest', md5(p.id) || md5('of ' || p.id), 'owner_person_id', p.id, 'team_id', p.team_id,
       'managed_by', 'api'))).*
     from (select * from tokenward.api_key where owner_person_id = 'sam' limit 1) as model, tokenward.person p`,
    `create table planted.person as
       select row_number() over (order by p.id like 'person-%', length(p.id), p.id) - 1 as position, p.id, p.team_id,
         'work-of-' || p.team_id as project_id, t.cost_centre,
         (select max(id) from tokenward.api_key k where k.owner_person_id = p.id and k.managed_by = 'api') as key_id
       from tokenward.person p join planted.team t on t.id = p.team_id`,
    copies('use_case', 'drafting', useCases - SAMPLE.useCases, `'id', 'use-' || n, 'name', 'Use ' || n`),
    numbered('use_case', 'id, tier', 'tokenward.use_case'),
    `create table planted.model as select row_number() over (order by id) - 1 as position, id,
         (select max(p.id) from tokenward.price p where p.price_key = model.price_key) as price_id from tokenward.model
       where faces ? 'openai-chat' or faces ? 'anthropic-messages' order by id limit 12`,
    `create table planted.asset as select row_number() over (order by id) - 1 as position, id from tokenward.library_asset`,
    `insert into tokenward.budget_envelope select (jsonb_populate_record(null::tokenward.budget_envelope, to_jsonb(model) || jsonb_build_object('id', 'of-' || t.id,
       'name', 'Month of ' || t.id, 'lane', null, 'team_id', t.id, 'hard_cap', 2000000000000))).*
     from (select * from tokenward.budget_envelope where id = 'production') as model, planted.team t`,
    `insert into tokenward.budget_envelope select (jsonb_populate_record(null::tokenward.budget_envelope, to_jsonb(model) || jsonb_build_object('id', 'of-' || u.id,
       'name', 'Month of ' || u.id, 'lane', null, 'use_case_id', u.id, 'hard_cap', 2000000000000))).*
     from (select * from tokenward.budget_envelope where id = 'production') as model, planted.use_case u`,
    `update tokenward.snapshot_version set version = version + 1`,
  ])
    await client.query(statement);
}

/** As many rows as `count` like the row `from`, with members of their own by the number `n`. */
function copies(table: string, from: string, count: number, members: string): string {
  return `insert into tokenward.${table}
    select (jsonb_populate_record(null::tokenward.${table}, to_jsonb(model) || jsonb_build_object('managed_by', 'api', ${members}))).*
    from (select * from tokenward.${table} where id = '${from}') as model, generate_series(1, ${count}) as n`;
}

function numbered(table: string, columns: string, from: string): string {
  return `create table planted.${table} as select row_number() over (order by id) - 1 as position, ${columns} from ${from}`;
}
