import type { Pool } from 'pg';

/** Forgets what no sign-in asks for any more. Sessions stay for a month after their end, to answer questions about them. */
export async function sweepSignIn(pool: Pool): Promise<void> {
  await forgetSessions(pool);
  await forgetLinks(pool);
  await forgetGuesses(pool);
  await forgetAttempts(pool);
  await forgetSignOutTokens(pool);
  await forgetDevices(pool);
}

/** What the provider was shown goes as soon as a session is too old, the rest after a month. */
async function forgetSessions(pool: Pool): Promise<void> {
  await pool.query(
    `with spent as (
       update tokenward.sign_in_session set id_token = null where expires_at < now() and id_token is not null
     )
     delete from tokenward.sign_in_session where least(expires_at, coalesce(ended_at, expires_at)) < now() - interval '30 days'`,
  );
}

async function forgetLinks(pool: Pool): Promise<void> {
  await pool.query(
    `delete from tokenward.sign_in_link where least(expires_at, coalesce(used_at, expires_at)) < now() - interval '30 days'`,
  );
}

/** A window that is over counts nothing. */
async function forgetGuesses(pool: Pool): Promise<void> {
  await pool.query('delete from tokenward.sign_in_guess where window_ends_at < now()');
}

async function forgetAttempts(pool: Pool): Promise<void> {
  await pool.query('delete from tokenward.sign_in_attempt where expires_at < now()');
}

/** A token that is too old is not heeded anyway; an hour lets clocks be apart. */
async function forgetSignOutTokens(pool: Pool): Promise<void> {
  await pool.query(`delete from tokenward.sign_out_token where expires_at < now() - interval '1 hour'`);
}

async function forgetDevices(pool: Pool): Promise<void> {
  await pool.query(`delete from tokenward.device_request where expires_at < now() - interval '1 hour'`);
}
