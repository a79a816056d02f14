import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENTERPRISE, GROUP_SCHEMA, openScimHouse, type ScimHouse, USER_SCHEMA } from './scim-house.ts';

/** As Okta sends somebody: whole, with nulls, and the manager as a text. */
const bodyOf = (login: string, more: object = {}) => ({
  schemas: [USER_SCHEMA, ENTERPRISE],
  userName: login,
  name: { givenName: 'Ben', familyName: 'Ott' },
  emails: [{ primary: true, value: login, type: 'work' }],
  displayName: 'Ben Ott',
  nickName: null,
  locale: 'en-US',
  externalId: `okta-${login}`,
  userType: 'Contractor',
  groups: [],
  password: 'never kept',
  active: true,
  ...more,
});

describe('people and groups as Okta keeps them', () => {
  let house: ScimHouse;
  let id = '';
  before(async () => {
    house = await openScimHouse();
    await house.addPerson('mia');
    const admin = await house.admin();
    await admin.call('createTeam', { body: { id: 'field', name: 'Field', managerPersonId: 'mia' } });
  });
  after(() => house.close());

  const rolesOf = async (personId: string) => {
    const { rows } = await house.database.pool.query<{ role: string }>(
      `select role from tokenward.role_grant where person_id = $1 and status = 'active' order by role`,
      [personId],
    );
    return rows.map(({ role }) => role);
  };

  test('somebody new with a manager as a text is a contractor in the team of that manager', async () => {
    const made = await house.scim(
      'POST',
      '/Users',
      bodyOf('ben@example.test', { [ENTERPRISE]: { manager: 'mia@example.test' } }),
    );
    assert.equal(made.status, 201);
    ({ id } = made.body);
    assert.deepEqual(made.body[ENTERPRISE], { manager: { value: 'mia@example.test' } });
    assert.equal(JSON.stringify(made.body).includes('never kept'), false);
    const person = (await house.store.get('person', id))?.row;
    assert.deepEqual([person?.teamId, person?.employment, person?.name], ['field', 'contractor', 'Ben Ott']);
  });

  test('a patch without a path changes what it names, and a record sent whole takes back what it leaves out', async () => {
    const renamed = await house.patch(`/Users/${id}`, [
      {
        op: 'replace',
        value: { displayName: 'Benno Ott', 'name.givenName': 'Benno', [ENTERPRISE]: { costCenter: '99' } },
      },
    ]);
    assert.deepEqual(
      [renamed.body.displayName, renamed.body.name.givenName, renamed.body[ENTERPRISE].costCenter],
      ['Benno Ott', 'Benno', '99'],
    );
    assert.equal(renamed.body[ENTERPRISE].manager.value, 'mia@example.test');
    const whole = await house.scim('PUT', `/Users/${id}`, bodyOf('ben@example.test', { id, displayName: null }));
    assert.deepEqual([whole.status, whole.body.displayName, whole.body[ENTERPRISE]], [200, undefined, undefined]);
    assert.equal((await house.store.get('person', id))?.row.name, 'Ben Ott');
  });

  test('a group that a rule names by the provider\u2019s id gives its role, and takes it back with the membership', async () => {
    const made = await house.scim('POST', '/Groups', {
      ...{ schemas: [GROUP_SCHEMA], displayName: 'Leads', externalId: 'okta-leads-id' },
      members: [{ value: id, display: 'Ben Ott' }],
    });
    assert.deepEqual([made.status, made.body.members.length], [201, 1]);
    assert.deepEqual(await rolesOf(id), ['manager']);
    const user = await house.scim('GET', `/Users/${id}`);
    assert.deepEqual(user.body.groups, [{ value: made.body.id, display: 'Leads', type: 'direct' }]);
    const swapped = await house.patch(`/Groups/${made.body.id}`, [
      { op: 'remove', path: `members[value eq "${id}"]` },
      { op: 'add', path: 'members', value: [{ value: 'mia', display: 'Mia' }] },
    ]);
    assert.equal(swapped.status, 204);
    assert.deepEqual([await rolesOf(id), await rolesOf('mia')], [[], ['manager']]);
    const renamed = await house.patch(`/Groups/${made.body.id}`, [
      { op: 'replace', value: { id: made.body.id, displayName: 'Team leads' } },
    ]);
    assert.equal(renamed.status, 204);
    assert.deepEqual(await rolesOf('mia'), ['manager']);
    assert.equal((await house.scim('DELETE', `/Groups/${made.body.id}`)).status, 204);
    assert.deepEqual(await rolesOf('mia'), []);
  });

  test('members taken out by a list, as Entra ID does, and a group under another name gives another role', async () => {
    const body = { displayName: 'Tokenward admins', members: [{ value: id }, { value: 'mia' }] };
    const { body: group } = await house.scim('POST', '/Groups', body);
    assert.deepEqual([await rolesOf(id), await rolesOf('mia')], [['administrator'], ['administrator']]);
    await house.patch(`/Groups/${group.id}`, [{ op: 'Remove', path: 'members', value: [{ value: 'mia' }] }]);
    assert.deepEqual(await rolesOf('mia'), []);
    await house.patch(`/Groups/${group.id}`, [{ op: 'Replace', path: 'displayName', value: 'Others' }]);
    assert.deepEqual(await rolesOf(id), []);
    const found = await house.find('Groups', `id eq "${group.id}" and members eq "${id}"`);
    assert.equal(found.body.totalResults, 1);
    const lean = await house.scim('GET', `/Groups/${group.id}?excludedAttributes=members`);
    assert.deepEqual([lean.body.displayName, lean.body.members], ['Others', undefined]);
    const same = await house.scim('POST', '/Groups', { displayName: 'OTHERS' });
    assert.deepEqual([same.status, same.body.scimType], [409, 'uniqueness']);
    const stranger = await house.patch(`/Groups/${group.id}`, [
      { op: 'add', path: 'members', value: [{ value: 'who' }] },
    ]);
    assert.deepEqual([stranger.status, stranger.body.scimType], [400, 'invalidValue']);
  });

  test('who leaves loses the roles of their groups, and has them again when they come back', async () => {
    await house.scim('POST', '/Groups', {
      displayName: 'Tokenward admins',
      members: [{ value: id }, { value: 'mia' }],
    });
    const left = await house.patch(`/Users/${id}`, [{ op: 'replace', value: { active: false } }]);
    assert.deepEqual([left.body.active, await rolesOf(id)], [false, []]);
    await house.patch(`/Users/${id}`, [{ op: 'replace', value: { active: true } }]);
    assert.deepEqual(await rolesOf(id), ['administrator']);
  });

  test('the last administrator stays: what the provider says of them is refused, and nothing of it is done', async () => {
    await house.patch('/Users/mia', [{ op: 'replace', value: { active: false } }]);
    const refused = await house.patch(`/Users/${id}`, [
      { op: 'replace', value: { active: false, displayName: 'Gone' } },
    ]);
    assert.equal(refused.status, 409);
    assert.match(refused.body.detail, /last administrator/);
    assert.equal((await house.store.get('person', id))?.row.name, 'Ben Ott');
  });
});
