import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleEnvelope } from '../../../src/domain/budget/envelope.fixture.ts';
import type { Lane } from '../../../src/domain/identity/key-grant.ts';
import { aGrant, aUseCase } from '../../fakes/catalog-rows.ts';
import { TEST_KEY } from '../../fakes/gateway-house.ts';
import { openBudgetHouse } from './budget-house.ts';
import { callGateway, codeOf } from './call-gateway.ts';

const WIDE = 10n ** 9n;

/** All that a client of exploration can say to be taken for production. */
const CLAIMS = {
  'tokenward-lane': 'production',
  'x-tokenward-lane': 'production',
  lane: 'production',
  'tokenward-tags': 'lane=production',
};
const MESSAGE = { role: 'user', content: 'Say something short.' };
const BODY = {
  model: 'small',
  max_tokens: 100,
  messages: [MESSAGE],
  lane: 'production',
  metadata: { lane: 'production' },
};

function grantsOf(lane: Lane) {
  return new Map([[TEST_KEY, aGrant({ lane, allowedUseCaseIds: ['drafting', 'acting'] })]]);
}

const envelopesOf = (caps: Readonly<Record<Lane, bigint>>) => [
  sampleEnvelope('exploring', { scope: { lane: 'exploration' }, hardCap: caps.exploration }),
  sampleEnvelope('producing', { scope: { lane: 'production' }, hardCap: caps.production }),
  sampleEnvelope('producing-support', { scope: { lane: 'production', teamId: 'support' }, hardCap: caps.production }),
];

test('a call of exploration is charged to exploration and never to production, whatever the client claims', async (t) => {
  const envelopes = envelopesOf({ exploration: WIDE, production: WIDE });
  const house = await openBudgetHouse(t, { envelopes, grants: grantsOf('exploration') });
  const headers = { authorization: `Bearer ${TEST_KEY}`, ...CLAIMS };
  const path = '/v1/chat/completions';
  assert.equal((await callGateway(house.address, { path, body: BODY, headers })).status, 200);
  const record = await house.settled(1);
  assert.equal(record.lane, 'exploration');
  for (const charges of [record.holds, record.charges])
    assert.deepEqual(
      charges?.accounts.map(({ envelopeId }) => envelopeId),
      ['exploring'],
    );
});

test('exploration that is used up is refused while production has all of its money, and the other way round', async (t) => {
  const path = '/v1/chat/completions';
  for (const lane of ['exploration', 'production'] as const) {
    const caps = { exploration: WIDE, production: WIDE, [lane]: 0n };
    const house = await openBudgetHouse(t, { envelopes: envelopesOf(caps), grants: grantsOf(lane) });
    const refused = await callGateway(house.address, { path, body: BODY });
    assert.deepEqual([refused.status, codeOf(refused)], [429, 'budget_exhausted']);
    assert.equal(house.seen.length, 0, 'the upstream heard of it');
    const other = lane === 'exploration' ? 'production' : 'exploration';
    const open = await openBudgetHouse(t, { envelopes: envelopesOf(caps), grants: grantsOf(other) });
    assert.equal((await callGateway(open.address, { path, body: BODY })).status, 200);
  }
});

test('a use case of production is not open to a key of exploration', async (t) => {
  const useCases = [aUseCase(), aUseCase({ id: 'acting', lane: 'production' })];
  const envelopes = envelopesOf({ exploration: WIDE, production: WIDE });
  const house = await openBudgetHouse(t, { envelopes, useCases, grants: grantsOf('exploration') });
  const headers = { authorization: `Bearer ${TEST_KEY}`, 'tokenward-use-case': 'acting' };
  const refused = await callGateway(house.address, { path: '/v1/chat/completions', body: BODY, headers });
  assert.equal(codeOf(refused), 'lane_mismatch');
  assert.equal(house.admissions.length, 0);
});
