import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { watchRoutes } from '../../../src/control/watch-routes.ts';
import type { Notice } from '../../../src/domain/notice/notice.ts';
import type { RouteComparison } from '../../../src/domain/routing/route-state.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, callIdAt, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { createRouteComparisons } from '../../../src/store/routing/create-route-comparisons.ts';
import { createRoutingStore } from '../../../src/store/routing/create-routing-store.ts';
import { type ControlHouse, EVERY_SCOPE, openControlHouse, START_MS } from './control-house.ts';

const HOUR_MS = 3_600_000;
const route = { useCaseId: 'drafting', modelId: 'small' };
const rule = { mode: 'on', substitutes: true, agreementMin: 0.9 } as const;

describe('routes by the control API', () => {
  let house: ControlHouse;
  let client: ControlClient;
  let serial = 0;
  before(async () => {
    house = await openControlHouse();
    client = await house.admin();
    const key = { kind: 'none' } as const;
    await client.call('createUpstream', {
      body: { id: 'main', kind: 'openai', baseUrl: 'https://api.openai.test/v1', key },
    });
    for (const id of ['small', 'large']) {
      const targets = [{ upstreamId: 'main', upstreamModel: id }];
      await client.call('createModel', {
        body: { id, vendor: 'openai', faces: ['openai-chat'], targets, priceKey: `openai/${id}` },
      });
      const times = id === 'small' ? 1 : 10;
      const amount = (dollars: number): string => String(dollars * times * 1e9);
      const nanodollarsPerMillionTokens = {
        inputUncached: amount(0.25),
        inputCacheRead: amount(0.025),
        inputCacheWrite5m: null,
        inputCacheWrite1h: null,
        outputVisible: amount(2),
        outputReasoning: amount(2),
      };
      const body = {
        priceKey: `openai/${id}`,
        effectiveFrom: '2026-01-01T00:00:00Z',
        source: 'test',
        nanodollarsPerMillionTokens,
      };
      await client.call('createPrice', { body });
    }
    const modelStack = ['small', 'large'];
    await client.call('createUseCase', {
      body: { id: 'drafting', name: 'Drafting', tier: 1, modelStack, routing: rule },
    });
    await client.call('createUseCase', { body: { id: 'plain', name: 'Plain', tier: 1, modelStack } });
    await house.refresh();
  });
  after(() => house.close());

  const refusal = async (work: Promise<unknown>): Promise<ProblemError> => {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof ProblemError, String(error));
    return error;
  };
  const typesOf = async (): Promise<readonly string[]> => {
    const { rows } = await client.call('listAuditEvents', { query: { subject: 'use_case:drafting', limit: 100 } });
    return rows.map(({ body }) => String((JSON.parse(body) as { readonly type: string }).type));
  };
  const compare = async (change: Partial<RouteComparison>): Promise<void> => {
    serial += 1;
    const comparedAtMs = house.clock.ms + serial;
    const id = callIdAt(comparedAtMs, serial);
    const { keep } = createRouteComparisons({ pool: house.database.pool });
    const pair = { ...route, referenceId: 'large', callId: 'call', kind: 'text', similarity: 0.8 } as const;
    await keep({ ...pair, id, raw: 0.2, agreed: true, shadowCostNanodollars: '7', comparedAtMs, ...change });
  };
  const context = () => ({ ...house.context, routing: createRoutingStore({ pool: house.database.pool }) });
  const told = new Map<string, Notice>();
  const watch = () => watchRoutes(context(), async (notice) => void told.set(notice.id, notice));
  const standing = async () => {
    const { rows } = await client.call('listRoutes', { query: { useCaseId: 'drafting' } });
    const found = rows.find(({ modelId }) => modelId === 'small');
    assert.ok(found);
    return found;
  };

  test('a use case that routes shows each model of its stack, and one that does not shows nothing', async () => {
    const { rows } = await client.call('listRoutes', {});
    assert.deepEqual(
      rows.map(({ useCaseId, modelId, state, pairs }) => [useCaseId, modelId, state, pairs.length]),
      [
        ['drafting', 'small', 'serving', 0],
        ['drafting', 'large', 'serving', 0],
      ],
    );
    assert.equal((await refusal(client.call('listRoutes', { query: { useCaseId: 'nobody' } }))).code, 'not_found');
  });

  test('a rule that names a model outside the stack, or has nothing to choose from, is refused', async () => {
    const change = (body: object) => client.call('changeUseCase', { params: { id: 'plain' }, body });
    const canary = { mode: 'on', canary: { modelId: 'elsewhere', share: 0.1 } };
    assert.equal((await refusal(change({ routing: canary }))).code, 'rule_broken');
    assert.equal((await refusal(change({ routing: { mode: 'on', templateModels: { a: 'b' } } }))).code, 'rule_broken');
    assert.equal((await refusal(change({ routing: { mode: 'on' }, modelStack: ['small'] }))).code, 'rule_broken');
    assert.equal(
      (await refusal(change({ routing: { mode: 'on', canary: { modelId: 'small', share: 0.9 } } }))).code,
      'body_invalid',
    );
  });

  test('a dry run explains itself step by step, and says nothing of the words that it was given', async () => {
    const body = { useCaseId: 'drafting', instruction: 'Translate this zanzibar sentence to French.' };
    const simple = await client.call('explainRoute', { body });
    assert.deepEqual([simple.modelId, simple.reason, simple.referenceId], ['small', 'routed', 'large']);
    assert.ok(BigInt(simple.expectedNanodollars ?? 0) * 10n <= BigInt(simple.expectedAtReferenceNanodollars ?? 0));
    assert.doesNotMatch(JSON.stringify(simple), /zanzibar/);
    assert.equal((await client.call('explainRoute', { body: { ...body, reasoning: 'high' } })).reason, 'no_cheaper');
    const hard = await client.call('explainRoute', { body: { ...body, inputTokens: 500_000, turnCount: 80 } });
    assert.equal(hard.reason, 'too_difficult');
    const conversation = { modelId: 'large', warmTokens: 100_000 };
    const warm = await client.call('explainRoute', {
      body: { ...body, inputTokens: 100_010, maxOutputTokens: 1, conversation },
    });
    assert.ok(warm.leavingNanodollars !== null);
    assert.equal((await refusal(client.call('explainRoute', { body: { useCaseId: 'plain' } }))).code, 'rule_broken');
    assert.equal(
      (await refusal(client.call('explainRoute', { body: { ...body, model: 'nobody' } }))).code,
      'not_found',
    );
  });

  test('a person steps back from a model and lets it go on, each once in the trail', async () => {
    const order = { ...route, reason: 'wrong dates' };
    const made = await client.call('stepBackRoute', { body: order });
    assert.deepEqual([made.state, made.cause, made.changedBy], ['stepped_back', 'person', 'ada']);
    assert.equal((await client.call('stepBackRoute', { body: order })).revision, 1);
    await house.refresh();
    const body = { useCaseId: 'drafting', instruction: 'Translate this.' };
    assert.equal((await client.call('explainRoute', { body })).reason, 'stepped_back');
    const resumed = await client.call('resumeRoute', { body: { ...order, reason: 'mended' } });
    assert.deepEqual([resumed.state, resumed.cause, resumed.reason], ['serving', null, 'mended']);
    assert.equal((await client.call('resumeRoute', { body: order })).revision, 2);
    assert.deepEqual(await typesOf(), ['use_case.created', 'route.stepped_back', 'route.resumed']);
    assert.equal(
      (await refusal(client.call('stepBackRoute', { body: { ...order, modelId: 'elsewhere' } }))).code,
      'not_found',
    );
    assert.equal(
      (await refusal(client.call('resumeRoute', { body: { ...order, modelId: 'large' } }))).code,
      'not_found',
    );
    assert.equal(
      (await refusal(client.call('stepBackRoute', { body: { ...order, useCaseId: 'plain' } }))).code,
      'rule_broken',
    );
  });

  test('what was seen before a model was let go on counts no more, and good answers are left alone', async () => {
    for (let at = 0; at < 40; at += 1) await compare({ comparedAtMs: START_MS - HOUR_MS + at, agreed: false });
    for (let at = 0; at < 60; at += 1) await compare({ agreed: at % 20 !== 0 });
    assert.equal(await watch(), 0);
    const { pairs, tests } = await standing();
    assert.deepEqual([pairs[0]?.referenceId, pairs[0]?.agreement.of, pairs[0]?.agreement.count], ['large', 60, 57]);
    assert.ok((pairs[0]?.agreement.low ?? 1) < 0.95 && (pairs[0]?.agreement.high ?? 0) > 0.95);
    assert.ok(!tests.agreement.fallen && tests.agreement.evidence < 1);
  });

  test('comparisons are listed newest first, page by page, and hold no content', async () => {
    const seen = [];
    for await (const row of client.rows('listRouteComparisons', { query: { useCaseId: 'drafting', limit: 30 } }))
      seen.push(row);
    assert.equal(seen.length, 100);
    assert.deepEqual(
      seen
        .map(({ id }) => id)
        .sort()
        .reverse(),
      seen.map(({ id }) => id),
    );
    const { rows } = await client.call('listRouteComparisons', { query: { modelId: 'large' } });
    assert.deepEqual(rows, []);
  });

  test('a curve is fitted from what was compared, takes the place of the one before, and needs both outcomes', async () => {
    for (let at = 0; at < 60; at += 1) await compare({ raw: 0.7 + at / 1_000, agreed: at % 2 === 0 });
    const first = await client.call('calibrateRoute', { body: route });
    assert.deepEqual([first.version, first.method, first.status, first.madeBy], [1, 'platt', 'active', 'ada']);
    assert.equal((await client.call('calibrateRoute', { body: route })).version, 2);
    await house.refresh();
    assert.equal((await standing()).calibrationVersion, 2);
    const body = { useCaseId: 'drafting', instruction: 'Translate this.' };
    assert.equal((await client.call('explainRoute', { body })).models[0]?.calibrationVersion, 2);
    assert.equal(
      (await refusal(client.call('calibrateRoute', { body: { ...route, modelId: 'large' } }))).code,
      'rule_broken',
    );
  });

  test('answers that differ too often are stepped back from by themselves, once, and only a person undoes it', async () => {
    for (let at = 0; at < 60; at += 1) await compare({ agreed: at % 3 === 0 });
    assert.equal(await watch(), 1);
    assert.equal(await watch(), 0);
    const { state, change } = await standing();
    assert.deepEqual([state, change?.cause, change?.changedBy], ['stepped_back', 'agreement', 'route-watch']);
    assert.deepEqual(
      [...told.values()].map(({ kind, detail }) => [kind, detail['modelId'], detail['cause']]),
      [['route_stepped_back', 'small', 'agreement']],
    );
    assert.equal((await typesOf()).at(-1), 'route.stepped_back');
    // What was compared lies before the moment at which somebody looks at it.
    house.clock.ms += 1_000;
    await client.call('resumeRoute', { body: { ...route, reason: 'looked at' } });
    assert.equal(await watch(), 0);
  });

  test('savings are net, with where calls went and why: what was lost, compared and tried twice is taken off, and may leave less than nothing', async () => {
    const ingest = createIngest({ pool: house.database.pool, clock: { nowMs: () => START_MS }, log: () => undefined });
    const at = (hours: number) => ({ admittedAtMs: START_MS - hours * HOUR_MS });
    const calls = [
      sampleCall(1, { ...at(1), routeReason: 'routed', routeSavingNanodollars: '900' }),
      sampleCall(2, { ...at(2), routeReason: 'too_difficult', routeSavingNanodollars: '-1000' }),
      sampleCall(3, { ...at(3), routeReason: 'shadow', shadowOf: 'a', costNanodollars: '300' }),
      sampleCall(4, { ...at(4), routeReason: 'latency', routeSavingNanodollars: '-50' }),
      sampleCall(5, at(5)),
      sampleCall(6, { ...at(6), routeReason: 'routed', difficulty: 0.2 }),
      sampleCall(7, { ...at(6), routeReason: 'routed', difficulty: 0.1 }),
      sampleCall(8, { ...at(6), routeReason: 'too_difficult', difficulty: 0.9, modelId: 'large' }),
      sampleCall(9, { ...at(6), answeredBy: 'cache', avoidedCostNanodollars: '40' }),
      sampleCall(10, { ...at(6), answeredBy: 'cache', avoidedCostNanodollars: null }),
      sampleCall(11, { ...at(6), answeredBy: 'workflow', avoidedCostNanodollars: '7', useCaseId: 'plain' }),
    ];
    await ingest(batchOf(1, { admits: calls, settles: calls }));
    const { rows, total, choices } = await client.call('readRouteSavings', {});
    const sums = {
      calls: 3,
      savedNanodollars: '900',
      lostNanodollars: '-1050',
      shadowCalls: 1,
      shadowCostNanodollars: '300',
      lateCalls: 1,
      netNanodollars: '-450',
    };
    assert.deepEqual([rows, total], [[{ useCaseId: 'drafting', ...sums }], sums]);
    const chosen = choices.map(({ modelId, reason, calls: counted }) => `${modelId} ${reason} ${counted}`);
    assert.deepEqual(chosen, ['small routed 2', 'large too_difficult 1']);
    assert.match(choices[0]?.inWords ?? '', /simple enough/);
    const avoided = await client.call('readAvoidedCosts', {});
    const cached = { answeredBy: 'cache', calls: 2, callsUnpriced: 1, avoidedCostNanodollars: '40' };
    const worked = { answeredBy: 'workflow', calls: 1, callsUnpriced: 0, avoidedCostNanodollars: '7' };
    assert.deepEqual(avoided.totals, [cached, worked]);
    assert.deepEqual(avoided.rows, [
      { useCaseId: 'drafting', ...cached },
      { useCaseId: 'plain', ...worked },
    ]);
    const { rows: none } = await client.call('readAvoidedCosts', { query: { useCaseId: 'elsewhere' } });
    assert.deepEqual(none, []);
  });

  test('calls that fail too often at their upstream are stepped back from as well', async () => {
    house.clock.ms += HOUR_MS;
    const ingest = createIngest({
      pool: house.database.pool,
      clock: { nowMs: () => house.clock.ms },
      log: () => undefined,
    });
    const calls = Array.from({ length: 40 }, (_, at) =>
      sampleCall(100 + at, {
        admittedAtMs: house.clock.ms - HOUR_MS / 2 + at,
        routeReason: 'routed',
        outcome: at % 2 === 0 ? 'upstream_error' : 'completed',
      }),
    );
    await ingest(batchOf(2, { admits: calls, settles: calls }));
    assert.equal(await watch(), 1);
    assert.equal((await standing()).change?.cause, 'errors');
  });

  test('a service account cannot let a model go on, and a key without the scope can do none of it', async () => {
    const account = { id: 'robot', name: 'Robot', teamId: 'support', ownerPersonId: 'ada' };
    await client.call('createServiceAccount', { body: account });
    const owner = { kind: 'service_account', serviceAccountId: 'robot' } as const;
    const scopes = ['control.read', 'control.write'] as const;
    const made = await client.call('createApiKey', {
      body: { name: 'robot', owner, lane: 'production', scopes: [...scopes] },
    });
    await house.refresh();
    const robot = house.clientOf(made.secret ?? '');
    assert.equal((await refusal(robot.call('resumeRoute', { body: { ...route, reason: 'x' } }))).code, 'four_eyes');
    const reader = house.clientOf(await house.makeKey(EVERY_SCOPE.filter((scope) => scope !== 'control.write')));
    assert.equal(
      (await refusal(reader.call('stepBackRoute', { body: { ...route, reason: 'x' } }))).code,
      'scope_missing',
    );
    assert.equal((await reader.call('listRoutes', {})).rows.length, 2);
  });
});
