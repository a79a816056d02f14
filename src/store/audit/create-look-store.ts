import type { Pool } from 'pg';
import type { RecordLook } from '../../domain/audit/record-look.ts';
import type { LookStore } from '../../ports/look-store.ts';

/** Who looked at whose record, on PostgreSQL; nothing of it can be changed. */
export function createLookStore({ pool }: { readonly pool: Pool }): LookStore {
  return {
    record: (looks) => insertLooks(pool, looks),
    of: (personId, within) => readLooks(pool, { personId, ...within }),
  };
}

/** All of them or none. */
async function insertLooks(pool: Pool, looks: readonly RecordLook[]): Promise<void> {
  if (looks.length === 0) return;
  const rows = looks.map(({ id, personId, looker, what, why, lookedAtMs }) => ({
    ...{ id, what, why, person_id: personId, looker_kind: looker.kind, looker_id: looker.id },
    looked_at: new Date(lookedAtMs),
  }));
  await pool.query(
    `insert into tokenward.record_look (id, person_id, looker_kind, looker_id, what, why, looked_at)
     select id, person_id, looker_kind, looker_id, what, why, looked_at
     from jsonb_populate_recordset(null::tokenward.record_look, $1)`,
    [JSON.stringify(rows)],
  );
}

type LookRow = {
  readonly id: string;
  readonly person_id: string;
  readonly looker_kind: RecordLook['looker']['kind'];
  readonly looker_id: string;
  readonly what: string;
  readonly why: string;
  readonly looked_at: Date;
};

/** Newest first. */
async function readLooks(
  pool: Pool,
  asked: { readonly personId: string; readonly fromMs: number; readonly toMs: number; readonly limit: number },
): Promise<readonly RecordLook[]> {
  const { rows } = await pool.query<LookRow>(
    `select id, person_id, looker_kind, looker_id, what, why, looked_at from tokenward.record_look
     where person_id = $1 and looked_at >= to_timestamp($2::float8 / 1000) and looked_at < to_timestamp($3::float8 / 1000)
     order by looked_at desc, id limit $4`,
    [asked.personId, asked.fromMs, asked.toMs, asked.limit],
  );
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    looker: { kind: row.looker_kind, id: row.looker_id },
    what: row.what,
    why: row.why,
    lookedAtMs: row.looked_at.getTime(),
  }));
}
