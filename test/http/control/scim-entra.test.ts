import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENTERPRISE, openScimHouse, type ScimHouse, USER_SCHEMA } from './scim-house.ts';

/** As Entra ID sends somebody new: title, telephone and address are in its usual mapping. */
const LENA = {
  schemas: [USER_SCHEMA, ENTERPRISE],
  externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
  userName: 'Lena.Kuehn@Example.test',
  active: true,
  displayName: 'Lena Kühn',
  title: 'Engineer',
  emails: [{ primary: true, type: 'work', value: 'Lena.Kuehn@Example.test' }],
  meta: { resourceType: 'User' },
  name: { formatted: 'Lena Kühn', familyName: 'Kühn', givenName: 'Lena' },
  phoneNumbers: [{ type: 'work', value: '+49 30 901820' }],
  addresses: [{ type: 'work', formatted: 'Berlin', primary: false }],
  [ENTERPRISE]: { employeeNumber: '7', department: 'Support', costCenter: '4711' },
};

describe('people as Entra ID keeps them', () => {
  let house: ScimHouse;
  let id = '';
  before(async () => {
    house = await openScimHouse();
    await house.addPerson('mia');
    const admin = await house.admin();
    await admin.call('createCostCentre', { body: { id: '4711', name: 'Care' } });
    await admin.call('createTeam', { body: { id: 'care', name: 'Care', costCentre: '4711' } });
    await admin.call('createTeam', { body: { id: 'field', name: 'Field', managerPersonId: 'mia' } });
  });
  after(() => house.close());

  const personOf = async () => (await house.store.get('person', id))?.row;

  test('somebody new is looked for, brought, and is a person in the team of their cost centre', async () => {
    const none = await house.find('Users', `userName eq "${LENA.userName}"`);
    assert.deepEqual([none.status, none.body.totalResults, none.body.Resources], [200, 0, []]);
    const made = await house.scim('POST', '/Users', LENA);
    assert.equal(made.status, 201);
    ({ id } = made.body);
    assert.equal(made.headers.get('location'), `https://tokenward.example.test/scim/v2/Users/${id}`);
    assert.equal(made.headers.get('etag'), made.body.meta.version);
    assert.deepEqual(
      [made.body.userName, made.body.externalId, made.body.active, made.body[ENTERPRISE].costCenter],
      [LENA.userName, LENA.externalId, true, '4711'],
    );
    assert.equal(JSON.stringify(made.body).includes('901820'), false);
    const { name, email, teamId, status } = (await personOf()) ?? {};
    assert.deepEqual([name, email, teamId, status], ['Lena Kühn', 'lena.kuehn@example.test', 'care', 'active']);
    const found = await house.find('Users', 'userName eq "lena.kuehn@example.test"');
    assert.deepEqual([found.body.totalResults, found.body.Resources[0].id], [1, id]);
    assert.equal((await house.scim('POST', '/Users', LENA)).body.scimType, 'uniqueness');
  });

  test('patches with words written large, paths with a choice, and a manager by a path of the extension', async () => {
    const answered = await house.patch(`/Users/${id}`, [
      { op: 'Replace', path: 'displayName', value: 'Lena Kühn-Ott' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'lena@example.test' },
      { op: 'Add', path: 'name.familyName', value: 'Kühn-Ott' },
      { op: 'Add', path: `${ENTERPRISE}:manager`, value: 'mia' },
      { op: 'Replace', path: 'phoneNumbers[type eq "work"].value', value: '1' },
      { op: 'Remove', path: `${ENTERPRISE}:costCenter` },
    ]);
    assert.equal(answered.status, 200);
    assert.deepEqual(answered.body[ENTERPRISE], { manager: { value: 'mia' } });
    assert.equal(answered.body.name.familyName, 'Kühn-Ott');
    const { name, email, teamId } = (await personOf()) ?? {};
    assert.deepEqual([name, email, teamId], ['Lena Kühn-Ott', 'lena@example.test', 'field']);
  });

  test('a manager who is not here moves nobody, and one who is taken away leaves them where they are', async () => {
    await house.patch(`/Users/${id}`, [{ op: 'Replace', path: `${ENTERPRISE}:manager`, value: { value: 'nobody' } }]);
    assert.equal((await personOf())?.teamId, 'field');
    const without = await house.patch(`/Users/${id}`, [{ op: 'Remove', path: `${ENTERPRISE}:manager` }]);
    assert.equal(without.body[ENTERPRISE], undefined);
    assert.equal((await personOf())?.teamId, 'field');
  });

  test('"False" as a text ends sessions, keys and roles, and lists what they owned, in one transaction', async () => {
    const admin = await house.admin();
    await admin.call('createServiceAccount', {
      body: { id: 'robot', name: 'Robot', teamId: 'field', ownerPersonId: id },
    });
    await house.makeKeyOf(id, ['call']);
    await house.store.write({ kind: 'system', id: 'test', keyId: null, requestId: 'test' }, (unit) =>
      unit.signIn.startSession({
        ...{ id: 'session-1', digest: 'd'.repeat(64), personId: id, method: 'password', provider: null },
        ...{ startedAtMs: house.clock.ms, expiresAtMs: house.clock.ms + 1_000 },
      }),
    );
    const before = (await house.trail()).length;
    const gone = await house.patch(`/Users/${id}`, [{ op: 'Replace', path: 'active', value: 'False' }]);
    assert.deepEqual([gone.status, gone.body.active], [200, false]);
    assert.equal((await personOf())?.status, 'archived');
    const told = (await house.trail()).slice(before).map((one) => one.split(' ')[0]);
    assert.deepEqual(told, ['session.ended', 'api_key.revoked', 'handover.opened', 'person.deactivated']);
    const { rows } = await house.database.pool.query(
      `select count(distinct body::json ->> 'requestId')::int as requests from tokenward.audit_event where sequence > $1`,
      [before],
    );
    assert.equal(rows[0].requests, 1);
    const keys = await house.database.pool.query('select status from tokenward.api_key where owner_person_id = $1', [
      id,
    ]);
    assert.deepEqual(keys.rows, [{ status: 'revoked' }]);
    const found = await house.find('Users', 'userName eq "lena.kuehn@example.test" and active eq false');
    assert.equal(found.body.totalResults, 1);
  });

  test('who comes back is the same person; who is taken away is not found any more, and can be brought anew', async () => {
    const back = await house.patch(`/Users/${id}`, [{ op: 'Replace', path: 'active', value: 'True' }]);
    assert.equal(back.body.active, true);
    assert.equal((await house.scim('DELETE', `/Users/${id}`)).status, 204);
    assert.equal((await personOf())?.status, 'archived');
    assert.equal((await house.scim('GET', `/Users/${id}`)).status, 404);
    assert.equal((await house.scim('DELETE', `/Users/${id}`)).status, 404);
    const again = await house.scim('POST', '/Users', { ...LENA, emails: [{ value: 'lena@example.test' }] });
    assert.deepEqual([again.status, again.body.id, again.body.active], [201, id, true]);
    assert.equal((await personOf())?.status, 'active');
  });

  test('somebody who was here before is found by their address and taken over, with their roles in rules', async () => {
    const found = await house.find('Users', 'userName eq "Ada@example.test"');
    assert.deepEqual([found.body.totalResults, found.body.Resources[0].id], [1, 'ada']);
    const taken = await house.patch('/Users/ada', [{ op: 'Add', path: 'externalId', value: 'entra-ada' }]);
    assert.equal(taken.status, 200);
    assert.equal((await house.find('Users', 'externalId eq "entra-ada"')).body.Resources[0].id, 'ada');
    assert.equal((await house.store.get('person', 'ada'))?.row.name, 'Ada');
  });
});
