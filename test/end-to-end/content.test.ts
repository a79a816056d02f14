import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { callHouse } from './call-house.ts';
import { commandLineOf } from './command-line.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { eventually } from './eventually.ts';
import { makeHouseFolder } from './house-folder.ts';
import { startHouse } from './house-process.ts';

test('content that a rule keeps is nowhere to be read on the disk, is read with a purpose, and is gone when its person is erased', async () => {
  const folder = makeHouseFolder();
  const upstream = await startCountingUpstream();
  const house = await startHouse({ folder, upstream: upstream.baseUrl });
  const tokenward = commandLineOf(folder);
  const run = async (...parts: readonly string[]): Promise<string> => {
    const { code, out, err } = await tokenward(...parts);
    assert.equal(code, 0, `tokenward ${parts.join(' ')}\n${err}`);
    return out;
  };
  await run('use-cases', 'change', 'coding', '--logging-rule', 'content');
  const marker = `planted-${randomBytes(12).toString('hex')}`;
  const listed = await eventually('the kept record', async () => {
    const body = { messages: [{ role: 'user', content: `Write a poem about ${marker}.` }] };
    const answer = await callHouse({ address: house.address, key: house.key, name: 'kept', body });
    assert.equal(answer.status, 200, answer.text);
    const rows = JSON.parse(await run('content', 'list', '--json')) as readonly {
      readonly id: string;
      readonly callId: string;
    }[];
    return rows.length > 0 && rows;
  });
  assert.ok(upstream.seen.some(({ body }) => body.includes(marker)));
  assert.deepEqual(filesWith(folder, marker), [], 'nothing readable is on the disk');

  const [record] = listed;
  const request = ['content', 'request', '--call', record?.callId ?? '', '--purpose', 'quality'];
  const access = JSON.parse(await run(...request, '--reason', 'a customer complained', '--json')) as {
    readonly id: string;
  };
  assert.match(await run('content', 'read', record?.id ?? '', '--access', access.id), new RegExp(marker));
  assert.match(await run('access-review'), /mara read text of sam \(quality\)/);
  const sam = commandLineOf(folder, { TOKENWARD_ADDRESS: house.address, TOKENWARD_KEY: house.key });
  const own = await sam('me', 'record');
  assert.match(own.out, /Who read text of yours[\s\S]*mara +quality/);
  assert.doesNotMatch(own.out, new RegExp(marker));
  assert.match((await sam('me', 'rules')).out, /credential.*: Refused/);
  assert.equal((await sam('content', 'list')).code, 1, 'a key that only calls reads no content');
  assert.match((await sam('report', 'I pasted too much', '--about', 'mistake')).out, /Thank you/);
  assert.match(await run('reports'), /sam .*I pasted too much/);

  assert.match(
    await run('content', 'erase-person', 'sam', '--reason', 'asked for by Sam'),
    /records of "sam" were destroyed/,
  );
  assert.match(await run('content', 'list'), /Nothing is kept/);
  assert.match(await run('doctor'), /content key/);
  await house.terminate();
  assert.deepEqual(filesWith(folder, marker), []);
  assert.doesNotMatch(house.written(), new RegExp(marker));
});

/** Every file below a folder that holds the text. */
function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => {
      try {
        return statSync(path).isFile() && readFileSync(path).includes(text);
      } catch {
        return false;
      }
    });
}
