import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { ServerSettings } from '../settings/server-settings.ts';
import { checkPort } from './check-port.ts';

test('a port that somebody else has is a fault, our own server is not, and a free one is well', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const settings = ServerSettings.parse({ port: typeof address === 'object' ? (address?.port ?? 0) : 0 });
  const stateOf = async (isOurs: boolean) => (await checkPort(settings, isOurs)).map(({ state }) => state);
  assert.deepEqual(await stateOf(false), ['fault']);
  assert.deepEqual(await stateOf(true), ['ok']);
  await new Promise((resolve) => server.close(resolve));
  assert.deepEqual(await stateOf(false), ['ok']);
});

test('a gateway that listens beyond this machine is told to have TLS put before it', async () => {
  const found = await checkPort(ServerSettings.parse({ host: '0.0.0.0', port: 0 }), false);
  assert.deepEqual(
    found.map(({ state }) => state),
    ['ok', 'warning'],
  );
});
