import pg from 'pg';

/**
 * Opens a connection of its own beside the pool, to the same server: what must be heard within a second cannot wait for
 * its turn there. Every query on it has a deadline; the caller ends it.
 */
export async function connectDedicated(
  pool: pg.Pool,
  { connectTimeoutMs, queryTimeoutMs }: { readonly connectTimeoutMs: number; readonly queryTimeoutMs: number },
): Promise<pg.Client> {
  const { password } = pool.options;
  const client = new pg.Client({
    ...pool.options,
    // The pool hides its password from copying.
    ...(password === undefined ? {} : { password }),
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
  });
  // The next query tells of a broken connection; unheard, the event would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (cause) {
    endQuietly(client);
    throw cause;
  }
}

/** Ends a connection that may be broken already. */
export function endQuietly(client: pg.Client | undefined): void {
  client?.end().catch(() => undefined);
}
