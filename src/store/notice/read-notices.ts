import type { Pool } from 'pg';
import type { KeptNotice, NoticeDelivery, NoticeStore } from '../../ports/notice-store.ts';
import { newParameters } from '../usage/filter-conditions.ts';
import { fromRowNotice, type NoticeRow, noticeColumns } from './notice-row.ts';

type KeptRow = NoticeRow & { readonly deliveries: readonly NoticeDelivery[] };

const deliveries = `coalesce((select jsonb_agg(jsonb_build_object('channel', d.channel, 'recipients', d.recipients, 'state', d.state,
    'attempts', d.attempts, 'notBeforeMs', round(extract(epoch from d.not_before) * 1000), 'lastError', d.last_error,
    'sentAtMs', round(extract(epoch from d.sent_at) * 1000)) order by d.channel)
  from tokenward.notice_delivery d where d.notice_id = n.id), '[]') as deliveries`;

/** Newest first; a page never misses or repeats one that was there at the first. */
export async function listNotices(
  pool: Pool,
  filter: Parameters<NoticeStore['list']>[0],
  { limit, afterId }: { readonly limit: number; readonly afterId: string | null },
): Promise<{ readonly notices: readonly KeptNotice[]; readonly nextAfterId: string | null }> {
  const { place, values } = newParameters();
  const conditions = [
    ...(filter.kind === undefined ? [] : [`n.kind = ${place(filter.kind)}`]),
    ...(filter.envelopeId === undefined ? [] : [`n.envelope_id = ${place(filter.envelopeId)}`]),
    ...(filter.state === undefined ? [] : [hasDeliveryIn(place(filter.state))]),
    ...(afterId === null ? [] : [olderThan(place(afterId))]),
  ];
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  const { rows } = await pool.query<KeptRow>(
    `select ${noticeColumns}, ${deliveries} from tokenward.notice n ${where}
     order by n.raised_at desc, n.id limit ${place(limit + 1)}`,
    [...values],
  );
  const notices = rows.slice(0, limit).map(fromRowKept);
  return { notices, nextAfterId: rows.length > limit ? (notices.at(-1)?.notice.id ?? null) : null };
}

/** By the primary key. */
export async function readKnown(pool: Pool, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ readonly id: string }>('select id from tokenward.notice where id = any($1)', [
    ids,
  ]);
  return new Set(rows.map(({ id }) => id));
}

/** One notice with its deliveries in the order of their channels. */
export async function readNotice(pool: Pool, id: string): Promise<KeptNotice | undefined> {
  const { rows } = await pool.query<KeptRow>(
    `select ${noticeColumns}, ${deliveries} from tokenward.notice n where n.id = $1`,
    [id],
  );
  const [row] = rows;
  return row === undefined ? undefined : fromRowKept(row);
}

function fromRowKept({ deliveries: ways, ...row }: KeptRow): KeptNotice {
  return { notice: fromRowNotice(row), deliveries: ways };
}

function hasDeliveryIn(place: string): string {
  return `exists (select from tokenward.notice_delivery d where d.notice_id = n.id and d.state = ${place})`;
}

function olderThan(place: string): string {
  return `exists (select from tokenward.notice last where last.id = ${place}
    and (n.raised_at < last.raised_at or (n.raised_at = last.raised_at and n.id > last.id)))`;
}
