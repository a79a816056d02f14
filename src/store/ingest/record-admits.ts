import type { ClientBase } from 'pg';

/**
 * Keeps admitted calls as open unless they are open or settled already, and answers how many lines PostgreSQL saw.
 * Runs after the settlements of the same batch, so that a call that is over never becomes a row here.
 */
export async function recordAdmits(client: ClientBase, lines: readonly string[]): Promise<number> {
  const { rows } = await client.query<{ lines: number }>(
    `with line as materialized (
       select (l.line ->> 'callId')::uuid as call_id, l.line ->> 'gatewayId' as gateway_id, l.line, l.ordinality
       from json_array_elements($1::json) with ordinality as l(line, ordinality)
     ), opened as (
       insert into tokenward.call_open (call_id, admitted_at, gateway_id, line)
       select distinct on (call_id) call_id, tokenward.uuid_time(call_id), gateway_id, line from line
       where not exists (
         select from tokenward.calls
         where calls.admitted_at = tokenward.uuid_time(line.call_id) and calls.call_id = line.call_id
       )
       order by call_id, ordinality
       on conflict do nothing
     )
     select count(*)::integer as lines from line`,
    [`[${lines.join(',')}]`],
  );
  return rows[0]?.lines ?? 0;
}
