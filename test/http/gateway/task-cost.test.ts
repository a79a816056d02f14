import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formatDecimalDollars, fromNanodollars } from '../../../src/domain/money/femtodollars.ts';
import { nanodollars } from '../../../src/domain/money/nanodollars.ts';
import { type GatewayHouse, openGatewayHouse, TEST_KEY } from '../../fakes/gateway-house.ts';
import { SECRET } from '../../fakes/word-inspector.ts';
import { callGateway } from './call-gateway.ts';

const CHAT = '/v1/chat/completions';
const HELLO = { model: 'small', messages: [{ role: 'user', content: 'Hello' }] };

let house: GatewayHouse;
before(async () => {
  house = await openGatewayHouse();
});
after(() => house.close());

async function ask(task: string, body: unknown = HELLO) {
  const before = house.records.length;
  const headers = { authorization: `Bearer ${TEST_KEY}`, 'tokenward-task': task };
  const answer = await callGateway(house.address, { path: CHAT, body, headers });
  const record = await house.settled(before + 1);
  return { told: answer.headers['tokenward-task-cost'], status: answer.status, record };
}

test('the first call of a task is told nothing; each further one what the task has cost so far, whole answer or stream', async () => {
  const first = await ask('one');
  assert.equal(first.status, 200);
  assert.equal(first.told, undefined);
  const cost = nanodollars(BigInt(first.record.costNanodollars ?? '-1'));
  assert.ok(cost > 0n);
  const second = await ask('one', { ...HELLO, stream: true });
  assert.equal(second.told, `${formatDecimalDollars(fromNanodollars(cost))}; calls=1`);
  const both = nanodollars(cost + BigInt(second.record.costNanodollars ?? '-1'));
  assert.equal((await ask('one')).told, `${formatDecimalDollars(fromNanodollars(both))}; calls=2`);
});

test('a refusal tells it too, and another task begins at nothing', async () => {
  assert.equal((await ask('two')).told, undefined);
  const refused = await ask('two', { ...HELLO, messages: [{ role: 'user', content: SECRET }] });
  assert.equal(refused.record.outcome, 'refused');
  assert.match(String(refused.told), /; calls=1$/);
});
