import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import pg from 'pg';
import {
  ask,
  eventually,
  kill,
  makePrivateFolder,
  serverProcesses,
  start,
  startOwner,
  withStarted,
} from './embedded-test-store.fixture.ts';
import { isProcessAlive, isServerOf, readPostmasterFile } from './postmaster-file.ts';
import type { EmbeddedPostgres } from './start-embedded-postgres.ts';

describe('after somebody was killed', { skip: process.platform === 'win32' }, () => {
  const folder = makePrivateFolder();
  const dataDirectory = join(folder, 'store');
  const pidFile = join(dataDirectory, 'postmaster.pid');

  test('The server of a program that was killed is adopted with its data, and stopped by its new owner', async () => {
    const owner = await startOwner(dataDirectory, { statement: 'create table kept as select 7 as answer' });
    const server = readPostmasterFile(dataDirectory)?.pid ?? 0;
    await kill(owner, 'SIGKILL');
    assert.ok(isServerOf(dataDirectory, server), 'the server outlives its owner');
    const postgres = await start(dataDirectory);
    assert.equal(postgres.adopted, true);
    assert.deepEqual(await ask(postgres, 'select answer from kept'), [{ answer: 7 }]);
    await postgres.stop();
    assert.equal(isServerOf(dataDirectory, server), false);
  });

  test('A second program on the same store shares the server, which lives until both are gone', async () => {
    const owner = await startOwner(dataDirectory);
    const postgres = await start(dataDirectory);
    assert.equal(postgres.adopted, true);
    await kill(owner, 'SIGTERM');
    assert.deepEqual(await ask(postgres, 'select answer from kept'), [{ answer: 7 }]);
    await postgres.stop();
    assert.deepEqual(serverProcesses(dataDirectory), []);
  });

  test('A program that is killed does not keep the server alive for the others', async () => {
    const postgres = await start(dataDirectory);
    await kill(await startOwner(dataDirectory), 'SIGKILL');
    await eventually('the end of the killed program’s share', async () => {
      const shares = await ask(postgres, `select count(*)::int as n from pg_locks where locktype = 'advisory'`);
      return shares[0]?.['n'] === 1;
    });
    await postgres.stop();
    assert.deepEqual(serverProcesses(dataDirectory), []);
  });

  test('A server that is killed comes back by itself, and no committed row is lost', () =>
    withStarted(dataDirectory, async (postgres) => {
      await ask(postgres, 'insert into kept values (8)');
      process.kill(readPostmasterFile(dataDirectory)?.pid ?? 0, 'SIGKILL');
      await eventually('the return of the server', () =>
        ask(postgres, 'select answer from kept order by 1').then(
          (rows) => JSON.stringify(rows) === '[{"answer":7},{"answer":8}]',
          () => false,
        ),
      );
    }));

  test('When one of its backends is killed the server restarts within itself and all go on', () =>
    withStarted(dataDirectory, async (postgres) => {
      await assert.rejects(ask(postgres, `select pg_terminate_backend(pg_backend_pid())`));
      await killOwnBackend(postgres);
      await eventually('the return of the server', () =>
        ask(postgres, 'select 1').then(
          () => true,
          () => false,
        ),
      );
    }));

  test('When program and server were killed together the next start recovers what was committed', async () => {
    const owner = await startOwner(dataDirectory, { statement: 'insert into kept values (9)' });
    await kill(owner, 'SIGKILL');
    process.kill(readPostmasterFile(dataDirectory)?.pid ?? 0, 'SIGKILL');
    await withStarted(dataDirectory, async (postgres) => {
      assert.equal(postgres.adopted, false);
      assert.deepEqual(await ask(postgres, 'select max(answer) as last from kept'), [{ last: 9 }]);
    });
  });

  for (const [damage, content] of [
    ['garbage', '\u0000\u0001 not a pid'],
    ['nothing', ''],
    ['a process that is gone', '4194000\n/nowhere\n1\n5432\n.\n\n'],
    ['a negative number', '-1\n/nowhere\n1\n5432\n'],
  ] as const) {
    test(`A postmaster.pid that holds ${damage} does not hinder a start`, async () => {
      writeFileSync(pidFile, content);
      writeFileSync(join(dataDirectory, '.s.PGSQL.5432.lock'), content);
      await withStarted(dataDirectory, async (postgres) => {
        assert.equal(postgres.adopted, false);
        assert.deepEqual(await ask(postgres, 'select max(answer) as last from kept'), [{ last: 9 }]);
      });
    });
  }

  test('A stranger whose process id stands in postmaster.pid is neither waited for nor stopped', async () => {
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    writeFileSync(pidFile, `${stranger.pid}\n${dataDirectory}\n1\n5432\n.\n\n`);
    await withStarted(dataDirectory, (postgres) => ask(postgres, 'select 1'));
    assert.ok(isProcessAlive(stranger.pid ?? 0));
    stranger.kill();
  });

  test('A stop whose postmaster.pid names a stranger stops nobody', async () => {
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    const postgres = await start(dataDirectory);
    const honest = readFileSync(pidFile);
    writeFileSync(pidFile, `${stranger.pid}\n`);
    await postgres.stop();
    assert.ok(isProcessAlive(stranger.pid ?? 0));
    writeFileSync(pidFile, honest);
    await withStarted(dataDirectory, async ({ adopted }) => assert.equal(adopted, true));
    stranger.kill();
  });

  test('What a killed first start left behind is swept away by the next', async () => {
    const directory = join(folder, 'second');
    const draft = `${directory}.new-4194000-abcdef01`;
    mkdirSync(draft);
    writeFileSync(join(draft, 'PG_VERSION'), '18\n');
    await withStarted(directory, (postgres) => ask(postgres, 'select 1'));
    assert.throws(() => statSync(draft), /ENOENT/);
  });

  test('A store whose log of changes is damaged is refused in the words of the server', async () => {
    const directory = join(folder, 'damaged');
    await withStarted(directory, (postgres) => ask(postgres, 'select 1'));
    truncateSync(join(directory, 'global', 'pg_control'), 100);
    await assert.rejects(start(directory), { code: 'start-failed', message: /pg_control/ });
  });

  test('An ordinary user runs the store as itself', { skip: process.getuid?.() !== 0 }, async () => {
    const home = join(folder, 'home');
    mkdirSync(home, { mode: 0o700 });
    chownSync(home, 65_534, 65_534);
    // The folder above is root's alone; its new tenant must be able to walk through.
    chmodSync(folder, 0o711);
    const directory = join(home, 'store');
    const owner = await startOwner(directory, { uid: 65_534 });
    assert.equal(statSync(directory).uid, 65_534);
    await kill(owner, 'SIGTERM');
    assert.deepEqual(serverProcesses(directory), []);
    chmodSync(folder, 0o700);
  });
});

/** Of a connection that is open: a process that is ending by itself may be gone before the signal. */
async function killOwnBackend({ connection }: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client(connection);
  const closed = new Promise((resolve) => client.once('error', resolve));
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
  await closed;
}
