import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';
import { openScimHouse, type ScimHouse, USER_SCHEMA } from './scim-house.ts';
import { arriveByInvitation } from './session-arrival.ts';

const HOUR_MS = 3_600_000;

describe('who there is, and by what they come in', () => {
  let house: ControlHouse;
  before(async () => {
    house = await openControlHouse();
  });
  after(() => house.close());

  test('whoever administers the house is told what opens it to others, until it is done or put away', async () => {
    const admin = await house.admin();
    const first = await arriveByInvitation(house, 'first');
    assert.equal((await first.get('/me/tour')).body.houseSteps, null, 'of somebody without the role');
    await admin.call('grantRole', { body: { personId: 'first', role: 'administrator', reason: 'the first' } });
    const none = { signIn: false, people: false, key: false, call: false };
    assert.deepEqual((await first.get('/me/tour')).body.houseSteps, none);
    await house.addPerson('guest');
    await admin.call('createSignInLink', { params: { id: 'guest' } });
    assert.deepEqual((await first.get('/me/tour')).body.houseSteps, { ...none, people: true });
    const { body } = await first.post('/me/tour', { state: 'skipped' });
    assert.equal(body.houseSteps, null);
    const again = await first.post('/me/tour', { state: 'offered' });
    assert.deepEqual(again.body.houseSteps, { ...none, people: true });
  });

  test('people are found by a part of a name, address or id, in the order of their names, each on one page', async () => {
    const admin = await house.admin();
    for (const [id, name] of [
      ['zoe', 'anna Zu'],
      ['eve', 'Anna Abt'],
      ['kim', 'Bo Ann'],
      ['per', 'Per_cent % 100'],
    ] as const)
      await admin.call('createPerson', { body: { id, name, email: `${id}@found.example`, teamId: 'support' } });
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { rows: readonly { id: string }[]; next: string | null } = await admin.call('listDirectory', {
        query: { search: 'FOUND.example', limit: 1, ...(cursor === null ? {} : { cursor }) },
      });
      found.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    assert.deepEqual(found, ['eve', 'zoe', 'kim', 'per']);
    const idsOf = async (search: string) =>
      (await admin.call('listDirectory', { query: { search } })).rows.map(({ id }) => id);
    assert.deepEqual(await idsOf('%'), ['per']);
    assert.deepEqual(await idsOf('ann'), ['eve', 'zoe', 'kim']);
    assert.deepEqual(await idsOf("' or true --"), []);
  });

  test('a role counts from its beginning to its end, by a grant as by the directory, and nobody archived has one', async () => {
    const admin = await house.admin();
    await house.addPerson('rita');
    const expiresAt = new Date(START_MS + HOUR_MS).toISOString();
    await admin.call('grantRole', { body: { personId: 'rita', role: 'finance', reason: 'for a while', expiresAt } });
    await admin.call('createTeam', { body: { id: 'desk', name: 'Desk', managerPersonId: 'rita' } });
    const holders = async (role: 'finance' | 'manager') =>
      (await admin.call('listDirectory', { query: { role } })).rows.map(({ id }) => id);
    assert.ok((await holders('finance')).includes('rita'));
    assert.ok((await holders('manager')).includes('rita'));
    house.clock.ms = START_MS + 2 * HOUR_MS;
    assert.ok(!(await holders('finance')).includes('rita'));
    house.clock.ms = START_MS;
  });

  test('who was deactivated is told apart from who was archived, until they are back', async () => {
    const admin = await house.admin();
    for (const id of ['ann-archived', 'dan-deactivated']) await house.addPerson(id);
    await admin.call('archivePerson', { params: { id: 'ann-archived' } });
    await admin.call('deactivatePerson', { params: { id: 'dan-deactivated' }, body: { reason: 'left' } });
    const inState = async (state: 'active' | 'archived' | 'deactivated') =>
      (await admin.call('listDirectory', { query: { state } })).rows.map(({ id }) => id);
    assert.deepEqual(await inState('archived'), ['ann-archived']);
    assert.deepEqual(await inState('deactivated'), ['dan-deactivated']);
    await admin.call('restorePerson', { params: { id: 'dan-deactivated' } });
    assert.ok((await inState('active')).includes('dan-deactivated'));
    assert.equal((await admin.call('readPersonAccess', { params: { id: 'dan-deactivated' } })).hasPassword, false);
  });

  test('what a person comes in by is told without a secret, and ending their sessions is on the record', async () => {
    const admin = await house.admin();
    const browser = await arriveByInvitation(house, 'sue');
    const { link } = await admin.call('createSignInLink', { params: { id: 'sue' } });
    const access = await admin.call('readPersonAccess', { params: { id: 'sue' } });
    assert.deepEqual(
      { ...access, invitationEndsAt: access.invitationEndsAt !== null },
      {
        ...{ personId: 'sue', state: 'active', hasPassword: true, identities: [], provisioned: null },
        ...{ invitationEndsAt: true, sessions: 1, keys: 0 },
      },
    );
    assert.ok(!JSON.stringify(access).includes(link?.split('#link=')[1] ?? 'nothing'));
    const ended = await admin.call('endPersonSessions', { params: { id: 'sue' }, body: { reason: 'lost a laptop' } });
    assert.deepEqual(ended, { personId: 'sue', sessionsEnded: 1 });
    assert.equal((await browser.get('/me')).body.code, 'session_ended');
    const { rows } = await admin.call('listAuditEvents', { query: { type: 'session.ended', limit: 5 } });
    assert.ok(rows.some(({ body }) => body.includes('lost a laptop')));
    const nobody = { params: { id: 'nobody' } };
    await assert.rejects(admin.call('readPersonAccess', nobody), { code: 'not_found' });
    await assert.rejects(admin.call('endPersonSessions', { ...nobody, body: { reason: 'x' } }), { code: 'not_found' });
  });

  test('only an upstream that is configured can be tried, and that it was is on the record', async () => {
    const admin = await house.admin();
    await admin.call('createUpstream', {
      body: { id: 'tried', kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1' },
    });
    const { checks } = await admin.call('testUpstream', { params: { id: 'tried' } });
    assert.deepEqual(checks, [{ state: 'ok', sentence: 'http://127.0.0.1:9/v1 answers.', remedy: null }]);
    await assert.rejects(admin.call('testUpstream', { params: { id: 'unknown' } }), { code: 'not_found' });
    const { rows } = await admin.call('listAuditEvents', { query: { type: 'upstream.tested', limit: 5 } });
    assert.equal(rows.length, 1);
  });

  test('channels are told without where they lead', async () => {
    house.noticeParts.channels.push({
      ...{ name: 'mail', kind: 'email', kinds: ['fast_burn'], envelopeIds: null },
      audience: { owner: true, callers: false, addresses: ['finance@example.com'] },
      send: async () => ({ kind: 'sent' }),
    });
    const { rows } = await (await house.admin()).call('listNoticeChannels', {});
    assert.deepEqual(rows, [
      {
        ...{ name: 'mail', kind: 'email', kinds: ['fast_burn'], envelopeIds: null },
        audience: { owner: true, callers: false, addresses: 1 },
      },
    ]);
  });
});

describe('what is known of provisioning', () => {
  let house: ScimHouse;
  before(async () => {
    house = await openScimHouse();
  });
  after(() => house.close());

  test('people, groups, keys and the last requests are told, and no text that a stranger put into an address', async () => {
    await house.scim('POST', '/Users', {
      ...{ schemas: [USER_SCHEMA], userName: 'lena@example.com', displayName: 'Lena' },
      emails: [{ value: 'lena@example.com', primary: true }],
    });
    await house.scimAs('tw_not_a_key', 'GET', '/SomethingTyped');
    const { provisioning, passwords } = await (await house.admin()).call('readSignInSetUp', {});
    assert.equal(passwords, true);
    assert.deepEqual([provisioning.people, provisioning.groups], [1, 0]);
    assert.ok(provisioning.changedAt !== null);
    assert.equal(provisioning.keys.length, 1);
    const seen = house.recent.list().map(({ method, resource, status }) => `${method} ${resource} ${status}`);
    assert.deepEqual(seen, ['GET other 401', 'POST Users 201']);
    for (let turn = 0; turn < 30; turn += 1) await house.scim('GET', '/Users?count=0');
    assert.equal(house.recent.list().length, 20);
  });
});
