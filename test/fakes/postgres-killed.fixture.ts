import { writeSync } from 'node:fs';
import { openTestDatabase } from './postgres.ts';

// Opens a test database, says so, and stays until it is killed.
await openTestDatabase({ migrations: false });
writeSync(1, 'open\n');
setInterval(() => undefined, 60_000);
