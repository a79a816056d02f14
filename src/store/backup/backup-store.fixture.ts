import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';

/** A small schema with everything that makes a restore hard: circular references, partitions, triggers, identities, generated columns. */
const migration = `
create table tokenward.purse (
  id bigint generated always as identity primary key,
  balance bigint not null,
  last_entry_id uuid
);
create table tokenward.entry (
  id uuid primary key default gen_random_uuid(),
  purse_id bigint not null references tokenward.purse deferrable initially deferred,
  corrects uuid references tokenward.entry,
  amount bigint not null
);
alter table tokenward.purse add constraint purse_last_entry foreign key (last_entry_id) references tokenward.entry;
create table tokenward.oddity (
  id int primary key,
  words text, bytes bytea, document jsonb, exact numeric, inexact double precision,
  at timestamptz, span interval, list text[],
  twice int generated always as (id * 2) stored
);
create table tokenward.event (at timestamptz not null, id bigint not null, primary key (at, id)) partition by range (at);
create table tokenward.event_default partition of tokenward.event default;
create sequence tokenward.ticket;
create table tokenward.head (only_row boolean primary key default true, height bigint not null);
insert into tokenward.head (height) values (0);
create function tokenward.refuse() returns trigger language plpgsql as $$ begin raise exception 'append-only'; end $$;
create trigger entry_is_append_only before update or delete or truncate on tokenward.entry
  for each statement execute function tokenward.refuse();
create function tokenward.count_up() returns trigger language plpgsql as
  $$ begin update tokenward.head set height = height + 1; return null; end $$;
create trigger event_is_counted after insert on tokenward.event for each row execute function tokenward.count_up();
`;

export type BackupFolders = {
  readonly migrations: string;
  readonly path: (name: string) => string;
  readonly remove: () => Promise<void>;
};

export async function makeBackupFolders(): Promise<BackupFolders> {
  const folder = await mkdtemp(join(tmpdir(), 'tokenward-backup-'));
  await writeFile(join(folder, '0001-purses.sql'), migration);
  return {
    migrations: folder,
    path: (name) => join(folder, name),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Rows that break a careless copy: separators, nulls that look like text, the ends of each type's range. */
export async function fillStore(pool: Pool): Promise<void> {
  await pool.query(`
    create table tokenward.event_2026_11 partition of tokenward.event
      for values from ('2026-11-01 00:00:00+00') to ('2026-12-01 00:00:00+00');
    insert into tokenward.event values ('2026-11-21 12:00:00+00', 1), ('2031-01-01 00:00:00+00', 2);
    insert into tokenward.purse (balance) values (0), (0);
    insert into tokenward.entry (purse_id, amount) values (1, 9223372036854775807), (2, -1);
    insert into tokenward.entry (purse_id, corrects, amount) select 2, id, 5 from tokenward.entry where amount = -1;
    update tokenward.purse set last_entry_id = (select id from tokenward.entry where amount = 5) where id = 2;
    select nextval('tokenward.ticket'), nextval('tokenward.ticket')`);
  await pool.query(
    `insert into tokenward.oddity (id, words, bytes, document, exact, inexact, at, span, list) values
       (1, $1, $2, $3, 12345678901234567890.000000001, 0.1, '-infinity', '1 mon -2 days', $4),
       (2, '\\N', '', 'null', 'NaN', '-Infinity', '2026-11-21 12:00:00.123456+00', null, '{}'),
       (3, '\\.', null, null, null, null, 'infinity', null, null)`,
    [
      'tab\tline\nback\\slash\r"quote" \u{1F512} é',
      Buffer.from([0, 255, 10, 92]),
      '{"a": ["\\n", 1e100]}',
      ['a,b', '"', ''],
    ],
  );
}

/** Every row of every table as text, in one order: two stores with one answer hold the same. */
export async function readEverything(pool: Pool): Promise<Record<string, unknown>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
      where c.relnamespace = 'tokenward'::regnamespace and c.relkind in ('r', 'p') and c.relname !~ 'schema_migration'
      order by 1`,
  );
  const contents: Record<string, unknown> = {};
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t order by 1`);
    contents[name] = rows.map(({ row }) => row);
  }
  return contents;
}
