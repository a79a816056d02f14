import type { Pool } from 'pg';
import type { NamedIds, NamedNoun, NameReach, Names } from '../../ports/directory-store.ts';

/** What these ids are called, in one statement; people as far as the reach goes, archived ones too. */
export async function readNames(pool: Pool, wanted: NamedIds, reach: NameReach): Promise<Names> {
  const idsOf = (noun: NamedNoun) => wanted.find((each) => each.noun === noun)?.ids ?? [];
  const { rows } = await pool.query<{ noun: NamedNoun; id: string; name: string }>(
    `select 'person' as noun, id, name from tokenward.person
       where id = any ($1) and ($7::text[] is null or team_id = any ($7) or id = $8)
     union all select 'service_account', id, name from tokenward.service_account where id = any ($2)
     union all select 'team', id, name from tokenward.team where id = any ($3)
     union all select 'project', id, name from tokenward.project where id = any ($4)
     union all select 'use_case', id, name from tokenward.use_case where id = any ($5)
     union all select 'envelope', id, name from tokenward.budget_envelope where id = any ($6)`,
    [
      ...[idsOf('person'), idsOf('service_account'), idsOf('team'), idsOf('project')],
      ...[idsOf('use_case'), idsOf('envelope'), reach.teamIds, reach.selfId],
    ],
  );
  const byNoun = Map.groupBy(rows, ({ noun }) => noun);
  return Object.fromEntries(
    [...byNoun].map(([noun, named]) => [noun, Object.fromEntries(named.map(({ id, name }) => [id, name]))]),
  );
}
