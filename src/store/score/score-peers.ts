import type { Pool } from 'pg';
import type { ClassPeers, Votes } from '../../domain/score/compare-peers.ts';
import type { Usual } from '../../domain/score/shrink-scores.ts';
import type { KeptPeers } from '../../ports/score-store.ts';

type RowVotes = Readonly<Record<string, readonly [number, number, number]>>;

export function toRowVotes(votes: Votes): RowVotes {
  return Object.fromEntries([...votes].map(([level, { value, cost, tasks }]) => [level, [value, cost, tasks]]));
}

export function fromRowVotes(votes: RowVotes): Votes {
  return new Map(Object.entries(votes).map(([level, [value, cost, tasks]]) => [level, { value, cost, tasks }]));
}

/** The whole book of a period in the place of the one before, in one statement: nobody reads half of it. */
export async function keepPeers(pool: Pool, periodId: string, { book, usual }: KeptPeers): Promise<void> {
  const classes = [...book].map(([level, one]) => ({
    ...{ period_id: periodId, class: level, people: one.people, tasks: one.tasks, middle_from: one.middleFrom },
    ...{ middle_values: one.middleValues, middle_costs: one.middleCosts },
  }));
  const roles = [...usual].map(([role, one]) => ({ period_id: periodId, role_family: role, ...one }));
  await pool.query(
    `with gone as (delete from tokenward.score_class_peers
         where period_id = $1 and class not in (select r ->> 'class' from jsonb_array_elements($2::jsonb) r)),
       past as (delete from tokenward.score_role_usual
         where period_id = $1 and role_family not in (select r ->> 'role_family' from jsonb_array_elements($3::jsonb) r)),
       kept as (insert into tokenward.score_class_peers
         select * from jsonb_populate_recordset(null::tokenward.score_class_peers, $2::jsonb)
         on conflict (period_id, class) do update set people = excluded.people, tasks = excluded.tasks,
           middle_from = excluded.middle_from, middle_values = excluded.middle_values, middle_costs = excluded.middle_costs)
     insert into tokenward.score_role_usual
     select * from jsonb_populate_recordset(null::tokenward.score_role_usual, $3::jsonb)
     on conflict (period_id, role_family) do update set mean = excluded.mean, variance = excluded.variance`,
    [periodId, JSON.stringify(classes), JSON.stringify(roles)],
  );
}

type ClassRow = {
  readonly class: string;
  readonly people: number;
  readonly tasks: bigint;
  readonly middle_from: number;
  readonly middle_values: readonly number[];
  readonly middle_costs: readonly number[];
};

/** By the primary key; some hundred rows. */
export async function readBook(pool: Pool, periodId: string): Promise<ReadonlyMap<string, ClassPeers>> {
  const { rows } = await pool.query<ClassRow>(
    `select class, people, tasks, middle_from, middle_values, middle_costs from tokenward.score_class_peers
     where period_id = $1`,
    [periodId],
  );
  return new Map(
    rows.map((row) => [
      row.class,
      {
        ...{ people: row.people, tasks: Number(row.tasks), middleFrom: row.middle_from },
        ...{ middleValues: row.middle_values, middleCosts: row.middle_costs },
      },
    ]),
  );
}

/** By the primary key; a row for each role family. */
export async function readUsual(pool: Pool, periodId: string): Promise<ReadonlyMap<string, Usual>> {
  const { rows } = await pool.query<Usual & { readonly role_family: string }>(
    'select role_family, mean, variance from tokenward.score_role_usual where period_id = $1',
    [periodId],
  );
  return new Map(rows.map(({ role_family: role, mean, variance }) => [role, { mean, variance }]));
}
