import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { aGrant } from '../../fakes/catalog-rows.ts';
import { openGatewayHouse } from '../../fakes/gateway-house.ts';
import { PERSON } from '../../fakes/word-inspector.ts';
import { callGateway } from '../gateway/call-gateway.ts';
import { CLEARED, obliged } from './policies.ts';

const PLACEHOLDER = /\[TEST_PERSON_[0-9a-f]{8}\]/;

async function openHouse() {
  const grants = new Map([
    ['tw_ada', aGrant()],
    ['tw_ben', aGrant({ keyId: 'key-2', owner: { kind: 'person', personId: 'ben' } })],
  ]);
  const house = await openGatewayHouse({
    ...CLEARED,
    grants,
    policies: obliged({ kind: 'redact', of: [], restore: true }),
  });
  after(() => house.close());
  const ask = async (key: string, body: object) => {
    const count = house.records.length + 1;
    const headers = { authorization: `Bearer ${key}` };
    const answer = await callGateway(house.address, {
      path: '/v1/responses',
      body: { model: 'small', ...body },
      headers,
    });
    const record = await house.settled(count);
    return { answer, record, sent: house.seen.at(-1)?.body.toString() ?? '' };
  };
  return { house, ask };
}

test('a conversation that goes on by an answer keeps its placeholders, for its owner alone', async () => {
  const { ask } = await openHouse();
  const first = await ask('tw_ada', { input: `write to ${PERSON}` });
  const placeholder = PLACEHOLDER.exec(first.sent)?.[0] ?? 'none';
  const previous_response_id = first.record.responseId;
  const again = await ask('tw_ada', { input: `and again to ${PERSON}`, previous_response_id });
  assert.ok(again.sent.includes(placeholder));
  const others = await ask('tw_ben', { input: `and again to ${PERSON}`, previous_response_id });
  assert.match(others.sent, PLACEHOLDER);
  assert.ok(!others.sent.includes(placeholder));
});

test('what the vendor keeps of a conversation is restored in later answers that name it', async () => {
  const { ask } = await openHouse();
  const first = await ask('tw_ada', { input: `write to ${PERSON}` });
  assert.ok(first.answer.text.includes(PERSON), first.answer.text);
  const placeholder = PLACEHOLDER.exec(first.sent)?.[0] ?? 'none';
  // The simulated upstream repeats the last text it was sent, so this answer names the placeholder by itself.
  const later = await ask('tw_ada', { input: `repeat ${placeholder}`, previous_response_id: first.record.responseId });
  assert.ok(later.answer.text.includes(PERSON), later.answer.text);
  const others = await ask('tw_ben', { input: `repeat ${placeholder}`, previous_response_id: first.record.responseId });
  assert.ok(!others.answer.text.includes(PERSON));
});
