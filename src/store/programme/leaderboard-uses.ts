import type { Pool } from 'pg';
import type { OldPlace } from '../../domain/programme/leaderboard.ts';
import type { BoardSums, ImportOrder, OldTeam } from '../../ports/programme-store.ts';

/** One statement for all rows: all of them, or none. The same name and day again takes the place of what was there. */
export async function importUses(pool: Pool, order: ImportOrder): Promise<void> {
  const { uses } = order;
  await pool.query(
    `insert into tokenward.leaderboard_use
       (leaderboard_id, label, day, source, person_id, tokens, cost_nanodollars, imported_by, imported_at)
     select $1, label, day, $2, person_id, tokens, cost, $3, to_timestamp($4::float8 / 1000)
     from unnest($5::text[], $6::date[], $7::text[], $8::numeric[], $9::numeric[]) as told (label, day, person_id, tokens, cost)
     on conflict (leaderboard_id, label, day) do update set
       source = excluded.source, person_id = excluded.person_id, tokens = excluded.tokens,
       cost_nanodollars = excluded.cost_nanodollars, imported_by = excluded.imported_by, imported_at = excluded.imported_at`,
    [
      ...[order.leaderboardId, order.source, order.importedBy, order.importedAtMs],
      uses.map(({ label }) => label),
      uses.map(({ day }) => day),
      uses.map(({ personId }) => personId),
      uses.map(({ tokens }) => String(tokens)),
      uses.map(({ costNanodollars }) => (costNanodollars === null ? null : String(costNanodollars))),
    ],
  );
}

export async function readBoardSums(pool: Pool, leaderboardId: string): Promise<BoardSums> {
  const { rows } = await pool.query<{
    names: string;
    people: string;
    tokens: string;
    from_day: string | null;
    to_day: string | null;
  }>(
    `select count(distinct label)::text as names, count(distinct person_id)::text as people,
       coalesce(sum(tokens), 0)::text as tokens,
       to_char(min(day), 'YYYY-MM-DD') as from_day, to_char(max(day), 'YYYY-MM-DD') as to_day
     from tokenward.leaderboard_use where leaderboard_id = $1`,
    [leaderboardId],
  );
  const [row] = rows;
  return {
    names: Number(row?.names ?? 0),
    knownPeople: Number(row?.people ?? 0),
    tokens: BigInt(row?.tokens ?? '0'),
    fromDay: row?.from_day ?? null,
    toDay: row?.to_day ?? null,
  };
}

/** Names of one person count together; equal sums share a place. */
export async function readOldPlace(
  pool: Pool,
  { leaderboardId, personId }: { readonly leaderboardId: string; readonly personId: string },
): Promise<OldPlace | undefined> {
  const { rows } = await pool.query<{ place: string; of: string; tokens: string }>(
    `select place::text, of::text, tokens::text from (
       select person_id, sum(tokens) as tokens, rank() over (order by sum(tokens) desc) as place, count(*) over () as of
       from tokenward.leaderboard_use where leaderboard_id = $1
       group by person_id, case when person_id is null then label end) ranked
     where person_id = $2`,
    [leaderboardId, personId],
  );
  const [row] = rows;
  return row === undefined ? undefined : { place: Number(row.place), of: Number(row.of), tokens: BigInt(row.tokens) };
}

/** By the team that people are in now. */
export async function readOldTeams(
  pool: Pool,
  { leaderboardId, peopleMin }: { readonly leaderboardId: string; readonly peopleMin: number },
): Promise<readonly OldTeam[]> {
  const { rows } = await pool.query<{ team_id: string; people: string; tokens: string }>(
    `select person.team_id, count(distinct person.id)::text as people, sum(used.tokens)::text as tokens
     from tokenward.leaderboard_use used join tokenward.person on person.id = used.person_id
     where used.leaderboard_id = $1
     group by 1 having count(distinct person.id) >= $2 order by 1`,
    [leaderboardId, peopleMin],
  );
  return rows.map((row) => ({ teamId: row.team_id, people: Number(row.people), tokens: BigInt(row.tokens) }));
}

export async function readBoardsOf(pool: Pool, personId: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ leaderboard_id: string }>(
    'select distinct leaderboard_id from tokenward.leaderboard_use where person_id = $1 order by 1 limit 100',
    [personId],
  );
  return rows.map((row) => row.leaderboard_id);
}
