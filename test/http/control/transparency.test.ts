import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { type ControlHouse, EVERY_SCOPE, openControlHouse, START_MS } from './control-house.ts';

describe('what a person is told of their rules and their record', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  let sam: ControlClient;
  let callId = '';
  before(async () => {
    house = await openControlHouse();
    ada = await house.admin();
    await house.addPerson('sam');
    await plantCatalog(ada);
    const key = await ada.call('createApiKey', {
      body: {
        name: "Sam's",
        owner: { kind: 'person', personId: 'sam' },
        allowedUseCaseIds: ['drafting', 'letters'],
        defaultUseCaseId: 'drafting',
      },
    });
    await house.refresh();
    sam = house.clientOf(key.secret ?? '');
    const ingest = createIngest({ pool: house.database.pool, clock: { nowMs: () => START_MS }, log: () => undefined });
    const call = sampleCall(1, { admittedAtMs: START_MS - 1000, personId: 'sam', keyId: key.id });
    callId = call.callId;
    await ingest(batchOf(1, { settles: [call] }));
    await house.keepContent({
      callId,
      owner: { kind: 'person', personId: 'sam' },
      useCaseId: 'letters',
      tier: 2,
      dataClass: 'confidential',
      parts: [{ direction: 'request', kind: 'user', text: 'planted text of sam' }],
      atMs: START_MS - 1000,
    });
  });
  after(() => house.close());

  test('the rules name use cases, tiers, models and classes, and what the policy answers to each kind of finding', async () => {
    const rules = await sam.call('readMyRules', {});
    assert.deepEqual(
      rules.useCases.map(({ id, tier, models }) => [id, tier, models]),
      [
        ['drafting', 1, ['small']],
        ['letters', 2, ['small']],
      ],
    );
    const [drafting, letters] = rules.useCases;
    const credentials = drafting?.whenFound?.groups.find(({ group }) => group === 'credential');
    assert.match(credentials?.outcomes[0]?.does ?? '', /^Refused: /, 'the built-in policy blocks credentials');
    assert.ok((credentials?.outcomes[0]?.types.length ?? 0) > 5);
    const personal = drafting?.whenFound?.groups.find(({ group }) => group === 'personal');
    assert.match(JSON.stringify(personal), /[Pp]laceholders leave in its place/);
    assert.match(drafting?.content ?? '', /is not kept/);
    assert.match(letters?.content ?? '', /public 30 days, internal 30 days, confidential 14 days, restricted 7 days/);
    assert.equal(rules.stopped, null);
    const one = await sam.call('readMyRules', { query: { useCaseId: 'letters' } });
    assert.deepEqual(one.useCases, [letters]);
    const quick = await sam.call('readMyRules', { query: { findings: 'left_out' } });
    assert.deepEqual(
      quick.useCases,
      rules.useCases.map((useCase) => ({ ...useCase, whenFound: null })),
    );
  });

  test('a suspension is told with its reason, and a shorter retention at once', async () => {
    await ada.call('suspend', { body: { kind: 'use_case', id: 'letters', reason: 'a leak' } });
    await ada.call('setContentRetention', { body: { useCaseId: 'letters', days: 2 } });
    await house.refresh();
    const { useCases } = await sam.call('readMyRules', {});
    assert.match(useCases[1]?.stopped ?? '', /"letters" is suspended until it is lifted: a leak/);
    assert.match(useCases[1]?.content ?? '', /confidential 2 days/);
    await ada.call('lift', { body: { kind: 'use_case', id: 'letters' } });
  });

  test('the record tells every member of a call in words, what is kept of it, and who looked', async () => {
    const body = { callId, purpose: 'quality', reason: 'Sam asked for help with it.' } as const;
    const access = await ada.call('requestContentAccess', { body });
    const { rows } = await ada.call('listContent', { query: { callId } });
    const read = await ada.call('readContent', { params: { id: rows[0]?.id ?? '' }, query: { accessId: access.id } });
    assert.equal(read.text[0]?.text, 'planted text of sam');
    house.clock.ms += 1;
    const record = await sam.call('readMyRecord', { query: { calls: 5 } });
    assert.deepEqual(record.owner, { kind: 'person', personId: 'sam' });
    assert.equal(record.calls.length, 1);
    assert.equal(record.calls[0]?.contentKept, true);
    for (const { means } of record.calls[0]?.fields ?? []) assert.match(means, / |^\w+$/);
    const outcome = record.calls[0]?.fields.find(({ member }) => member === 'outcome');
    assert.deepEqual(outcome, { member: 'outcome', means: 'how it ended', value: 'completed' });
    assert.deepEqual(
      record.content.map(({ useCaseId, records, days }) => [useCaseId, records, days]),
      [['letters', 1, 2]],
    );
    assert.deepEqual(
      record.readings.map(({ readerId, purpose, callId: of }) => [readerId, purpose, of]),
      [['ada', 'quality', callId]],
    );
    assert.doesNotMatch(JSON.stringify(record), /planted text/, 'the record tells that there is text, not the text');
    const other = await ada.call('readMyRecord', {});
    assert.deepEqual([other.calls, other.readings, other.content], [[], [], []], 'of others nothing');
  });

  test('the access review says who could, who did, and what is worth a look', async () => {
    const review = await ada.call('readAccessReview', {});
    const mine = review.keys.find(({ scopes }) => scopes.includes('content.read'));
    assert.deepEqual([mine?.ownerId, mine?.readings], ['ada', 1]);
    assert.ok((mine?.changes ?? 0) > 5);
    assert.ok(mine?.lastUsedAt !== null);
    assert.match(review.remarks.join('\n'), /may both read content and erase it/);
    assert.deepEqual(
      review.readings.map(({ readerId, ownerId }) => [readerId, ownerId]),
      [['ada', 'sam']],
    );
    assert.ok(
      review.keys.every(({ ownerId }) => ownerId !== 'sam'),
      'a key that only calls is no matter of it',
    );
    house.clock.ms += 70 * 86_400_000;
    const later = await house.clientOf(await house.makeKey(EVERY_SCOPE)).call('readAccessReview', {});
    assert.ok(
      later.keys.some(({ stale, name }) => stale && name === "Sam's"),
      'unless it is stale',
    );
    house.clock.ms = START_MS;
  });
});

async function plantCatalog(ada: ControlClient): Promise<void> {
  await ada.call('createUpstream', {
    body: { id: 'main', kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1', key: { kind: 'none' } },
  });
  await ada.call('createModel', {
    body: {
      id: 'small',
      vendor: 'openai',
      faces: ['openai-chat'],
      targets: [{ upstreamId: 'main', upstreamModel: 'small' }],
      priceKey: 'openai/small',
    },
  });
  const classes = { allowedDataClasses: ['public', 'internal', 'confidential'] } as const;
  const useCase = { modelStack: ['small'], ...classes, allowedDataClasses: [...classes.allowedDataClasses] };
  await ada.call('createUseCase', {
    body: { ...useCase, id: 'drafting', name: 'Drafting', tier: 1, allowedDataClasses: ['public', 'internal'] },
  });
  await ada.call('createUseCase', {
    body: { ...useCase, id: 'letters', name: 'Letters', tier: 2, loggingRule: 'content' },
  });
}
