import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callHouse, type HouseAnswer } from './call-house.ts';
import { commandLineOf } from './command-line.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { eventually } from './eventually.ts';
import { makeHouseFolder } from './house-folder.ts';
import { startHouse } from './house-process.ts';
import { untilDrained, untilLedgerHas } from './read-ledger.ts';

const folder = makeHouseFolder();
const upstream = await startCountingUpstream();
const house = await startHouse({ folder, upstream: upstream.baseUrl });
const tokenward = commandLineOf(folder);
const useCaseId = 'drafting';
const modelStack = ['gpt-5.4-mini', 'gpt-5.4'];
const shadow = { share: 1, dailyLimitNanodollars: '1000000000' };
const routing = { mode: 'on', substitutes: true, shadow } as const;
await house.client.call('changeUseCase', {
  params: { id: useCaseId },
  body: { modelStack, routing, loggingRule: 'metadata', expectedOutputTokens: 300 },
});

const SIMPLE = 'Translate this sentence to French: the train is late.';
const ask = (): Promise<HouseAnswer> => {
  const messages = [{ role: 'user', content: SIMPLE }];
  return callHouse({ ...house, name: `task-${performance.now()}`, model: `${useCaseId}/auto`, body: { messages } });
};
/** Until every gateway has heard of the change. */
const servedBy = (model: string): Promise<string> =>
  eventually('the change to take effect', async () => {
    const answer = await ask();
    return answer.headers.get('tokenward-model') === model ? model : undefined;
  });

test('a simple call goes to the cheaper model, is compared in the background, and all of it can be read and undone', async () => {
  await servedBy('gpt-5.4-mini');
  await untilDrained(house.address);
  const { rows } = await eventually('a comparison', async () => {
    const page = await house.client.call('listRouteComparisons', { query: { useCaseId, limit: 10 } });
    return page.rows.length > 0 ? page : undefined;
  });
  assert.deepEqual([rows[0]?.modelId, rows[0]?.referenceId, rows[0]?.agreed], [...modelStack, true]);
  const served = await eventually('the record', async () => {
    const { rows: calls } = await house.client.call('listCalls', { query: { useCaseId, limit: 50 } });
    return calls.find(({ routeReason }) => routeReason === 'routed');
  });
  assert.deepEqual([served.modelId, served.requestedModel], ['gpt-5.4-mini', `${useCaseId}/auto`]);
  assert.ok(served.difficulty !== null && served.difficulty < 0.35);
  assert.ok(BigInt(served.routeSavingNanodollars ?? 0) > 0n);

  assert.match((await tokenward('routes')).out, /gpt-5\.4-mini +on +serving +gpt-5\.4: 100\.0 % of \d+/);
  const explained = await tokenward('routes', 'explain', useCaseId, SIMPLE);
  assert.match(explained.out, /It goes to "gpt-5\.4-mini"[\s\S]*1 word of routine work +-0\.80/);
  assert.match((await tokenward('routes', 'comparisons')).out, /gpt-5\.4-mini +gpt-5\.4 +text/);
  assert.match((await tokenward('routes', 'savings')).out, new RegExp(`${useCaseId} +\\d+ +\\$0\\.0`));
  const refused = await tokenward('routes', 'calibrate', useCaseId, 'gpt-5.4-mini');
  assert.equal(refused.code, 1);
  assert.match(refused.err, /a curve needs 50/);

  const back = await tokenward('routes', 'step-back', useCaseId, 'gpt-5.4-mini', '--reason', 'wrong dates');
  assert.match(back.out, /is stepped back from in/);
  await servedBy('gpt-5.4');
  const resumed = await tokenward('routes', 'resume', useCaseId, 'gpt-5.4-mini', '--reason', 'looked at');
  assert.equal(resumed.code, 0, resumed.err);
  await servedBy('gpt-5.4-mini');
  await untilLedgerHas(house, 4);
});
