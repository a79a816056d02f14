import type { Pool } from 'pg';
import type { ClaimedDelivery, DeliveryKey, NoticeStore, RaisedNotice } from '../../ports/notice-store.ts';
import { fromRowNotice, type NoticeRow, noticeColumns } from './notice-row.ts';
import { listNotices, readKnown, readNotice } from './read-notices.ts';

/** The outbox of notices. Each statement is a transaction of its own. */
export function createNoticeStore({ pool }: { readonly pool: Pool }): NoticeStore {
  return {
    raise: (notices) => (notices.length === 0 ? Promise.resolve([]) : insertNotices(pool, notices)),
    claim: (claim) => claimDeliveries(pool, claim),
    markSent: (delivery, atMs) => markSent(pool, delivery, atMs),
    markFailed: (delivery, failure) => markFailed(pool, delivery, failure),
    list: (filter, page) => listNotices(pool, filter, page),
    known: (ids) => readKnown(pool, ids),
    read: (id) => readNotice(pool, id),
    retry: (id, to) => reviveDeliveries(pool, id, to),
    takeTurn: (name, spanMs) => takeTurn(pool, { name, spanMs }),
  };
}

/** A notice that is known is left as it is, with its deliveries; what is new comes with all of its ways or not at all. */
async function insertNotices(pool: Pool, notices: readonly RaisedNotice[]): Promise<readonly string[]> {
  const { rows } = await pool.query<{ readonly id: string }>(
    `with asked as (select n from jsonb_array_elements($1::jsonb) n),
     fresh as (
       insert into tokenward.notice (id, kind, envelope_id, period_start_ms, threshold, pages, subject, words, detail, raised_at)
         select n ->> 'id', n ->> 'kind', n ->> 'envelopeId', (n ->> 'periodStartMs')::bigint, n ->> 'threshold',
           (n ->> 'pages')::boolean, n ->> 'subject', n ->> 'words', n -> 'detail',
           to_timestamp((n ->> 'raisedAtMs')::float8 / 1000) from asked order by 1
         on conflict (id) do nothing returning id),
     sent as (
       insert into tokenward.notice_delivery (notice_id, channel, recipients, state, attempts, not_before)
         select fresh.id, way ->> 'channel', way -> 'recipients', 'waiting', 0, to_timestamp((way ->> 'notBeforeMs')::float8 / 1000)
           from fresh join asked on asked.n ->> 'id' = fresh.id, jsonb_array_elements(asked.n -> 'ways') way)
     select id from fresh order by id`,
    [JSON.stringify(notices.map(({ notice, ways }) => ({ ...notice, ways })))],
  );
  return rows.map(({ id }) => id);
}

type ClaimRow = NoticeRow & {
  readonly channel: string;
  readonly recipients: readonly string[];
  readonly attempts: number;
};

/** Those that waited longest first; rows that another process is claiming are passed over. The try counts from here, also when this process dies. */
async function claimDeliveries(
  pool: Pool,
  { channels, nowMs, leaseMs, limit }: Parameters<NoticeStore['claim']>[0],
): Promise<readonly ClaimedDelivery[]> {
  const { rows } = await pool.query<ClaimRow>(
    `with due as (
       select notice_id, channel from tokenward.notice_delivery
         where state = 'waiting' and channel = any($1) and not_before <= to_timestamp($2::float8 / 1000)
           and (leased_until is null or leased_until < clock_timestamp())
         order by not_before, notice_id, channel limit $3 for update skip locked),
     taken as (
       update tokenward.notice_delivery d set attempts = d.attempts + 1,
           leased_until = clock_timestamp() + $4 * interval '1 millisecond'
         from due where d.notice_id = due.notice_id and d.channel = due.channel
         returning d.notice_id, d.channel, d.recipients, d.attempts, d.not_before)
     select ${noticeColumns}, t.channel, t.recipients, t.attempts
       from taken t join tokenward.notice n on n.id = t.notice_id order by t.not_before, t.notice_id, t.channel`,
    [channels, nowMs, limit, leaseMs],
  );
  return rows.map(({ channel, recipients, attempts, ...row }) => ({
    notice: fromRowNotice(row),
    ...{ channel, recipients, attempts },
  }));
}

/** Only of the try that is told: one whose lease was over and that somebody else makes is left alone. */
async function markSent(pool: Pool, { noticeId, channel, attempts }: DeliveryKey, atMs: number): Promise<void> {
  await pool.query(
    `update tokenward.notice_delivery set state = 'sent', sent_at = to_timestamp($4::float8 / 1000), leased_until = null,
       last_error = null where notice_id = $1 and channel = $2 and attempts = $3 and state = 'waiting'`,
    [noticeId, channel, attempts, atMs],
  );
}

/** As `markSent`. What is not tried again is dead, and stays to be seen. */
async function markFailed(
  pool: Pool,
  { noticeId, channel, attempts }: DeliveryKey,
  { why, notBeforeMs }: { readonly why: string; readonly notBeforeMs: number | null },
): Promise<void> {
  await pool.query(
    `update tokenward.notice_delivery set leased_until = null, last_error = $4,
       state = case when $5::float8 is null then 'dead' else 'waiting' end,
       not_before = coalesce(to_timestamp($5::float8 / 1000), not_before)
     where notice_id = $1 and channel = $2 and attempts = $3 and state = 'waiting'`,
    [noticeId, channel, attempts, why, notBeforeMs],
  );
}

/** Dead ones alone; they are due at once and have all of their tries again. */
async function reviveDeliveries(
  pool: Pool,
  id: string,
  { channel, nowMs }: { readonly channel: string | null; readonly nowMs: number },
): Promise<number> {
  const { rowCount } = await pool.query(
    `update tokenward.notice_delivery set state = 'waiting', attempts = 0, not_before = to_timestamp($3::float8 / 1000)
     where notice_id = $1 and state = 'dead' and ($2::text is null or channel = $2)`,
    [id, channel, nowMs],
  );
  return rowCount ?? 0;
}

/** By the store's clock: whoever finds the turn free has it until the span is over. */
async function takeTurn(
  pool: Pool,
  { name, spanMs }: { readonly name: string; readonly spanMs: number },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into tokenward.notice_turn as turn (name, taken_until) values ($1, clock_timestamp() + $2 * interval '1 millisecond')
     on conflict (name) do update set taken_until = excluded.taken_until where turn.taken_until <= clock_timestamp()`,
    [name, spanMs],
  );
  return rowCount === 1;
}
