import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { carryOutErasures } from '../../../src/control/erasures.ts';
import { destroyExpired } from '../../../src/control/retention.ts';
import type { ContentRecord } from '../../../src/ports/content-sink.ts';
import { type ControlHouse, EVERY_SCOPE, openControlHouse, START_MS } from './control-house.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const CALL = '019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11';
const DEEP_CALL = '019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a12';
const WHY = 'A customer complained about an answer.';

describe('kept content by the control API', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  let bea: ControlClient;
  let sam: ControlClient;
  before(async () => {
    house = await openControlHouse();
    ada = await house.admin();
    await house.addPerson('bea');
    await house.addPerson('sam');
    bea = house.clientOf(await house.makeKeyOf('bea', EVERY_SCOPE));
    sam = house.clientOf(await house.makeKeyOf('sam', ['call']));
    await ada.call('createUseCase', { body: { id: 'drafting', name: 'Drafting', tier: 1, modelStack: [] } });
    await house.keepContent(record({ callId: CALL, text: 'A letter to a customer.' }));
    await house.keepContent(record({ callId: DEEP_CALL, text: 'A dismissal.', tier: 3, dataClass: 'restricted' }));
  });
  after(() => house.close());

  const refusal = async (work: Promise<unknown>): Promise<ProblemError> => {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof ProblemError, 'it was not refused');
    return error;
  };
  const ask = (client: ControlClient, callId: string) =>
    client.call('requestContentAccess', { body: { callId, purpose: 'quality', reason: WHY, minutes: 10 } });
  const recordOf = async (callId: string): Promise<string> => {
    const { rows } = await ada.call('listContent', { query: { callId } });
    return rows[0]?.id ?? 'none';
  };

  test('whoever may read the control plane cannot read content, list it, or let themselves do so', async () => {
    const reader = house.clientOf(await house.makeKey(['control.read', 'control.write', 'audit.read']));
    assert.equal((await refusal(reader.call('listContent', {}))).problem.code, 'scope_missing');
    assert.equal((await refusal(ask(reader, CALL))).problem.code, 'scope_missing');
    const key = {
      name: 'for myself',
      projectId: null,
      lane: 'production',
      defaultUseCaseId: null,
    } as const;
    const scopes: ['content.read'] = ['content.read'];
    const own = reader.call('createApiKey', {
      body: { ...key, scopes, allowedUseCaseIds: [], owner: { kind: 'person', personId: 'ada' } },
    });
    assert.equal((await refusal(own)).problem.code, 'grant_exceeds_creator');
    const forOther = await reader.call('createApiKey', {
      body: { ...key, scopes, allowedUseCaseIds: [], owner: { kind: 'person', personId: 'bea' } },
    });
    assert.deepEqual(forOther.scopes, ['content.read'], 'for somebody else they can');
    const account = { id: 'robot', name: 'Robot', teamId: 'support', ownerPersonId: 'ada' };
    await reader.call('createServiceAccount', { body: account });
    const robot = { kind: 'service_account', serviceAccountId: 'robot' } as const;
    const forRobot = reader.call('createApiKey', { body: { ...key, scopes, allowedUseCaseIds: [], owner: robot } });
    assert.equal((await refusal(forRobot)).problem.code, 'grant_exceeds_creator', 'nor a program of theirs');
  });

  test('a request is granted for its minutes, the text is read, and trail and person read know of it', async () => {
    const access = await ask(ada, CALL);
    assert.equal(access.state, 'granted');
    const id = await recordOf(CALL);
    const read = await ada.call('readContent', { params: { id }, query: { accessId: access.id } });
    assert.deepEqual(read.text, [{ direction: 'request', kind: 'user', text: 'A letter to a customer.' }]);
    const { rows } = await ada.call('listAuditEvents', { query: { type: 'content.read', limit: 10 } });
    assert.match(rows[0]?.body ?? '', new RegExp(`"subject":"call:${CALL}"`));
    assert.doesNotMatch(JSON.stringify(rows), /letter/);
    const { rows: readings } = await ada.call('listContentReadings', {});
    assert.deepEqual([readings[0]?.readerId, readings[0]?.ownerId, readings[0]?.purpose], ['ada', 'sam', 'quality']);
    const outside = ada.call('readContent', {
      params: { id: await recordOf(DEEP_CALL) },
      query: { accessId: access.id },
    });
    assert.equal((await refusal(outside)).problem.detail, 'The record is not within the access.');
    const other = bea.call('readContent', { params: { id }, query: { accessId: access.id } });
    assert.equal((await refusal(other)).problem.detail, 'The access was given to somebody else.');
    house.clock.ms += 10 * MINUTE_MS;
    const late = ada.call('readContent', { params: { id }, query: { accessId: access.id } });
    assert.equal((await refusal(late)).problem.detail, 'The access has ended. Ask again.');
    assert.equal((await ada.call('readContentAccess', { params: { id: access.id } })).state, 'ended');
    house.clock.ms = START_MS;
  });

  test('tier 3 waits for a second person, who is not the one who asked', async () => {
    const access = await ask(ada, DEEP_CALL);
    assert.equal(access.state, 'waiting');
    const id = await recordOf(DEEP_CALL);
    const read = () => ada.call('readContent', { params: { id }, query: { accessId: access.id } });
    assert.equal((await refusal(read())).problem.detail, 'The access is not granted yet.');
    const decide = (client: ControlClient, grant: boolean) =>
      client.call('decideContentAccess', { params: { id: access.id }, body: { grant, reason: 'seen' } });
    assert.equal((await refusal(decide(ada, true))).problem.code, 'content_not_granted');
    const granted = await decide(bea, true);
    assert.deepEqual([granted.state, granted.secondPersonId], ['granted', 'bea']);
    assert.equal((await read()).text[0]?.text, 'A dismissal.');
    assert.equal((await refusal(decide(bea, false))).problem.code, 'rule_broken');
    const wide = await ada.call('requestContentAccess', {
      body: { personId: 'sam', purpose: 'incident', reason: WHY },
    });
    assert.equal(wide.state, 'waiting', 'a wide scope that holds tier 3 waits too');
    assert.equal((await refusal(ask(ada, '019a3c1e-6b0f-7c55-9c60-5f0f3d6f8aff'))).problem.code, 'not_found');
    const boundless = ada.call('requestContentAccess', { body: { purpose: 'incident', reason: WHY } });
    assert.match((await refusal(boundless)).problem.detail, /Say which content is meant/);
  });

  test('no store of answers keeps the text that was read', async () => {
    const { rows } = await house.database.pool.query<{ body: string | null }>(
      'select body from tokenward.idempotency_key',
    );
    assert.doesNotMatch(JSON.stringify(rows), /letter|dismissal/);
    assert.doesNotMatch(house.logged.join('\n'), /letter|dismissal/);
  });

  test('what has had its time goes by the rules as they are now, and a hold keeps it', async () => {
    const day = START_MS - 5 * DAY_MS;
    await house.keepContent(record({ callId: CALL, text: 'old', atMs: day, dataClass: 'public' }));
    const context = house.contentContext;
    assert.equal(await destroyExpired(context), 0, 'thirty days are usual');
    await ada.call('setContentRetention', { body: { dataClass: 'public', days: 3 } });
    await ada.call('setContentRetention', { body: { useCaseId: 'drafting', days: 10 } });
    assert.equal(await destroyExpired(context), 0, 'the rule of the use case beats that of the class');
    const hold = await bea.call('placeContentHold', { body: { personId: 'sam', reason: 'a case' } });
    await ada.call('endContentRetention', { params: { id: 'drafting:any' } });
    assert.equal(await destroyExpired(context), 0, 'held');
    const lifted = await ada.call('liftContentHold', { params: { id: hold.id }, body: { reason: 'closed' } });
    assert.equal(lifted.liftedBy, 'ada');
    assert.equal(await destroyExpired(context), 1);
    const { rows } = await ada.call('listAuditEvents', { query: { type: 'content.expired', limit: 10 } });
    assert.match(rows[0]?.body ?? '', /"records":1,"ruleId":"any:public"/);
    const unknown = ada.call('setContentRetention', { body: { useCaseId: 'nothing', days: 3 } });
    assert.equal((await refusal(unknown)).problem.code, 'reference_unknown');
  });

  test('an erasure waits for the hold, is carried out once it is lifted, and spares what came after the order', async () => {
    const hold = await ada.call('placeContentHold', { body: { callId: DEEP_CALL, reason: 'a case' } });
    const erased = await ada.call('eraseContent', { body: { ownerId: 'sam', reason: 'asked for by Sam' } });
    assert.deepEqual([erased.state, erased.recordsDestroyed, erased.recordsHeld], ['held', 1, 1]);
    await house.keepContent(record({ callId: CALL, text: 'later', atMs: START_MS + 1 }));
    assert.equal(await carryOutErasures(house.contentContext), 0);
    await ada.call('liftContentHold', { params: { id: hold.id }, body: { reason: 'closed' } });
    assert.equal(await carryOutErasures(house.contentContext), 1);
    assert.equal(await carryOutErasures(house.contentContext), 0);
    const { rows } = await ada.call('listContent', { query: { personId: 'sam' } });
    assert.equal(rows.length, 1);
    const near = await refusal(ada.call('eraseContent', { body: { ownerId: 'samm', reason: 'x' } }));
    assert.match(near.problem.detail, /Did you mean "sam"/);
    assert.equal(
      (await refusal(sam.call('eraseContent', { body: { ownerId: 'sam', reason: 'x' } }))).problem.code,
      'scope_missing',
    );
  });
});

function record(changes: Partial<ContentRecord> & { readonly text: string }): ContentRecord {
  const { text, ...rest } = changes;
  return {
    callId: CALL,
    owner: { kind: 'person', personId: 'sam' },
    useCaseId: 'drafting',
    tier: 1,
    dataClass: 'internal',
    parts: [{ direction: 'request', kind: 'user', text }],
    atMs: START_MS - 1,
    ...rest,
  };
}
