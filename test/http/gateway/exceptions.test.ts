import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sampleEnvelope } from '../../../src/domain/budget/envelope.fixture.ts';
import type { Exception } from '../../../src/domain/policy/exception.ts';
import { aModel, aUseCase } from '../../fakes/catalog-rows.ts';
import { anException } from '../../fakes/exception-rows.ts';
import { type GatewayHouse, type GatewayHouseOptions, openGatewayHouse, TEST_KEY } from '../../fakes/gateway-house.ts';
import { type ClientAnswer, callGateway, codeOf } from './call-gateway.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 12);
const HOUR_MS = 3_600_000;
const EMPTY = sampleEnvelope('support-month', { name: 'Support, monthly', hardCap: 1n, scope: { teamId: 'support' } });
const WIDE = sampleEnvelope('all', { hardCap: 10n ** 12n });

type House = GatewayHouse & { readonly clock: { ms: number } };

async function open(t: TestContext, options: GatewayHouseOptions): Promise<House> {
  const clock = { ms: NOW_MS };
  const house = await openGatewayHouse({ budgetWaitMaxMs: 200, nowMs: () => clock.ms, ...options });
  t.after(house.close);
  return { ...house, clock };
}

function raise(changes: Partial<Exception> = {}): Exception {
  return anException('e-1', { startsAtMs: NOW_MS, endsAtMs: NOW_MS + HOUR_MS, ...changes });
}

function chat(house: GatewayHouse, body: object = {}, headers: Readonly<Record<string, string>> = {}) {
  const messages = [{ role: 'user', content: 'Say something short.' }];
  const path = '/v1/chat/completions';
  const bearer = { authorization: `Bearer ${TEST_KEY}` };
  return callGateway(house.address, {
    path,
    headers: { ...bearer, ...headers },
    body: { model: 'small', max_tokens: 100, messages, ...body },
  });
}
const said = (answer: ClientAnswer): string => `${answer.status} ${codeOf(answer) ?? 'answered'}`;

test('a call whose envelope lacks room draws on an exception, from its beginning to its last millisecond', async (t) => {
  const house = await open(t, { envelopes: [EMPTY, WIDE], exceptions: [raise()] });
  house.clock.ms = NOW_MS - 1;
  assert.equal(said(await chat(house)), '429 budget_exhausted', 'before it begins');
  house.clock.ms = NOW_MS;
  const first = await chat(house);
  assert.equal(said(first), '200 answered');
  assert.equal(first.headers['tokenward-exception'], 'e-1; envelope=support-month; until=2026-11-20T13:00:00.000Z');
  const record = await house.settled(2);
  assert.deepEqual(record.exceptionIds, ['e-1']);
  assert.deepEqual(
    record.charges?.accounts.map(({ envelopeId, periodStartMs, amount }) => [envelopeId, periodStartMs, amount]).sort(),
    [
      ['all', Date.UTC(2026, 10), record.costNanodollars],
      ['e-1', NOW_MS, record.costNanodollars],
    ],
    'the other envelopes are charged as ever, the one that lacks room is not',
  );
  house.clock.ms = NOW_MS + HOUR_MS - 1;
  assert.equal(said(await chat(house)), '200 answered');
  house.clock.ms = NOW_MS + HOUR_MS;
  assert.equal(said(await chat(house)), '429 budget_exhausted', 'though this gateway has leased of it');
});

test('an exception is not drawn on while its envelope has room', async (t) => {
  const house = await open(t, { envelopes: [{ ...EMPTY, hardCap: 10n ** 12n }], exceptions: [raise()] });
  assert.equal((await chat(house)).headers['tokenward-exception'], undefined);
  const record = await house.settled(1);
  assert.deepEqual(record.exceptionIds, []);
  assert.deepEqual(
    record.charges?.accounts.map(({ envelopeId }) => envelopeId),
    ['support-month'],
  );
});

test('an exception for somebody else, or beside another envelope, helps nobody', async (t) => {
  const others = [raise({ scope: { personId: 'max' } }), raise({ id: 'e-2', envelopeId: 'all' })];
  const house = await open(t, { envelopes: [EMPTY, WIDE], exceptions: others });
  const answer = await chat(house);
  assert.equal(said(answer), '429 budget_exhausted');
  assert.equal(JSON.parse(answer.text).error.tokenward.budget.envelopeId, 'support-month');
});

test('what an exception may spend is a cap as any other: strict, and then the next exception is drawn on', async (t) => {
  const exceptions = [raise({ cap: 1_000n }), raise({ id: 'e-2', cap: 1_000_000n, endsAtMs: NOW_MS + 2 * HOUR_MS })];
  const house = await open(t, { envelopes: [EMPTY], exceptions });
  const answer = await chat(house);
  assert.match(String(answer.headers['tokenward-exception']), /^e-2;/);
  const answers = await Promise.all(Array.from({ length: 12 }, () => chat(house)));
  const through = answers.filter(({ status }) => status === 200).length;
  assert.ok(through >= 1 && through < 12, `${through} of 12`);
  for (const one of answers) assert.ok(['200 answered', '429 budget_exhausted'].includes(said(one)), said(one));
  const spent = house.records.reduce(
    (sum, { costNanodollars, outcome }) => (outcome === 'refused' ? sum : sum + BigInt(costNanodollars ?? 0)),
    0n,
  );
  assert.ok(spent <= 1_000_000n, `${spent} of 1,000,000`);
});

const LEGAL = aUseCase({ id: 'legal', modelStack: ['small'], allowedDataClasses: ['public', 'internal'] });
const opening = (changes: Partial<Exception> = {}): Exception =>
  raise({ kind: 'open_use_case', envelopeId: null, useCaseId: 'legal', scope: { personId: 'ada' }, ...changes });
const AS_LEGAL = { 'tokenward-use-case': 'legal' };

test('a use case is opened for its scope and time, with the rules told and the spend charged to the exception', async (t) => {
  const house = await open(t, { useCases: [aUseCase({ modelStack: ['small'] }), LEGAL], exceptions: [opening()] });
  assert.equal(said(await chat(house, {}, AS_LEGAL)), '200 answered');
  const record = await house.settled(1);
  assert.deepEqual(record.exceptionIds, ['e-1', 'exception:use-case:legal']);
  assert.deepEqual(
    record.charges?.accounts.map(({ envelopeId }) => envelopeId),
    ['e-1'],
  );
  assert.equal(said(await chat(house)), '200 answered');
  const usual = await house.settled(2);
  assert.deepEqual([usual.exceptionIds, usual.charges], [[], null], 'other calls have nothing to do with it');
  house.clock.ms = NOW_MS + HOUR_MS;
  assert.equal(said(await chat(house, {}, AS_LEGAL)), '403 use_case_not_allowed');
});

test('an opening for another person opens nothing, and one whose cap is spent refuses', async (t) => {
  const useCases = [aUseCase({ modelStack: ['small'] }), LEGAL];
  const other = await open(t, { useCases, exceptions: [opening({ scope: { personId: 'max' } })] });
  assert.equal(said(await chat(other, {}, AS_LEGAL)), '403 use_case_not_allowed');
  const spent = await open(t, { useCases, exceptions: [opening({ cap: 1n })] });
  const answer = await chat(spent, {}, AS_LEGAL);
  assert.equal(said(answer), '429 budget_exhausted');
  assert.equal(JSON.parse(answer.text).error.tokenward.budget.envelopeId, 'e-1');
});

test('a model beside the stack is opened, and only what it serves is charged to the exception', async (t) => {
  const models = [
    aModel({ id: 'small' }),
    aModel({ id: 'large', targets: [{ upstreamId: 'main', upstreamModel: 'large' }] }),
  ];
  const useCases = [aUseCase({ modelStack: ['small'] })];
  const exceptions = [opening({ useCaseId: 'drafting', modelId: 'large' })];
  const closed = await open(t, { models, useCases });
  assert.equal(said(await chat(closed, { model: 'large' })), '403 model_not_allowed');
  const house = await open(t, { models, useCases, exceptions });
  assert.equal(said(await chat(house, { model: 'large' })), '200 answered');
  assert.deepEqual(
    (await house.settled(1)).charges?.accounts.map(({ envelopeId }) => envelopeId),
    ['e-1'],
  );
  assert.equal(said(await chat(house)), '200 answered');
  assert.equal((await house.settled(2)).charges, null);
});

test('a data class is opened within a use case, and never beyond the clearance of the model', async (t) => {
  const cleared = aModel({ id: 'small', clearance: { dataClassMax: 'restricted', region: null, retention: 'none' } });
  const useCases = [aUseCase({ modelStack: ['small'], allowedDataClasses: ['public', 'internal'] })];
  const exceptions = [opening({ useCaseId: 'drafting', dataClass: 'confidential' })];
  const declared = { 'tokenward-data-class': 'confidential' };
  const closed = await open(t, { models: [cleared], useCases });
  assert.equal(said(await chat(closed, {}, declared)), '403 data_class_not_allowed');
  const house = await open(t, { models: [cleared], useCases, exceptions });
  assert.equal(said(await chat(house, {}, declared)), '200 answered');
  const record = await house.settled(1);
  assert.deepEqual(
    record.charges?.accounts.map(({ envelopeId }) => envelopeId),
    ['e-1'],
  );
  assert.ok(record.exceptionIds.includes('exception:data-class:confidential'));
  assert.equal(said(await chat(house, {}, { 'tokenward-data-class': 'restricted' })), '403 data_class_not_allowed');
  const low = aModel({ id: 'small', clearance: { dataClassMax: 'internal', region: null, retention: 'none' } });
  const uncleared = await open(t, { models: [low], useCases, exceptions });
  assert.equal(said(await chat(uncleared, {}, declared)), '403 data_class_not_allowed');
});
