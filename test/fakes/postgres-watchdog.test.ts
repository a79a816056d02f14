import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withTestDatabase } from './postgres.ts';

const killedScript = fileURLToPath(new URL('postgres-killed.fixture.ts', import.meta.url));

test('The database of a test process that was killed is dropped, and the server goes on for the others', () =>
  withTestDatabase(
    async ({ pool }) => {
      const killed = spawn(process.execPath, [killedScript], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(killed.stdout, 'data');
      const name = `test_${killed.pid}_1`;
      const find = async (): Promise<number> =>
        (await pool.query('select 1 from pg_database where datname = $1', [name])).rows.length;
      assert.equal(await find(), 1);
      const exited = once(killed, 'exit');
      killed.kill('SIGKILL');
      await exited;
      // Whoever starts next sweeps; here that is one more process of the same kind.
      const next = spawn(process.execPath, [killedScript], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(next.stdout, 'data');
      assert.equal(await find(), 0);
      next.kill('SIGKILL');
      await once(next, 'exit');
      assert.equal((await pool.query('select 1 as one')).rows[0]?.one, 1);
    },
    { migrations: false },
  ));
