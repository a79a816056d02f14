import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
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

describe('startEmbeddedPostgres', () => {
  const folder = makePrivateFolder();
  const dataDirectory = join(folder, 'state', 'store');

  test('The first start makes the store in a folder that only its owner may enter', () =>
    withStarted(dataDirectory, async (postgres) => {
      assert.equal(postgres.adopted, false);
      assert.match(postgres.version, /^18\./);
      await ask(postgres, `create table kept as select 42 as answer`);
    }));

  test('A stopped store leaves no process, and the second start finds its data', async () => {
    assert.deepEqual(serverProcesses(dataDirectory), []);
    await withStarted(dataDirectory, async (postgres) => {
      assert.deepEqual(await ask(postgres, 'select answer from kept'), [{ answer: 42 }]);
    });
  });

  test('The server is reached by a socket that only its account may touch, and listens nowhere else', () =>
    withStarted(dataDirectory, async (postgres) => {
      assert.deepEqual(await ask(postgres, 'show listen_addresses'), [{ listen_addresses: '' }]);
      assert.equal(statSync(dataDirectory).mode & 0o077, 0);
      assert.equal(statSync(join(dataDirectory, '.s.PGSQL.5432')).mode & 0o077, 0);
    }));

  test('The store keeps money: it is durable, checks its pages, and sorts the same everywhere', () =>
    withStarted(dataDirectory, async (postgres) => {
      const settings = await ask(
        postgres,
        `select name, setting from pg_settings where name in
           ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'server_encoding', 'TimeZone') order by 1`,
      );
      assert.deepEqual(
        settings.map(({ name, setting }) => `${name}=${setting}`),
        [
          'TimeZone=UTC',
          'data_checksums=on',
          'fsync=on',
          'full_page_writes=on',
          'server_encoding=UTF8',
          'synchronous_commit=on',
        ],
      );
      assert.deepEqual(await ask(postgres, `select 'a' < 'B' as dictionary, lower('É') as small`), [
        { dictionary: false, small: 'é' },
      ]);
    }));

  test('The program works as a role that is no superuser', () =>
    withStarted(dataDirectory, async (postgres) => {
      assert.deepEqual(await ask(postgres, `select rolsuper from pg_roles where rolname = current_user`), [
        { rolsuper: false },
      ]);
      await assert.rejects(ask(postgres, `copy (select 1) to program 'true'`), /permission denied/);
    }));

  test('The server never sees the secrets of our environment', { skip: process.platform !== 'linux' }, async () => {
    const owner = await startOwner(dataDirectory, { environment: { PLANTED_PROVIDER_KEY: 'sk-planted' } });
    const [pid] = serverProcesses(dataDirectory);
    assert.doesNotMatch(readFileSync(`/proc/${pid}/environ`, 'utf8'), /planted/i);
    await kill(owner, 'SIGTERM');
  });

  test('The log of the server holds neither statements nor values', () =>
    withStarted(dataDirectory, async (postgres) => {
      await ask(postgres, 'create table secret (words text primary key)');
      await ask(postgres, `insert into secret values ('planted-value')`);
      await assert.rejects(ask(postgres, `insert into secret values ('planted-value')`), /duplicate key/);
      const readLog = (): string => {
        const folder = join(dataDirectory, 'log');
        return readdirSync(folder)
          .map((name) => readFileSync(join(folder, name), 'utf8'))
          .join('');
      };
      await eventually('the line of the error in the log', () => readLog().includes('duplicate key'));
      assert.ok(!readLog().includes('planted-value'));
    }));

  test('A setting of the person in charge in local.conf holds', async () => {
    writeFileSync(join(dataDirectory, 'local.conf'), `work_mem = '9MB'\nlisten_addresses = '*'\n`, { mode: 0o644 });
    await withStarted(dataDirectory, async (postgres) => {
      assert.deepEqual(await ask(postgres, 'show work_mem'), [{ work_mem: '9MB' }]);
      assert.deepEqual(await ask(postgres, 'show listen_addresses'), [{ listen_addresses: '' }]);
    });
  });

  test('Five starts at once share one server, and the last stop stops it', async () => {
    const directory = join(folder, 'crowd');
    const crowd = await Promise.all(Array.from({ length: 5 }, () => start(directory)));
    assert.equal(crowd.filter(({ adopted }) => !adopted).length, 1);
    const last = crowd.pop();
    await Promise.all(crowd.map((postgres) => postgres.stop()));
    assert.ok(last !== undefined);
    assert.deepEqual(await ask(last, 'select 1 as one'), [{ one: 1 }]);
    await last.stop();
    assert.deepEqual(serverProcesses(directory), []);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('.new-')),
      [],
    );
  });

  test('A path that is too long for a socket is reached all the same', () =>
    withStarted(join(folder, 'x'.repeat(120), 'store'), async (postgres) => {
      assert.deepEqual(await ask(postgres, 'select 1 as one'), [{ one: 1 }]);
    }));

  test('The data of another major version is refused with the remedy and left as it is', async () => {
    const directory = join(folder, 'older');
    mkdirSync(directory);
    writeFileSync(join(directory, 'PG_VERSION'), '17\n');
    await assert.rejects(start(directory), {
      name: 'EmbeddedPostgresRefusal',
      code: 'other-major',
      message: /written by PostgreSQL 17.*carries 18\..*tokenward backup.*tokenward restore/,
    });
    assert.deepEqual(readdirSync(directory), ['PG_VERSION']);
  });

  test('A folder with other files is refused and left as it is', async () => {
    const directory = join(folder, 'photographs');
    mkdirSync(directory);
    writeFileSync(join(directory, 'holiday.jpeg'), '');
    await assert.rejects(start(directory), {
      code: 'not-a-data-directory',
      message: /holds files but no PostgreSQL data/,
    });
    assert.deepEqual(readdirSync(directory), ['holiday.jpeg']);
  });

  test('A server that cannot start says why in its own words', async () => {
    writeFileSync(join(dataDirectory, 'local.conf'), `shared_buffers = 'many'\n`, { mode: 0o644 });
    await assert.rejects(start(dataDirectory), { code: 'start-failed', message: /shared_buffers/ });
    writeFileSync(join(dataDirectory, 'local.conf'), '', { mode: 0o644 });
  });
});
