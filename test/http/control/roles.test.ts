import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Route } from '../../../src/contract/route.ts';
import { permissionOf } from '../../../src/contract/route-areas.ts';
import { OPERATION_IDS, type OperationId, ROUTES } from '../../../src/contract/routes.ts';
import { HOUSE_ROLES, type HouseRole } from '../../../src/domain/identity/house-role.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';
import { arriveByInvitation } from './session-arrival.ts';
import { type Browser, openBrowser } from './session-browser.ts';

const SELF = 'self';
const AT_ONCE = 6;
/** m manager · o use case owner · g governance · s security · f finance · u auditor · a administrator; everybody is an employee. */
const LETTERS: Readonly<Record<string, HouseRole>> = {
  ...{ m: 'manager', o: 'use_case_owner', g: 'governance', s: 'security' },
  ...{ f: 'finance', u: 'auditor', a: 'administrator' },
};

/** Which roles, held for the whole organisation, may use the routes that need a permission. What is not here nobody may. */
// biome-ignore format: a table is read down
const ALLOWED: Readonly<Record<string, string>> = {
  [SELF]:                       'e m o g s f u a',
  'approve:own':                'e m o g s f u a',
  'approve:budgets':            'e m o g s f u a',
  'approve:library':            'e m o g s f u a',
  'approve:outcomes':           'e m o g s f u a',
  'approve:programmes':         'e m o g s f u a',
  'control.read:own':           'o g s f u a',
  'control.read:directory':     'm o g s f u a',
  'control.read:catalogue':     'm o g s f u a',
  'control.read:library':       'm o g s f u a',
  'control.read:budgets':       'm o g s f u a',
  'control.read:outcomes':      'm o g s f u a',
  'control.read:programmes':    'm g s f u a',
  'control.read:policy':        'o g s f u a',
  'control.read:usage':         'o g s f u a',
  'control.read:finance':       'g s f u a',
  'control.read:findings':      'o g s f u a',
  'control.read:protection':    'g s f u a',
  'control.read:configuration': 'g s f u a',
  'control.read:content':       's u a',
  'control.read:access':        's u a',
  'control.write:library':      'o g a',
  'control.write:catalogue':    'g a',
  'control.write:policy':       'g a',
  'control.write:outcomes':     'g a',
  'control.write:programmes':   'g a',
  'control.write:protection':   'g s a',
  'control.write:budgets':      'g f a',
  'control.write:finance':      'f a',
  'control.write:directory':    'a',
  'control.write:access':       'a',
  'control.write:configuration':'a',
  'control.write:usage':        'a',
  'control.write:own':          'a',
  'finance:finance':            'f a',
  'decide:policy':              'g',
  'audit.read:audit':           's u a',
  'audit.read:content':         's u a',
  'content.read:content':       's',
  'content.manage:content':     'a',
};

const needOf = (route: Route): string => permissionOf(route) ?? SELF;
const isAllowed = (need: string, role: HouseRole): boolean => {
  const letter = Object.entries(LETTERS).find(([, name]) => name === role)?.[0] ?? 'e';
  return (ALLOWED[need] ?? '').split(' ').includes(letter);
};

/** Questions with a body, and the signature that the house makes every five minutes anyway: none changes what is there. */
const READS_BY_POST = [
  ...['planConfiguration', 'checkPolicy', 'planPolicy', 'tryDetectionPattern', 'explainRoute', 'signAuditCheckpoint'],
  'previewAllowanceRule',
];

test('an auditor changes nothing: every route that writes is beyond the role', () => {
  const writes = OPERATION_IDS.filter((id) => {
    const route: Route = ROUTES[id];
    const need = permissionOf(route);
    if (route.method === 'GET' || need === undefined || route.scope === 'approve') return false;
    return isAllowed(need, 'auditor');
  });
  assert.deepEqual(writes.sort(), [...READS_BY_POST].sort());
});

describe('roles', () => {
  let house: ControlHouse;
  before(async () => {
    house = await openControlHouse();
  });
  after(() => house.close());

  /** A browser of somebody with this role for the whole organisation. */
  const browserOf = async (role: HouseRole): Promise<Browser> => {
    const personId = `the-${role.replaceAll('_', '-')}`;
    const browser = await arriveByInvitation(house, personId);
    if (role === 'employee') return browser;
    const admin = await house.admin();
    await admin.call('grantRole', { body: { personId, role, reason: 'for the test' } });
    return browser;
  };
  const ask = (browser: Browser, route: Route, query = 'no-such-parameter=1') => {
    const path = `${route.path.replaceAll(/\{\w+\}/g, 'nothing')}?${query}`;
    return route.method === 'GET' ? browser.get(path) : browser.send(route.method, path, '[]');
  };

  test('every route says what it needs, in words that the table above has', () => {
    const unknown = OPERATION_IDS.filter((id) => ALLOWED[needOf(ROUTES[id])] === undefined);
    assert.deepEqual(
      unknown.map((id) => `${id} needs ${needOf(ROUTES[id])}`),
      [],
    );
  });

  test('every role gets past every route that it may use, and past no other', async () => {
    let seen = 0;
    for (const role of HOUSE_ROLES) {
      const browser = await browserOf(role);
      const check = async (id: OperationId): Promise<void> => {
        const route: Route = ROUTES[id];
        const { status, body } = await ask(browser, route);
        const isDenied = status === 403 && body?.code === 'permission_missing';
        const need = needOf(route);
        assert.equal(isDenied, !isAllowed(need, role), `${role} on ${id} (${need}): ${status} ${body?.code}`);
        assert.notEqual(body?.code, 'session_ended', `${role} on ${id}`);
        seen += 1;
      };
      const waiting = [...OPERATION_IDS.filter((id) => id !== 'signOut'), 'signOut' as const].values();
      const line = async (): Promise<void> => {
        for (const id of waiting) await check(id);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, line));
      await browser.post('/session/end', {});
    }
    assert.equal(seen, OPERATION_IDS.length * HOUSE_ROLES.length);
  });

  test('nobody who is not signed in gets past a route that needs somebody', async () => {
    const visitor = openBrowser(house.address);
    for (const id of OPERATION_IDS) {
      const { status, body } = await ask(visitor, ROUTES[id]);
      const isOpen = ROUTES[id].scope === 'none';
      assert.equal(status === 401 && body?.code === 'key_missing', !isOpen, `${id}: ${status} ${body?.code}`);
    }
  });

  test('a role for a team opens what names that team, and nothing wider', async () => {
    const admin = await house.admin();
    await admin.call('createTeam', { body: { id: 'sales', name: 'Sales' } });
    const browser = await arriveByInvitation(house, 'lead');
    const reach = { kind: 'team', teamId: 'sales' } as const;
    await admin.call('grantRole', { body: { personId: 'lead', role: 'manager', reach, reason: 'acting' } });
    const statuses = [];
    for (const query of ['?teamId=sales', '?teamId=support', '', '?teamId=sales&teamId=support'])
      statuses.push((await browser.get(`/people${query}`)).status);
    assert.deepEqual(statuses, [200, 403, 200, 403]);
    for (const path of [
      'envelopes',
      'forecasts',
      'outcomes',
      'outcome-costs',
      'library-signals',
      'team-safety',
      'team-board.csv',
    ]) {
      assert.equal((await browser.get(`/${path}?teamId=sales`)).status, 200, path);
      assert.notEqual((await browser.get(`/${path}?teamId=support`)).status, 200, path);
    }
    assert.equal((await browser.get('/upstreams')).status, 403);
  });

  test('who manages a team or owns a use case has that role by the directory, for as long as they do', async () => {
    const admin = await house.admin();
    const browser = await arriveByInvitation(house, 'mo');
    assert.equal((await browser.get('/people?teamId=support')).status, 403);
    await admin.call('changeTeam', { params: { id: 'support' }, body: { managerPersonId: 'mo' } });
    assert.equal((await browser.get('/people?teamId=support')).status, 200);
    const { roles } = await admin.call('readPersonRoles', { params: { id: 'mo' } });
    assert.deepEqual(
      roles.map(({ role, from }) => [role, from]),
      [
        ['employee', 'everybody'],
        ['manager', 'directory'],
      ],
    );
    await admin.call('changeTeam', { params: { id: 'support' }, body: { managerPersonId: null } });
    assert.equal((await browser.get('/people?teamId=support')).status, 403);
  });

  test('a role ends at its moment and when somebody ends it, from the next request on', async () => {
    const admin = await house.admin();
    const browser = await arriveByInvitation(house, 'temp');
    const body = { personId: 'temp', role: 'auditor', reason: 'the audit of the year' } as const;
    await admin.call('grantRole', { body: { ...body, expiresAt: new Date(START_MS + 3_600_000).toISOString() } });
    assert.equal((await browser.get('/people')).status, 200);
    house.clock.ms += 3_600_000;
    assert.equal((await browser.get('/people')).status, 403);
    const { id } = await admin.call('grantRole', { body });
    await assert.rejects(admin.call('grantRole', { body }), { code: 'already_exists' });
    assert.equal((await browser.get('/people')).status, 200);
    await admin.call('endRoleGrant', { params: { id }, body: { reason: 'the audit is over' } });
    assert.equal((await browser.get('/people')).status, 403);
    house.clock.ms = START_MS;
  });

  test('nobody gives themselves a role or more than there is, and the last administrator stays', async () => {
    const admin = await house.admin();
    const grant = (wanted: object) =>
      admin.call('grantRole', { body: { personId: 'ada', role: 'auditor', reason: 'x', ...wanted } });
    await assert.rejects(grant({}), { code: 'four_eyes' });
    await assert.rejects(grant({ personId: 'nobody' }), { code: 'reference_unknown' });
    await assert.rejects(grant({ personId: 'temp', reach: { kind: 'team', teamId: 'support' } }), {
      code: 'rule_broken',
    });
    await assert.rejects(grant({ personId: 'temp', expiresAt: '2020-01-01T00:00:00Z' }), { code: 'rule_broken' });
    const { rows } = await admin.call('listRoleGrants', { query: { role: 'administrator', status: 'active' } });
    assert.equal(rows.length, 1);
    const params = { id: rows[0]?.id ?? '' };
    await assert.rejects(admin.call('endRoleGrant', { params, body: { reason: 'x' } }), { code: 'in_use' });
    const deactivate = { params: { id: 'the-administrator' }, body: { reason: 'x' } };
    await assert.rejects(admin.call('deactivatePerson', deactivate), { code: 'in_use' });
  });

  test('who leaves is gone at once: sessions, password, keys and roles end, and what they owned waits for others', async () => {
    const admin = await house.admin();
    const browser = await arriveByInvitation(house, 'leaver');
    await admin.call('grantRole', { body: { personId: 'leaver', role: 'finance', reason: 'x' } });
    const account = { id: 'robot', name: 'Robot', teamId: 'support', ownerPersonId: 'leaver' };
    await admin.call('createServiceAccount', { body: account });
    const key = await house.makeKeyOf('leaver', ['call']);
    const order = { params: { id: 'leaver' }, body: { reason: 'left the company' } };
    const done = await admin.call('deactivatePerson', order);
    assert.deepEqual([done.sessionsEnded, done.keysRevoked, done.rolesEnded], [1, 1, 1]);
    assert.equal((await browser.get('/me')).status, 401);
    await house.refresh();
    await assert.rejects(house.clientOf(key).call('readMe', {}), { code: 'key_revoked' });
    const [open] = (await admin.call('listHandovers', { query: { state: 'open' } })).rows;
    assert.deepEqual(open?.items, [{ noun: 'service_account', id: 'robot', name: 'Robot' }]);
    await assert.rejects(admin.call('closeHandover', { params: { id: open.id } }), { code: 'in_use' });
    await admin.call('changeServiceAccount', { params: { id: 'robot' }, body: { ownerPersonId: 'ada' } });
    assert.equal((await admin.call('closeHandover', { params: { id: open.id } })).state, 'done');
    const again = await admin.call('deactivatePerson', order);
    assert.deepEqual([again.sessionsEnded, again.keysRevoked, again.handoverId], [0, 0, null]);
  });
});
