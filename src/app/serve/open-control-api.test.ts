import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlApi, ControlApiDependencies } from '../../http/control/create-control-api.ts';
import { openControlApi } from './open-control-api.ts';

/** An API that answers with how often it was opened; `failures` openings fail first. */
function house(t: TestContext, failures = 0) {
  const seen = { opened: 0, closed: 0 };
  const logged: string[] = [];
  const dependencies = {
    context: { chance: { uuid: () => '01234567-89ab-7def-8123-456789abcdef' }, clock: { nowMs: () => 0 } },
    log: (_level: string, event: string) => logged.push(event),
  } as unknown as ControlApiDependencies;
  const api = openControlApi(dependencies, async (): Promise<ControlApi> => {
    seen.opened += 1;
    const { opened } = seen;
    await sleep(20);
    if (opened <= failures) throw new Error('a part is missing');
    return {
      routing: (request, response) => {
        void textOf(request).then((body) => response.end(`${opened} ${body}`));
      },
      close: async () => {
        seen.closed += 1;
      },
    };
  });
  const server = createServer(api.routing).listen(0, '127.0.0.1');
  t.after(() => server.close());
  const ask = async (body: string) => {
    if (!server.listening) await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/me`, { method: 'POST', body });
    return { status: answer.status, text: await answer.text() };
  };
  return { api, ask, seen, logged };
}

test('who asks first waits for the API, with the body as it was sent; it is opened once', async (t) => {
  const { ask, seen } = house(t);
  assert.equal(seen.opened, 0);
  const long = 'x'.repeat(300_000);
  const answers = await Promise.all([ask('first'), ask(long), ask('third')]);
  assert.deepEqual(answers, [
    { status: 200, text: '1 first' },
    { status: 200, text: `1 ${long}` },
    { status: 200, text: '1 third' },
  ]);
  assert.deepEqual(await ask('later'), { status: 200, text: '1 later' });
});

test('an opening that fails is told as a problem, and the next request opens again', async (t) => {
  const { ask, logged } = house(t, 1);
  const { status, text } = await ask('first');
  assert.equal(status, 500);
  assert.equal(JSON.parse(text).code, 'internal');
  assert.match(JSON.parse(text).detail, /01234567-89ab-7def-8123-456789abcdef/);
  assert.deepEqual(logged, ['control.not_opened']);
  assert.deepEqual(await ask('second'), { status: 200, text: '2 second' });
});

test('what was never asked for is not opened to be closed, and what was is closed', async (t) => {
  const never = house(t);
  await never.api.close();
  assert.deepEqual(never.seen, { opened: 0, closed: 0 });
  const asked = house(t);
  await asked.ask('first');
  await asked.api.close();
  assert.deepEqual(asked.seen, { opened: 1, closed: 1 });
});
