import type { Pool } from 'pg';

/** Notices of which nothing waits any more are forgotten after a hundred days, addresses of people with them. */
export async function sweepNotices(pool: Pool): Promise<void> {
  await pool.query(
    `delete from tokenward.notice n where raised_at < now() - interval '100 days' and not exists (
       select from tokenward.notice_delivery d where d.notice_id = n.id and d.state = 'waiting')`,
  );
}
