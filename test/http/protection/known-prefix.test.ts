import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Inspector } from '../../../src/ports/inspector.ts';
import { openGatewayHouse } from '../../fakes/gateway-house.ts';
import { SECRET, wordInspector } from '../../fakes/word-inspector.ts';
import { callGateway } from '../gateway/call-gateway.ts';
import { CLEARED, whenFound } from './policies.ts';

const long = (word: string): string => `${word} `.repeat(30);
const turn = (role: string, content: string) => ({ role, content });

async function openHouse(inspector: Inspector, refuses = false) {
  const policies = whenFound(refuses ? { effect: 'refuse' } : {});
  const house = await openGatewayHouse({ ...CLEARED, policies, inspector });
  after(() => house.close());
  const send = (messages: readonly unknown[]) =>
    callGateway(house.address, { path: '/v1/chat/completions', body: { model: 'small', messages } });
  return { house, send };
}

test('of a conversation that grows only what is new is inspected, with what stands right beside it', async () => {
  const seen: string[] = [];
  const { send } = await openHouse(wordInspector(({ text }) => void seen.push(text.trim().split(' ')[0] ?? '')));
  const messages = [turn('system', long('rules')), turn('user', long('first')), turn('assistant', long('yes'))];
  await send([...messages, turn('user', long('second'))]);
  assert.deepEqual(seen.splice(0), ['rules', 'first', 'yes', 'second']);
  await send([...messages, turn('user', long('second')), turn('assistant', long('fine')), turn('user', long('third'))]);
  assert.deepEqual(seen.splice(0), ['second', 'fine', 'third']);
});

test('what was found is found again in each turn, also when it stands far back', async () => {
  const { house, send } = await openHouse(wordInspector());
  const messages = [turn('user', `${long('first')} ${SECRET}`), turn('assistant', long('yes'))];
  await send([...messages, turn('user', long('second'))]);
  await send([...messages, turn('user', long('second')), turn('assistant', long('fine')), turn('user', long('third'))]);
  assert.deepEqual(
    house.records.map(({ findings }) => findings),
    [{ test_credential: 1 }, { test_credential: 1 }],
  );
});

test('another version of the inspector looks at everything again', async () => {
  let version = 'words-1';
  const seen: string[] = [];
  const words = wordInspector(({ text }) => void seen.push(text));
  const { send } = await openHouse({
    ...words,
    get version() {
      return version;
    },
  });
  const messages = [turn('user', long('first')), turn('assistant', long('yes')), turn('user', long('second'))];
  await send(messages);
  version = 'words-2';
  await send(messages);
  assert.equal(seen.length, 6);
});

test('a failure is no clean bill: the text is inspected again', async () => {
  let broken = true;
  const words = wordInspector();
  const { house, send } = await openHouse(
    {
      ...words,
      inspect: (texts) =>
        broken
          ? texts.map(() => ({ findings: [], failures: [{ detectorId: 'words', kind: 'timed_out' as const }] }))
          : words.inspect(texts),
    },
    true,
  );
  assert.equal((await send([turn('user', `${long('first')} ${SECRET}`)])).status, 200);
  broken = false;
  assert.equal((await send([turn('user', `${long('first')} ${SECRET}`)])).status, 403);
  assert.equal(house.seen.length, 1);
});
