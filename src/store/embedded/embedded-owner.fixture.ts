import { writeSync } from 'node:fs';
import { openPool } from '../connection/open-pool.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

// A process that owns an embedded store, for tests that kill it: runs a statement, says what it is, stays.
const [, , dataDirectory = '', statement = 'select 1'] = process.argv;
const postgres = await startEmbeddedPostgres({ dataDirectory, log: ({ message }) => writeSync(2, `${message}\n`) });
const pool = openPool(postgres.connection);
await pool.query(statement);
await pool.end();
process.once('SIGTERM', () => {
  void postgres.stop().then(() => process.exit(0));
});
// Last: who reads it may send a signal at once.
writeSync(1, `${JSON.stringify({ adopted: postgres.adopted })}\n`);
setInterval(() => undefined, 60_000);
