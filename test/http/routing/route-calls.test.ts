import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallRecord } from '../../../src/domain/usage/call-record.ts';
import type { GatewayHouse } from '../../fakes/gateway-house.ts';
import { callGateway } from '../gateway/call-gateway.ts';
import { ask, DIFFICULT, openRoutedHouse, SIMPLE } from './routing-house.ts';

type Row = readonly [
  string,
  Parameters<typeof openRoutedHouse>[0],
  Parameters<typeof openRoutedHouse>[1],
  ReturnType<typeof ask>,
  string,
];

// what is asked of which house, and: model, reason, whether a difficulty and a saving stand on the record, header
// biome-ignore format: a table is read down
const table: readonly Row[] = [
  ['a simple call for auto',                  {},                                    {}, ask('auto', SIMPLE),                    'small routed difficulty saving small'],
  ['a simple call for auto of a use case',    {},                                    {}, ask('drafting/auto', SIMPLE),           'small routed difficulty saving small'],
  ['a difficult call for auto',               {},                                    {}, ask('auto', DIFFICULT),                 'large too_difficult difficulty - large'],
  ['a simple call that names the large one',  {},                                    {}, ask('large', SIMPLE),                   'small routed difficulty saving small'],
  ['a named model that may not be replaced',  { substitutes: false },                {}, ask('large', SIMPLE),                   'large requested difficulty - -'],
  ['a call that names the small one',         {},                                    {}, ask('small', DIFFICULT),                'small no_cheaper difficulty - -'],
  ['a rule that watches',                     { mode: 'observe' },                   {}, ask('large', SIMPLE),                   'large requested difficulty - -'],
  ['auto where it is watched',                { mode: 'observe' },                   {}, ask('auto', SIMPLE),                    'large auto difficulty - large'],
  ['auto where nothing is routed',            null,                                  {}, ask('auto', SIMPLE),                    'large auto - - large'],
  ['a named model where nothing is routed',   null,                                  {}, ask('large', SIMPLE),                   'large requested - - -'],
  ['a rule that is off',                      { mode: 'off' },                       {}, ask('large', SIMPLE),                   'large requested - - -'],
  ['a small model too small for the input',   {},  { small: { contextTokensMax: 5 } },   ask('auto', SIMPLE),                    'large no_cheaper difficulty - large'],
  ['a small model that is blocked',           {},  { small: { status: 'blocked' } },     ask('auto', SIMPLE),                    'large no_cheaper difficulty - large'],
  ['a small model that speaks another API',   {},  { small: { faces: ['openai-embeddings'] } }, ask('auto', SIMPLE),             'large no_cheaper difficulty - large'],
  ['tools, and nobody knows of abilities',    {},  { small: { abilities: null } },       ask('auto', SIMPLE, { tools: [{ type: 'function', function: { name: 'a' } }] }), 'large no_cheaper difficulty - large'],
  ['tools, and the small one can use them',   {},                                    {}, ask('auto', SIMPLE, { tools: [{ type: 'function', function: { name: 'a' } }] }), 'small routed difficulty saving small'],
  ['a model that is stepped back from',       {},  { options: { routing: { steppedBack: new Set(['drafting/small']), calibrations: new Map() } } }, ask('auto', SIMPLE), 'large stepped_back difficulty - large'],
  ['a curve that finds it too risky',         {},  { options: { routing: { steppedBack: new Set(), calibrations: new Map([['drafting/small', { version: 1, method: 'platt', points: [{ raw: 0, risk: 0.9 }, { raw: 1, risk: 0.9 }], observations: 60, brierRaw: 0, brierCalibrated: 0 }]]) } } }, ask('auto', SIMPLE), 'large too_difficult difficulty - large'],
];
for (const [asked, rule, change, call, expected] of table) {
  test(`${asked} is served by ${expected}`, async () => {
    const house = await openRoutedHouse(rule, change);
    try {
      const answer = await callGateway(house.address, call);
      assert.equal(answer.status, 200, answer.text);
      const record = await house.settled(1);
      assert.equal(inWords(record, answer.headers['tokenward-model']), expected);
      assert.equal(house.admissions[0]?.modelId, record.modelId);
      assert.equal(JSON.parse(String(house.seen[0]?.body)).model, record.modelId);
    } finally {
      await house.close();
    }
  });
}

test('what policy does not clear is not routed to, and content above the small model stays with the large', async () => {
  const house = await openRoutedHouse(
    {},
    {
      useCase: { allowedDataClasses: ['public', 'internal', 'confidential'] },
      large: { clearance: { dataClassMax: 'confidential', region: null, retention: 'none' } },
    },
  );
  try {
    const headers = {
      authorization: 'Bearer tw_test_key_of_the_gateway_house',
      'tokenward-data-class': 'confidential',
    };
    await callGateway(house.address, { ...ask('auto', SIMPLE), headers });
    const record = await house.settled(1);
    assert.deepEqual([record.modelId, record.routeReason], ['large', 'no_cheaper']);
  } finally {
    await house.close();
  }
});

test('a conversation stays with the model that it began with, and what was lost by leaving it is on the record', async () => {
  const house = await openRoutedHouse({});
  try {
    const long = `${SIMPLE} ${'The train was late again. '.repeat(300)}`;
    const begun = [{ role: 'user', content: long }];
    const said = async (turns: readonly object[]): Promise<CallRecord> => {
      await callGateway(house.address, { path: '/v1/chat/completions', body: { model: 'auto', messages: turns } });
      return house.settled(house.records.length);
    };
    const first = await said(begun);
    assert.deepEqual([first.modelId, first.routeReason], ['small', 'routed']);
    const goesOn = [...begun, { role: 'assistant', content: 'Oui.' }, { role: 'user', content: 'And the next?' }];
    const second = await said(goesOn);
    assert.deepEqual([second.modelId, second.routeReason, second.taskId], ['small', 'sticky', first.taskId]);
    const harder = [...goesOn, { role: 'assistant', content: 'Oui.' }, { role: 'user', content: DIFFICULT }];
    const third = await said(harder);
    assert.deepEqual([third.modelId, third.routeReason], ['large', 'too_difficult']);
    assert.ok(BigInt(third.routeSavingNanodollars ?? 0) < 0n, String(third.routeSavingNanodollars));
  } finally {
    await house.close();
  }
});

test('a saving is what the reference would have cost, less what was paid', async () => {
  const house = await openRoutedHouse({});
  try {
    await callGateway(house.address, ask('auto', SIMPLE));
    const record = await house.settled(1);
    // The large model costs ten times as much for each bucket.
    assert.equal(BigInt(record.routeSavingNanodollars ?? 0), BigInt(record.costNanodollars ?? 0) * 9n);
  } finally {
    await house.close();
  }
});

test('no model outside the stack is ever routed to, whatever the rule says', async () => {
  const house = await openRoutedHouse({ canary: { modelId: 'vectors', share: 0.5 } });
  try {
    for (let at = 0; at < 8; at += 1) await callGateway(house.address, ask('auto', `${SIMPLE} ${at}`));
    await house.settled(8);
    assert.deepEqual([...new Set(modelsOf(house))], ['small']);
  } finally {
    await house.close();
  }
});

test('a canary takes about its share of conversations, and never leaves one of them', async () => {
  const house = await openRoutedHouse({ canary: { modelId: 'small', share: 0.5 } });
  try {
    for (let at = 0; at < 40; at += 1) await callGateway(house.address, ask('auto', `${DIFFICULT} ${'x'.repeat(at)}`));
    await house.settled(40);
    const onTrial = house.records.filter(({ routeReason }) => routeReason === 'canary').length;
    assert.ok(onTrial > 8 && onTrial < 32, `${onTrial} of 40`);
  } finally {
    await house.close();
  }
});

function modelsOf(house: GatewayHouse): readonly (string | null)[] {
  return house.records.map(({ modelId }) => modelId);
}

function inWords(record: CallRecord, header: unknown): string {
  const { modelId, routeReason, difficulty, routeSavingNanodollars } = record;
  const has = (value: unknown, word: string): string => (value === null ? '-' : word);
  return [
    modelId,
    routeReason,
    has(difficulty, 'difficulty'),
    has(routeSavingNanodollars, 'saving'),
    header ?? '-',
  ].join(' ');
}
