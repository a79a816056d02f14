import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { ServerSettings } from '../settings/server-settings.ts';
import { type CheckedUpstream, checkUpstreams } from './check-upstreams.ts';

const settings = ServerSettings.parse({});

/** A server that answers for as long as `use` runs; its address afterwards is one where nothing does. */
async function withListener<Result>(use: (baseUrl: string) => Promise<Result>): Promise<Result> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  try {
    return await use(`http://127.0.0.1:${port}/v1`);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

async function statesOf(upstream: Partial<CheckedUpstream> & { readonly baseUrl: string }, keysAreHere = true) {
  const whole: CheckedUpstream = { id: 'one', key: { kind: 'none' }, status: 'active', ...upstream };
  return (await checkUpstreams([whole], { settings, keysAreHere })).map(
    ({ state, sentence }) => `${state} ${sentence}`,
  );
}

test('an upstream that answers is well, and one that does not is a warning', async () => {
  const gone = await withListener(async (baseUrl) => {
    assert.match((await statesOf({ baseUrl }))[0] ?? '', /^ok .*answers/);
    return baseUrl;
  });
  assert.match((await statesOf({ baseUrl: gone }))[0] ?? '', /^warning .*does not answer.*ECONNREFUSED/);
});

test('a key that is not in the environment, or may not be read from there, is a fault', async () => {
  await withListener(async (baseUrl) => {
    const named = (variable: string) => statesOf({ baseUrl, key: { kind: 'environment', variable } });
    assert.match((await named('DOCTOR_TEST_ABSENT_API_KEY'))[0] ?? '', /^fault .*which is not set here/);
    assert.match((await named('PATH'))[0] ?? '', /^fault .*may not be read as an upstream key/);
    const key = { kind: 'environment', variable: 'DOCTOR_TEST_ABSENT_API_KEY' } as const;
    assert.equal((await statesOf({ baseUrl, key }, false)).length, 1);
  });
});

test('a suspended upstream is left alone', async () => {
  assert.deepEqual(await statesOf({ baseUrl: 'http://127.0.0.1:1', status: 'suspended' }), []);
});
