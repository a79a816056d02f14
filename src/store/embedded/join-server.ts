import pg from 'pg';
import type { StoreConnection } from '../connection/open-pool.ts';

declare module 'pg' {
  interface Client {
    /** Lets the process end while the connection is open, and not; in the driver, missing from its types. */
    unref(): void;
    ref(): void;
  }
}

/**
 * One process's share in a running server: a connection that holds an advisory lock in shared mode.
 * The server frees it when the process dies, however it dies, so the count of sharers is never stale.
 */
export type ServerShare = {
  readonly version: string;
  /** Calls back once when the connection breaks without `leave`: the server crashed or was stopped. */
  readonly onLost: (callback: () => void) => void;
  /** Gives the share back; `whenLast` runs only while nobody else shares and nobody can join. */
  readonly leave: (whenLast: () => Promise<void>) => Promise<void>;
  /** A statement with the superuser's rights. */
  readonly run: (statement: string) => Promise<readonly Record<string, unknown>[]>;
};

export type JoinOutcome =
  | { readonly kind: 'joined'; readonly share: ServerShare }
  | { readonly kind: 'nobody-answers' }
  | { readonly kind: 'not-now'; readonly why: string };

// Any fixed number: it is looked up only in the database `postgres` of our own cluster.
const shareKey = 7_865_211;
const connectTimeoutMs = 5_000;

/** Tries once to connect as the superuser and to take a share. */
export async function joinServer(superuserConnection: StoreConnection): Promise<JoinOutcome> {
  const client = new pg.Client({
    ...superuserConnection,
    application_name: 'tokenward-launcher',
    connectionTimeoutMillis: connectTimeoutMs,
  });
  const lost = watchLoss(client);
  try {
    await client.connect();
    const { rows } = await client.query<{ taken: boolean; version: string }>(
      `select pg_try_advisory_lock_shared(${shareKey}) as taken, current_setting('server_version') as version`,
    );
    if (rows[0]?.taken === true) {
      client.unref();
      return { kind: 'joined', share: toShare(client, { version: rows[0].version, lost }) };
    }
    await client.end();
    return { kind: 'not-now', why: 'its last user is stopping it' };
  } catch (error) {
    client.end().catch(() => undefined);
    return readFailure(error);
  }
}

type Loss = { callback: (() => void) | undefined; isLost: boolean; isExpected: boolean };

function watchLoss(client: pg.Client): Loss {
  const loss: Loss = { callback: undefined, isLost: false, isExpected: false };
  client.on('error', () => undefined);
  client.on('end', () => {
    loss.isLost = true;
    if (!loss.isExpected) {
      loss.callback?.();
    }
  });
  return loss;
}

function toShare(client: pg.Client, { version, lost }: { version: string; lost: Loss }): ServerShare {
  return {
    version: version.split(' ')[0] ?? version,
    onLost: (callback) => {
      lost.callback = callback;
      if (lost.isLost && !lost.isExpected) {
        callback();
      }
    },
    run: async (statement) => {
      client.ref();
      return (await client.query<Record<string, unknown>>(statement).finally(() => client.unref())).rows;
    },
    leave: async (whenLast) => {
      lost.isExpected = true;
      client.ref();
      if (!lost.isLost && (await becomesLast(client))) {
        await whenLast();
      }
      await client.end().catch(() => undefined);
    },
  };
}

/**
 * Gives the shared lock back and tries for the exclusive one: got only when no other process holds a share.
 * Back first, then the try: of two that leave at once both would else see the other and neither would stop the server.
 */
async function becomesLast(client: pg.Client): Promise<boolean> {
  try {
    await client.query(`select pg_advisory_unlock_shared(${shareKey})`);
    const { rows } = await client.query<{ last: boolean }>(`select pg_try_advisory_lock(${shareKey}) as last`);
    return rows[0]?.last === true;
  } catch {
    return false;
  }
}

function readFailure(error: unknown): JoinOutcome {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED' || code === 'ENOENT' || code === 'ENOTSOCK') {
    return { kind: 'nobody-answers' };
  }
  const isPassing =
    /^(57P0[123]|53300|ECONNRESET|EPIPE|08\w+)$/.test(code) || /terminated|timeout/i.test(String(error));
  if (isPassing) {
    return { kind: 'not-now', why: error instanceof Error ? error.message : String(error) };
  }
  throw error;
}
