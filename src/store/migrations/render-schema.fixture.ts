import type { Pool } from 'pg';

/**
 * The schema as the catalogue of a migrated database tells it, in one spelling on every version of PostgreSQL: tables with
 * their columns, then constraints, indexes, functions and triggers, each in the order of its name.
 */
export async function renderSchema(pool: Pool): Promise<string> {
  const parts = [
    await renderTables(pool),
    await renderIndexes(pool),
    await renderFunctions(pool),
    await renderTriggers(pool),
  ];
  return `${parts.flat().join('\n\n')}\n`;
}

// Made while the program runs, one for each month; and the migrator's own books.
const foreign = `(c.relname ~ '^calls_y[0-9]' or c.relname like 'schema_migration%')`;

async function renderTables(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ text: string }>(`
    select format(E'create table tokenward.%s (\\n%s\\n)%s%s;', c.relname,
      (select string_agg('  ' || line, E',\\n' order by rank, position, line) from (
        select 1 as rank, a.attnum as position, a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
          || case when a.attnotnull then ' not null' else '' end
          || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        union all
        -- PostgreSQL 18 lists not-null constraints as well; the columns say them already.
        select 2, 0, 'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
        from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'
      ) lines),
      case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid)
        when c.relispartition then ' -- partition: ' || pg_get_expr(c.relpartbound, c.oid) else '' end,
      coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '')) as text
    from pg_class c
    where c.relnamespace = 'tokenward'::regnamespace and c.relkind in ('r', 'p') and not ${foreign}
    order by c.relname collate "C"`);
  return rows.map(({ text }) => text);
}

/** Those that no constraint brings along. */
async function renderIndexes(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ text: string }>(`
    select pg_get_indexdef(i.indexrelid) || ';' as text
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
    where c.relnamespace = 'tokenward'::regnamespace and not ${foreign}
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))
    order by x.relname collate "C"`);
  return rows.map(({ text }) => text);
}

async function renderFunctions(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ text: string }>(`
    select trim(trailing E'\\n' from pg_get_functiondef(p.oid)) || ';' as text from pg_proc p
    where p.pronamespace = 'tokenward'::regnamespace order by p.proname collate "C", p.oid`);
  return rows.map(({ text }) => text);
}

async function renderTriggers(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ text: string }>(`
    select pg_get_triggerdef(t.oid) || ';' as text from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'tokenward'::regnamespace and not t.tgisinternal order by t.tgname collate "C"`);
  return rows.map(({ text }) => text);
}
