import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { CacheRule } from '../../../src/domain/catalog/cache-rule.ts';
import { aModel, aUseCase } from '../../fakes/catalog-rows.ts';
import type { GatewayHouse, GatewayHouseOptions } from '../../fakes/gateway-house.ts';
import { type Asked, askHouse, CHAT, EXACT, HELLO, openCachedHouse, type Question } from './cached-house.ts';
import { callGateway } from './call-gateway.ts';

let house: GatewayHouse;
afterEach(() => house.close());

async function open(rule: Partial<CacheRule> = {}, options: GatewayHouseOptions = {}): Promise<void> {
  house = await openCachedHouse(rule, options);
}

const ask = (key: string, body: unknown = HELLO, question: Question = {}): Promise<Asked> =>
  askHouse(house, key, body, question);

test('what was cut off, failed or calls a tool is never kept', async () => {
  const faults = ['sim-cut', 'sim-error-500', 'sim-no-usage'];
  await open();
  const models = [
    aModel(),
    ...faults.map((id) => aModel({ id, targets: [{ upstreamId: 'main', upstreamModel: id }] })),
  ];
  house.change({
    models: new Map(models.map((row) => [row.id, row])),
    useCases: new Map([['drafting', aUseCase({ modelStack: models.map(({ id }) => id), cache: EXACT })]]),
  });
  for (const model of faults) for (const stream of [false, true]) await ask('ada', { ...HELLO, model, stream });
  const tools = [{ type: 'function', function: { name: 'clock', parameters: { type: 'object' } } }];
  for (const stream of [false, true]) await ask('ada', { ...HELLO, stream, tools, tool_choice: 'required' });
  await ask('ada', { ...HELLO, max_tokens: 3 });
  assert.equal(house.gateway.answerCache.state().answers, 0);
});

test('a changed use case, a new policy, a suspension and a purge each make what is kept unusable', async () => {
  await open();
  await ask('ada');
  assert.equal((await ask('ada')).record.cacheStatus, 'hit');
  house.change({ cachePurges: [{ version: 2, subject: { kind: 'team', id: 'sales' } }] });
  assert.equal((await ask('ada')).record.cacheStatus, 'hit');
  house.change({ cachePurges: [{ version: 3, subject: { kind: 'person', id: 'ada' } }] });
  assert.equal((await ask('bob')).record.cacheStatus, 'miss');
  house.change({ cachePurges: [{ version: 4, subject: { kind: 'person', id: 'ada' } }] });
  assert.equal((await ask('ada')).record.cacheStatus, 'hit', 'the answer is one that bob was given first');
  house.change({ policies: { ...house.gateway.snapshots.current().policies } });
  assert.equal((await ask('ada')).record.cacheStatus, 'miss');
  const changed = aUseCase({ modelStack: ['small'], purpose: 'Another', cache: EXACT });
  house.change({ useCases: new Map([['drafting', changed]]) });
  assert.equal((await ask('ada')).record.cacheStatus, 'miss');
  const subject = { kind: 'key', id: 'key-1' } as const;
  house.change({ suspensions: new Map([['key:key-1', { id: 's', subject, reason: 'lost', expiresAtMs: null }]]) });
  assert.equal(
    (await ask('bob')).record.cacheStatus,
    'miss',
    'what a suspended key was given first is given to nobody',
  );
});

test('calls that are equal and come at once ask once; those that waited say so', async () => {
  await open({}, { eventDelayMs: 5 });
  const all = await Promise.all(
    Array.from({ length: 8 }, () =>
      callGateway(house.address, {
        path: CHAT,
        body: { ...HELLO, stream: true },
        headers: { authorization: 'Bearer ada' },
      }),
    ),
  );
  await house.settled(8);
  assert.equal(house.seen.length, 1);
  assert.equal(new Set(all.map(({ text }) => text)).size, 1);
  assert.deepEqual(house.records.map(({ cacheStatus }) => cacheStatus).sort(), [
    'joined',
    'joined',
    'joined',
    'joined',
    'joined',
    'joined',
    'joined',
    'miss',
  ]);
  assert.equal(house.records.filter(({ costNanodollars }) => costNanodollars !== '0').length, 1);
});

test('when the first of equal calls fails one other takes its place, and when its answer cannot be given again all go alone', async () => {
  await open();
  const models = ['sim-error-500', 'small'].map((id) =>
    aModel({ id, targets: [{ upstreamId: 'main', upstreamModel: id }] }),
  );
  house.change({
    models: new Map(models.map((row) => [row.id, row])),
    useCases: new Map([['drafting', aUseCase({ modelStack: models.map(({ id }) => id), cache: EXACT })]]),
  });
  const failing = { ...HELLO, model: 'sim-error-500' };
  const failed = await Promise.all(
    [1, 2, 3].map(() =>
      callGateway(house.address, { path: CHAT, body: failing, headers: { authorization: 'Bearer ada' } }),
    ),
  );
  assert.ok(failed.every(({ status }) => status >= 500));
  assert.equal(house.seen.length, 3, 'each asked in its turn');
  const tools = [{ type: 'function', function: { name: 'clock', parameters: { type: 'object' } } }];
  const called = await Promise.all(
    [1, 2, 3].map(() =>
      callGateway(house.address, {
        path: CHAT,
        body: { ...HELLO, tools, tool_choice: 'required' },
        headers: { authorization: 'Bearer ada' },
      }),
    ),
  );
  assert.ok(called.every(({ status }) => status === 200));
  assert.equal(house.seen.length, 6);
});
