import pg from 'pg';

/** Where a PostgreSQL answers: a Unix socket's directory or a host, never both. */
export type StoreConnection = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
};

/** Either the parts of an address or a `postgres://…` line as `DATABASE_URL` carries it. */
export type StoreAddress = StoreConnection | { readonly connectionString: string };

export type PoolLimits = {
  readonly connectionsMax?: number;
  readonly connectTimeoutMs?: number;
  readonly idleTimeoutMs?: number;
  readonly applicationName?: string;
};

const int8Oid = 20;

/**
 * How this program reads PostgreSQL's types: `bigint` columns become BigInt, the rest as the driver does.
 * It is given to each pool, never set for the whole process: another library's pool must not change beneath it.
 */
export const storeTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === int8Oid && format !== 'binary' ? BigInt : pg.types.getTypeParser(oid, format),
};

/** Opens a pool that reads `bigint` as BigInt; a broken idle connection is dropped, not thrown. */
export function openPool(address: StoreAddress, limits: PoolLimits = {}): pg.Pool {
  const pool = new pg.Pool({
    ...address,
    types: storeTypes,
    max: limits.connectionsMax ?? 10,
    connectionTimeoutMillis: limits.connectTimeoutMs ?? 5_000,
    idleTimeoutMillis: limits.idleTimeoutMs ?? 30_000,
    application_name: limits.applicationName ?? 'tokenward',
    keepAlive: true,
  });
  // Without a listener an idle connection that the server closes would end the process. The pool
  // has already dropped that connection; the next query opens a new one or fails with its own error.
  pool.on('error', () => undefined);
  return pool;
}
